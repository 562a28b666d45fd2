from scorecards.people.access import check_loads_claims
from scorecards.ui import page


viewer = page.open_page("Check a claims file", check=check_loads_claims)
