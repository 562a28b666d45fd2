from scorecards.claims.model import Kind
from scorecards.ui import page, scorecard


viewer = page.open_page("Clinical scorecard")
scorecard.draw(viewer, page.snapshot(), Kind.CLINICAL)
