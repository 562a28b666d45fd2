from scorecards.people.access import check_reads_posts
from scorecards.ui import asks, page


viewer = page.open_page("Asks and offers", check=check_reads_posts)
asks.draw(viewer)
