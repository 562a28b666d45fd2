from scorecards.people.access import check_reads_matrix
from scorecards.ui import page, people


viewer = page.open_page("People", check=check_reads_matrix)
people.draw(viewer)
