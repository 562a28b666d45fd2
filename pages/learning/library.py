from scorecards.library import queries
from scorecards.ui import library, page, resources


viewer = page.open_page("Safety and Learning Library")
library.shelf(queries.items(resources.library(), viewer))
