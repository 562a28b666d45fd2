"""Figures for reading: the claims about a subject, in the nation and at one's own trust."""
