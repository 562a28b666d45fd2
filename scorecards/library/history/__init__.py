"""What was read: by oneself, and how many people read what."""
