from scorecards.ui import address, item, page


viewer = page.open_page("From the library")
item.draw(viewer, address.asked().get("item", ("",))[0])
