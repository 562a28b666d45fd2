"""Abbreviations are spelt out once, where they come first: `computed tomography (CT)`. Pure."""

import re
from collections.abc import Iterator


# What everybody who reads here knows, and words that are written in capitals.
KNOWN = frozenset(
    {"NHS", "UK", "PDF", "GP", "HIV", "DNA", "TV", "ID", "OK", "AM", "PM", "COVID", "II", "III"}
)
# With a digit as in NEWS2; DON’T is a word.
_ABBREVIATION = re.compile(r"(?<![\w&-])[A-Z]{2,12}\d?s?(?![\w&]|[’']T\b)")
# How many words more than letters there may be, as in National Institute for Health and Care
# Excellence (NICE).
_WORDS_MORE = 3
_NEAR = 400  # letters within which the words stand


def not_spelt_out(text: str) -> Iterator[str]:
    """Sentences about abbreviations that come before, or without, the words they stand for."""
    seen: set[str] = set()
    spelt: set[str] = set()
    for found in _ABBREVIATION.finditer(text):
        short = found[0].removesuffix("s")
        before = text[max(0, found.start() - _NEAR) : found.start()]
        bracketed = before.endswith("(") and text.startswith(")", found.end())
        here = bracketed and _stands_for(short.rstrip("0123456789"), before[:-1])
        if short in KNOWN:
            continue
        if short not in seen and not here:
            yield (
                f"“{short}” is not spelt out where it comes first. Write: words ({short}). A word "
                "that is none stands in small letters."
            )
        if here and short in spelt:
            yield f"“{short}” is spelt out twice. Once is enough."
        seen.add(short)
        spelt |= {short} if here else set()


def _stands_for(short: str, words: str) -> bool:
    """Whether the letters come in these words in their order, the first one as a word begins."""
    letters = short.casefold()
    near = re.split(r"[.?!:;\n]", words)[-1].split()
    told = " ".join(near[-len(short) - _WORDS_MORE :]).casefold()
    starts = [at for at in range(len(told)) if told[at] == letters[0]
              and (at == 0 or not told[at - 1].isalnum())]  # fmt: skip
    return any(_in_order(letters, told[at:]) for at in starts)


def _in_order(letters: str, told: str) -> bool:
    rest = iter(told)
    return all(letter in rest for letter in letters)
