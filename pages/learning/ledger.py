from scorecards.people.access import check_has_ledger
from scorecards.ui import ledger, page


viewer = page.open_page("Learning ledger", check=check_has_ledger)
ledger.draw(viewer, page.snapshot())
