"""Finding items and documents by words: forgiving, and the same on both stores."""
