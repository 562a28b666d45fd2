"""The rules of intake as data: name, what happens by default, and the sentences people read.

A profile may change what a rule does, except for those that must reject: without the value there
is no claim to load.
"""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """Reject leaves the row out; warn and note load it."""

    REJECT = "reject"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """`sentence`: what is wrong, and why it matters. `done`: what was done when it was loaded."""

    name: str
    action: Action
    sentence: str
    done: str = "Loaded as it is."
    fixed: bool = False


LEFT_OUT = "The row was left out."
_REJECT, _WARN, _NOTE = Action.REJECT, Action.WARN, Action.NOTE

_ALL = (
    Rule(
        "too-many-cells",
        _REJECT,
        "The row has more cells than there are headings, so its values may stand under the wrong "
        "ones. Perhaps a comma inside a value is not in quotation marks.",
        fixed=True,
    ),
    Rule("missing-required", _REJECT, "A value that every claim must have is missing.", fixed=True),
    Rule(
        "unreadable-date",
        _REJECT,
        "The value is not a date of the calendar in a form that the profile allows.",
        fixed=True,
    ),
    Rule(
        "unreadable-money",
        _REJECT,
        "The value is not an amount of money in whole pence (or cents).",
        fixed=True,
    ),
    Rule(
        "unknown-trust",
        _REJECT,
        "The organisation is not in the register, or its code is not one that can be used.",
        fixed=True,
    ),
    Rule(
        "unknown-scheme",
        _REJECT,
        "The scheme is not in the list of schemes, so the claim is neither clinical nor "
        "non-clinical.",
        fixed=True,
    ),
    Rule("unknown-status", _REJECT, "The profile does not say what this status means.", fixed=True),
    Rule(
        "other-currency",
        _REJECT,
        "The amounts are in another currency than the profile's.",
        fixed=True,
    ),
    Rule(
        "kind-differs",
        _REJECT,
        "The file says clinical where the scheme is non-clinical, or the other way round.",
        "Loaded as the scheme says.",
    ),
    *(
        Rule(
            f"unknown-{name}",
            _WARN,
            f"The {name} is not in the list of codes.",
            "Loaded with the code “unknown”; the words of the file are kept.",
        )
        for name in ("specialty", "cause", "injury", "location")
    ),
    Rule(
        "unknown-settlement",
        _WARN,
        "The profile does not say what this settlement type means.",
        "Loaded without a settlement type.",
    ),
    Rule(
        "more-codes",
        _NOTE,
        "The cell names more than two codes; a claim holds two.",
        "The first two were loaded; the words of the file are kept whole.",
    ),
    Rule("notified-before-incident", _WARN, "The claim was notified before the incident."),
    Rule("closed-before-notified", _WARN, "The claim was closed before it was notified."),
    Rule("closed-date-on-open", _WARN, "The claim is open and yet has a closed date."),
    Rule("future-date", _REJECT, "The date is after the as-at date of the load."),
    Rule("negative-money", _REJECT, "The amount is negative."),
    Rule("damages-on-nil", _WARN, "The claim is closed without damages and yet has damages paid."),
    Rule(
        "duplicate-reference",
        _WARN,
        "The claim reference occurs more than once. Two rows may both be genuine (one injury, two "
        "defendants), or one may be a copy or a later state of the other: look at both.",
        "Loaded beside the first, with a number added to its reference.",
    ),
    Rule(
        "missing-mark", _NOTE, "The cell holds a mark that stands for nothing.", "Read as missing."
    ),
    Rule(
        "trimmed",
        _NOTE,
        "The value has spaces or invisible characters around or in it.",
        "They were taken off.",
    ),
    Rule(
        "time-dropped",
        _NOTE,
        "The value has a time of day; a claim holds dates only.",
        "The date was kept.",
    ),
    Rule(
        "trust-spelling",
        _NOTE,
        "The organisation is written otherwise than in the register.",
        "Loaded under the register's code.",
    ),
    Rule(
        "merged-trust",
        _NOTE,
        "The organisation has since become part of another one.",
        "Counted for the organisation of today; the code of then is kept.",
        fixed=True,
    ),
    Rule("formula", _NOTE, "The cell is a formula.", "Its last calculated value was read."),
    Rule(
        "formula-without-value",
        _WARN,
        "The cell is a formula that was never calculated. Open the file in Excel and save it.",
        "Read as missing.",
    ),
    Rule("error-value", _WARN, "The cell holds an error of Excel's.", "Read as missing."),
    Rule(
        "short-row",
        _NOTE,
        "The row has fewer cells than there are headings.",
        "The cells at its end were read as missing.",
    ),
    Rule(
        "blank-row",
        _NOTE,
        "The row is empty.",
        "It was counted as blank.",
        fixed=True,
    ),
)
RULES = {rule.name: rule for rule in _ALL}
