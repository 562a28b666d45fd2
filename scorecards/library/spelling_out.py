"""Abbreviations are spelt out once, where they come first: `computed tomography (CT)`. Pure."""

import re
from collections.abc import Iterator


# What everybody who reads here knows, and words that are written in capitals.
KNOWN = frozenset({"NHS", "UK", "PDF", "GP", "GPS", "HIV", "DNA", "TV", "ID", "OK", "AM", "PM"})
_ABBREVIATION = re.compile(r"(?<![\w&-])[A-Z]{2,6}s?(?![\w&])")
# How many words more than letters there may be, as in National Institute for Health and Care
# Excellence (NICE).
_WORDS_MORE = 3


def not_spelt_out(text: str) -> Iterator[str]:
    """Sentences about abbreviations that come before, or without, the words they stand for."""
    seen: set[str] = set()
    for found in _ABBREVIATION.finditer(text):
        short = found[0].removesuffix("s")
        before, after = text[: found.start()], text[found.end() :]
        bracketed = before.endswith("(") and after.startswith(")")
        if short in KNOWN:
            continue
        if short not in seen:
            seen.add(short)
            if not (bracketed and _stands_for(short, before[:-1])):
                yield f"“{short}” is not spelt out where it comes first. Write: words ({short})."
        elif bracketed and _stands_for(short, before[:-1]):
            yield f"“{short}” is spelt out twice. Once is enough."


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
