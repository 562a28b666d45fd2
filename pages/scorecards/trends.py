from scorecards.people.access import check_sees_scorecards
from scorecards.ui import page, trends


viewer = page.open_page("Trends and signals", check=check_sees_scorecards)
trends.draw(viewer, page.snapshot())
