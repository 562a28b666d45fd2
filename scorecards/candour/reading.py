"""Reads the aid from its file. What is not as agreed is refused, all at once."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from scorecards.candour.model import (
    Aid,
    Asked,
    Choice,
    Ending,
    Part,
    Question,
    Step,
    Thing,
    Told,
    Verdict,
    Where,
)
from scorecards.errors import Refused


FILE = "aid.toml"
# Lists of the file with the keys that each entry has; after the bar, those that it may have.
ENTRIES = {
    "question": ("key", "ask", "help", "short", "choice"),
    "ending": ("verdict", "title", "lead", "|", "days"),
    "reason": ("text", "|", "verdicts", "where", "unless"),
    "step": ("part", "do", "who", "when", "text", "rule", "|", "verdicts", "where", "unless"),
    "words": ("text", "|", "verdicts", "where", "unless"),
    "record": ("text", "|", "verdicts", "where", "unless"),
}
OF_A_CHOICE = ("key", "label", "|", "more", "where", "unless")


def read(folder: Path) -> Aid:
    """The aid in a folder. Raises Refused with every problem found."""
    path = folder / FILE
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise Refused(f"The aid to the duty of candour is missing: {FILE}.") from missing


def parsed(text: str) -> Aid:
    """The aid from its text. Raises Refused with every problem found."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{FILE} is not valid TOML. {error}.") from error
    problems = [*_wrong(told)]
    if problems:
        raise Refused(f"{FILE}: {problems[0]}", tuple(f"{FILE}: {each}" for each in problems[1:]))
    return Aid(
        questions=tuple(_question(each) for each in told["question"]),
        endings={
            Verdict(each["verdict"]): Ending(
                Verdict(each["verdict"]), each["title"], each["lead"], each.get("days", "")
            )
            for each in told["ending"]
        },
        reasons=_told(told["reason"], _text),
        steps=_told(told["step"], _step),
        words=_told(told["words"], _text),
        record=_told(told["record"], _text),
    )


def _question(told: Mapping[str, Any]) -> Question:
    return Question(
        Asked(told["key"]),
        told["ask"],
        told["help"],
        told["short"],
        tuple(
            Choice(each["key"], each["label"], each.get("more", ""), _where(each))
            for each in told["choice"]
        ),
    )


def _told(
    entries: Iterable[Mapping[str, Any]], make: Callable[[Mapping[str, Any]], Thing]
) -> tuple[Told[Thing], ...]:
    return tuple(
        Told(make(each), frozenset(map(Verdict, each.get("verdicts", Verdict))), _where(each))
        for each in entries
    )


def _text(told: Mapping[str, Any]) -> str:
    return str(told["text"])


def _step(told: Mapping[str, Any]) -> Step:
    return Step(
        Part(told["part"]), told["do"], told["who"], told["when"], told["text"], told["rule"]
    )


def _where(told: Mapping[str, Any]) -> Where:
    given, unless = (
        {Asked(key): frozenset(keys) for key, keys in told.get(name, {}).items()}
        for name in ("where", "unless")
    )
    return Where(given, unless)


def _wrong(told: Mapping[str, Any]) -> Iterable[str]:
    if set(told) != set(ENTRIES):
        yield f"it has {', '.join(sorted(told))}, and should have {', '.join(sorted(ENTRIES))}."
        return
    for name, keys in ENTRIES.items():
        for entry in told[name]:
            yield from _wrong_keys(name, entry, keys)
            for choice in entry.get("choice", []):
                yield from _wrong_keys("choice", choice, OF_A_CHOICE)
    if [each.get("key") for each in told["question"]] != list(Asked):
        yield f"the questions are {', '.join(Asked)}, in this order."
    if sorted(each.get("verdict", "") for each in told["ending"]) != sorted(Verdict):
        yield f"there is one ending for each of {', '.join(Verdict)}."
    for step in told["step"]:
        if step.get("part") not in list(Part):
            yield f"“{step.get('part')}” is no part. Use {', '.join(Part)}."
    yield from _wrong_answers(told)


def _wrong_keys(name: str, entry: Mapping[str, Any], keys: tuple[str, ...]) -> Iterable[str]:
    bar = keys.index("|") if "|" in keys else len(keys)
    missing, unknown = set(keys[:bar]) - set(entry), set(entry) - set(keys)
    if missing:
        yield f"an entry “{name}” has no {', '.join(sorted(missing))}."
    if unknown:
        yield f"an entry “{name}” has the unknown {', '.join(sorted(unknown))}."


def _wrong_answers(told: Mapping[str, Any]) -> Iterable[str]:
    """Verdicts and answers that nothing leads to, such as one with a slip of the pen."""
    known = {
        each.get("key"): {choice.get("key") for choice in each.get("choice", [])}
        for each in told["question"]
    }
    entries = [entry for name in ENTRIES for entry in told[name]]
    choices = [choice for each in told["question"] for choice in each.get("choice", [])]
    for entry in (*entries, *choices):
        for verdict in set(entry.get("verdicts", ())) - set(Verdict):
            yield f"“{verdict}” is no verdict."
        for name in ("where", "unless"):
            for asked, keys in entry.get(name, {}).items():
                for key in set(keys) - known.get(asked, set()):
                    yield f"“{key}” is no answer to “{asked}”."
                if asked not in known:
                    yield f"“{asked}” is no question."
