"""The learning ledger of a trust: which team used what, what changed, and when it looks again."""
