"""Whatever the address asks for: no page fails, and none shows another trust or another person."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scorecards.ui.navigation import SCREENS
from tests.isolation.nation import FOREIGN, OWN
from tests.journeys.canaries import NAMES, OTHERS, numbers_in, secrets_of
from tests.pages import screen


NAMED = (
    "trust", "specialty", "cause", "injury", "location", "scheme", "status", "band", "organisation",
    "basis", "from", "to", "points", "ranked", "detail", "cost", "kind", "cut", "group", "limits",
    "by", "window", "item", "action", "result", "before", "release", "upload", "year", "year-by",
    "step", "only", "dimension", "text", "first", "last", "nothing-of-ours",
)  # fmt: skip
HOSTILE = (
    FOREIGN, f"{OWN},{FOREIGN}", f"{FOREIGN},{OWN}", "own-1", "own-13", "-1", "0", "9" * 400,
    "x" * 10_000,
    "\x00", "%00", "../../etc/passwd", "' OR '1'='1", "\u202e\u2066NMU\u2069", "[a](javascript:x)",
    "<script>", "{{7*7}}", "NaN", "1e999", "2016/17", "٣", "²", "\ud7ff", "🏥",
)  # fmt: skip
OF_A_TRUST = ("clinical", "non-clinical", "trends", "delay", "compare", "changes")
SHOWN = [each.url for each in SCREENS]
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4),
)


def betrayed(window, trusts) -> set[object]:
    text = screen.everything(window)
    refs, counts = secrets_of(trusts)
    return (numbers_in(text) & counts) | {ref for ref in refs if ref in text}


@settings(max_examples=10, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    url=st.sampled_from(SHOWN),
    person=st.sampled_from([f"manager-{OWN}", "board", "lead", "newcomer"]),
    asked=st.dictionaries(st.sampled_from(NAMED), VALUES, max_size=4),
)
@example(url="clinical", person=f"manager-{OWN}", asked={"trust": [FOREIGN, OWN]})
@example(url="compare", person="board", asked={"group": "own-13", "trust": FOREIGN})
@example(url="report", person="board", asked={"item": "stillbirth-claims", "trust": FOREIGN})
@example(url="audit", person="administrator", asked={"trust": FOREIGN, "text": "%"})
@example(url="account", person="newcomer", asked={"text": "x" * 10_000})
def test_no_address_fails_or_shows_another_trust(at_home, url, person, asked):
    window = screen.visit(url, **{**asked, "person": person})
    assert not window.exception
    assert screen.UNFORESEEN not in screen.everything(window)
    hidden = OTHERS if person.startswith("manager") else tuple(NAMES)
    assert betrayed(window, hidden) == set()
    if url in OF_A_TRUST and person != "lead":
        shown = window.query_params.get("trust", OWN)
        assert OWN in (shown, shown[-1]), "the last of several is the one that counts"


@pytest.mark.parametrize("url", ["clinical", "non-clinical", "trends", "delay", "compare"])
def test_the_trust_of_an_address_is_followed_only_where_it_is_open(at_home, url):
    """Told in words that it was not, and without a figure of it; a steward's is followed."""
    window = screen.visit(url, person=f"manager-{OWN}", trust=FOREIGN)
    assert screen.address(window)["trust"] == OWN
    assert FOREIGN in "\n".join(screen.texts(window))
    assert betrayed(window, [FOREIGN]) == set()
    seen = screen.visit(url, person="steward", trust=FOREIGN)
    assert screen.address(seen)["trust"] == FOREIGN


def test_a_text_of_the_address_is_never_drawn_as_markdown(at_home):
    window = screen.visit("clinical", person="board", trust="[here](javascript:x)")
    drawn = [str(leaf.proto) for leaf in screen.leaves(window.main)]
    assert not any("[here](javascript" in text for text in drawn)
