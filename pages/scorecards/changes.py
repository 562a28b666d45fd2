from scorecards.people.access import check_sees_scorecards
from scorecards.ui import changes, page


viewer = page.open_page("What changed", check=check_sees_scorecards)
changes.draw(viewer, page.snapshot())
