"""Claims scorecards: from a claims file to a screen, with the learning beside it."""
