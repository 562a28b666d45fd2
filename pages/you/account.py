from scorecards.ui import account, page


viewer = page.open_page("Your account")
account.draw(viewer)
