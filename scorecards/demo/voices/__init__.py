"""What the invented people of the demonstration have written: asks, offers, feedback, documents."""
