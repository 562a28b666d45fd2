"""How much of what happened is known yet: reporting delay, and why two dates disagree."""
