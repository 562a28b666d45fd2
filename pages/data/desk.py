from scorecards.people.access import check_loads_claims
from scorecards.ui import desk, page


viewer = page.open_page("Data desk", check=check_loads_claims)
desk.draw(viewer)
