"""What people say of items of the library and of scorecards: moderated, answered, shown."""
