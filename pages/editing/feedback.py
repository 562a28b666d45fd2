from scorecards.people.access import check_edits_library
from scorecards.ui import moderation, page


viewer = page.open_page("Feedback", check=check_edits_library)
moderation.draw(viewer)
