from scorecards.ui import page, trends


viewer = page.open_page("Trends and signals")
trends.draw(viewer, page.snapshot())
