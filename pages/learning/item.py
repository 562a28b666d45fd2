from scorecards.ui import item, page


viewer = page.open_page("From the library", named=item.title)
item.draw(viewer, item.asked_for())
