"""Trying to work out what is hidden, as somebody would who may see all the rest."""
