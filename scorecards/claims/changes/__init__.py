"""What changed between two releases of claims: each claim in one kind of change, to the penny."""
