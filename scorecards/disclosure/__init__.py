"""What may be shown to whom: one policy, one place."""
