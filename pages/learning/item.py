from scorecards.library import queries
from scorecards.ui import address, library, page, resources


viewer = page.open_page("From the library")
asked = address.asked().get("item", ("",))[0]
library.reader(queries.item(resources.library(), viewer, asked))
