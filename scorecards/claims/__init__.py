"""Claims: what one is, what is asked of them, and how the answers are drawn."""
