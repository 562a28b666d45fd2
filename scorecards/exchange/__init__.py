"""Asks and offers: what one trust would like to know, and what another is glad to show."""
