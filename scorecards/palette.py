"""Colours by meaning. Contrast on white is checked by a test; nothing is said by colour alone."""

TEXT = "#212b32"
SECONDARY = "#4c6272"
LINE = "#d8dde0"
PAPER = "#ffffff"
PRESS = "#005eb8"  # NHS Blue: what can be pressed, and one's own figures
PRESS_DARK = "#003087"
OWN = "#0072ce"  # NHS Bright Blue: 4.89 on white, 3.7 on the dark ground
CHOSEN = "#003087"
OTHERS = "#aebfcd"  # what is not chosen: pale on purpose, always labelled
COMMON = "#768692"
COST = "#c2559a"  # cost beside a number of claims: readable on both grounds
HEAT = ("#ffffff", "#dbe8f5", "#a5c8ea", "#5b9bd5", "#12436d")
SEQUENCE = ("#12436d", "#28a197", "#801650", "#f46a25")
