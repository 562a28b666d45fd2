from scorecards.ui import documents, page


viewer = page.open_page("Documents", named=documents.title)
documents.draw(viewer)
