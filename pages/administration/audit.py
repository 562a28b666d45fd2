from scorecards.people.access import check_reads_audit
from scorecards.ui import audit, page


viewer = page.open_page("Audit", check=check_reads_audit)
audit.draw(viewer)
