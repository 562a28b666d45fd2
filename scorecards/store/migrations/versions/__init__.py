"""One module for each step, by number. A step that was released never changes."""
