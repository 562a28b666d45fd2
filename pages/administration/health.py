from scorecards.people.access import check_sees_health
from scorecards.ui import health, page


viewer = page.open_page("Health", check=check_sees_health)
health.draw(viewer)
