"""Sums of claims: what they are made of, and how much of them is one claim."""
