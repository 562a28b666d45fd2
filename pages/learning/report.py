from scorecards.ui import page, report


viewer = page.open_page("Thematic report", named=report.title)
report.draw(viewer, report.asked_for())
