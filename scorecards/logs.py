"""Logging, set up once by whatever starts the program: past-tense facts, no names, no free text."""

import logging
import secrets


def set_up(level: int = logging.INFO) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def reference() -> str:
    """A short reference that a reader can quote and an operator can find in the log."""
    return secrets.token_hex(3).upper()
