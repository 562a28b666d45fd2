"""Thematic reports: a definition and a text whose every number comes from the claims."""
