from scorecards.ui import address, methods, page, resources


viewer = page.open_page("What the numbers mean")
methods.draw(resources.measures(), address.first("measure"))
