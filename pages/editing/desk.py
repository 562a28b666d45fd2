from scorecards.people.access import check_reads_desk
from scorecards.ui import editorial, page


viewer = page.open_page("Editorial desk", check=check_reads_desk)
editorial.draw(viewer)
