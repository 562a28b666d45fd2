from scorecards.ui import compare, page


viewer = page.open_page("Compare with peers")
compare.draw(viewer, page.snapshot())
