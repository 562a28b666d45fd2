from scorecards.library import queries
from scorecards.ui import library, page, resources


viewer = page.open_page("Case studies")
library.shelf(queries.items(resources.library(), viewer))
