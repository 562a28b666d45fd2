"""The command line: `python -m scorecards …`. A module per group of commands."""
