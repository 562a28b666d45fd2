"""The first line of each screen answers the question of the screen, or says why it cannot."""

import re

import pytest

from tests.pages.screen import (
    CHANGES,
    CLINICAL,
    COMPARE,
    DELAY,
    METHODS,
    NON_CLINICAL,
    TRENDS,
    texts,
    visit,
)  # fmt: skip


PEOPLE = ("manager-NMU", "board", "lead", "steward")
EXACT = ("manager-NMU", "steward")
KINDS = ("clinical", "non-clinical")
DATE, NUMBER, YEAR = r"\d{1,2} \w+ \d{4}", r"(1 to 7|\d[\d,]*)", r"\d{4}/\d\d"
TIMES = r"\d+\.\d\d"

# The question of each screen, and how an answer to it begins and ends.
ANSWERS = {
    CLINICAL: (
        "Where do our claims and their cost lie?",
        rf"{NUMBER} clinical claims? against .+, incidents (in|from) {YEAR}.*, as at {DATE}\.",
    ),
    NON_CLINICAL: (
        "Where do our claims and their cost lie?",
        rf"{NUMBER} non-clinical claims? against .+, incidents (in|from) {YEAR}.*, as at {DATE}\.",
    ),
    TRENDS: (
        "Are we getting better, worse or the same?",
        r"(Clinical|Non-clinical) claims notified: "
        r"(no change beyond the usual variation \(.+\)|(more|fewer) .+)\.",
    ),
    COMPARE: (
        "How do we compare with trusts like us?",
        rf".+: (about )?{NUMBER} .+ where (about )?[\d.,]+ are expected, {TIMES} times "
        rf"\({TIMES} to {TIMES}\): "
        r"(within what is expected(, [a-z ]+)?|(higher|lower) than expected|"
        r"fewer than 5 are expected, .+)\.",
    ),
    CHANGES: (
        "What changed since the last scorecard?",
        rf"Since {DATE}: {NUMBER} new .+; the total cost .+\.",
    ),
    DELAY: (
        "How much of what happened do we know of yet?",
        rf"About [\w ]+ per cent of the .+ expected from {YEAR} have been notified by {DATE}\..*",
    ),
    METHODS: (
        "What do the numbers mean?",
        r"The figures on these screens are \d+ measures\. .+",
    ),
}
# Why there is no answer: small numbers, no earlier release, nothing to set claims against.
WHY_NOT = {
    TRENDS: r"(Clinical|Non-clinical) claims notified: "
    r"(too few to (say|show).+|none in the quarters .+)\.",
    COMPARE: r".+(the count is hidden, too small to compare|nothing can be expected here, .+"
    r"|holds none of it.+)\.",
    CHANGES: r".+(for the risk managers of the trust itself and for data stewards\.|earlier).+",
    DELAY: r".+\.",
}
FRAME = ("You are here as: ", "Demonstration: ")
NOT_OUR_WORDS = re.compile(r"\b(worst|best|league|failing|dashboard|outlier|rank)", re.IGNORECASE)


@pytest.fixture
def nation(demonstration, at_home):
    at_home(demonstration)


def first_line(window):
    """The first text below the title, who is here, and what is invented."""
    assert not window.exception
    return next(text for text in texts(window)[1:] if not text.startswith(FRAME))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("screen", ANSWERS)
def test_the_first_line_answers_the_question(nation, screen, kind, person):
    line = first_line(visit(screen, person=person, trust="NMU", kind=kind))
    question, answer = ANSWERS[screen]
    answered = re.fullmatch(answer, line)
    if person in EXACT:
        assert answered, f"{question} {line}"
    else:
        assert answered or re.fullmatch(WHY_NOT[screen], line), f"{question} {line}"
    assert NOT_OUR_WORDS.findall(line) == []


@pytest.mark.parametrize("screen", ANSWERS)
def test_one_claim_is_answered_or_told_why_not(one_claim, at_home, screen):
    at_home(one_claim)
    line = first_line(visit(screen))
    assert re.fullmatch(f"{ANSWERS[screen][1]}|{WHY_NOT.get(screen, 'no other answer')}", line), (
        line
    )


@pytest.mark.parametrize("screen", [name for name in ANSWERS if name != METHODS])
def test_with_nothing_published_the_first_line_says_so(empty_home, at_home, screen):
    at_home(empty_home)
    assert first_line(visit(screen)).startswith("No claims have been published yet.")
