"""The words that claims and library share: schemes, specialties, causes, injuries, locations."""
