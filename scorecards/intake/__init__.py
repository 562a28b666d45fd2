"""Intake: a file -> checked claims. Reads, maps, checks and reports; stores nothing."""
