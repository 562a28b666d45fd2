from scorecards.people.access import check_sees_scorecards
from scorecards.ui import delay, page


viewer = page.open_page("Reporting delay", check=check_sees_scorecards)
delay.draw(viewer, page.snapshot())
