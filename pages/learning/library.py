from scorecards.ui import page, shelf


viewer = page.open_page("Safety and Learning Library")
shelf.draw(viewer)
