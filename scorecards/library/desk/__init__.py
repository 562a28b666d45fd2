"""The editorial desk: items are written, read by a second person, published and withdrawn."""
