"""People, their memberships and their signed-in sessions. What a role may do is in `people`."""
