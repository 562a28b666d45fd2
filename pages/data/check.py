from scorecards.people.access import check_loads_claims
from scorecards.ui import intake, page


viewer = page.open_page("Check a claims file", check=check_loads_claims)
intake.form(viewer)
intake.report(viewer)
