from scorecards.ui import documents, page


viewer = page.open_page("Documents")
documents.draw(viewer)
