from scorecards.ui import changes, page


viewer = page.open_page("What changed")
changes.draw(viewer, page.snapshot())
