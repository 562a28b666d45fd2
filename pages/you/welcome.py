from scorecards.ui import page, welcome


viewer = page.open_page("Welcome")
welcome.draw(viewer)
