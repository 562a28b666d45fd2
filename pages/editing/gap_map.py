from scorecards.people.access import check_reads_desk
from scorecards.ui import gap_map, page


viewer = page.open_page("Learning gap map", check=check_reads_desk)
gap_map.draw(viewer, page.snapshot())
