from scorecards.ui import page, themes


viewer = page.open_page("Thematic reports")
themes.draw(viewer)
