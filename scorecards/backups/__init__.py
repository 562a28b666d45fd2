"""Backups: the database and every release in one folder, and the proof that they come back."""
