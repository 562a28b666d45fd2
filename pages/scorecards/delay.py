from scorecards.ui import delay, page


viewer = page.open_page("Reporting delay")
delay.draw(viewer, page.snapshot())
