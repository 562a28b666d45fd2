"""What must not stand in what a trust writes on its charts: signs of a person."""

from scorecards.errors import UserError
from scorecards.personal.texts import kinds, signs_in


def check_nobody_in(text: str) -> None:
    """Raises UserError, which says what was found and never repeats it."""
    found = signs_in(text)
    if found:
        raise UserError(
            f"This seems to hold {kinds(found)}. Everybody who may open the scorecard reads "
            "it: write what was changed, and nothing about a person."
        )
