from scorecards.people.access import check_sees_scorecards
from scorecards.ui import compare, page


viewer = page.open_page("Compare with peers", check=check_sees_scorecards)
compare.draw(viewer, page.snapshot())
