"""Who did what, and was refused what: written with the act, chained, never changed."""
