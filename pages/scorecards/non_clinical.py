from scorecards.claims.model import Kind
from scorecards.people.access import check_sees_scorecards
from scorecards.ui import page, scorecard


viewer = page.open_page("Non-clinical scorecard", check=check_sees_scorecards)
scorecard.draw(viewer, page.snapshot(), Kind.NON_CLINICAL)
