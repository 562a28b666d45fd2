from scorecards.ui import candour, page


viewer = page.open_page("Duty of candour, step by step")
candour.draw(viewer)
