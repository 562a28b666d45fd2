"""Releases of claims: immutable, checksummed, published by one row and rolled back by one."""
