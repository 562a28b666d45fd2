"""Canaries: a trust whose counts are 3, 5 and 7 and whose amounts stand nowhere else.

Whatever a board member or a Lead asks, none of these numbers comes back: in no field, no frame, no
sentence and no figure. The same search finds them at once for those who may see them.
"""

import json
import re

import pytest

from scorecards import formatting
from scorecards.claims import charts, findings, quadrant, queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.scorecard import Detail, Views
from scorecards.claims.selection import DIMENSIONS
from scorecards.errors import NotAllowed
from scorecards.palette import LIGHT
from tests.claims import nation, twins
from tests.claims.asking import wanted
from tests.claims.nation import CANARY, OWN
from tests.claims.walking import values
from tests.people.viewers import board, lead, manager


VIEWERS = {"board member": board(CANARY), "Lead": lead(OWN, CANARY)}
ROWS = twins.prepare(nation.of_trust(CANARY), "incident")
SINGLE = {row[column] for row in ROWS for column in (*twins.MONEY, "total", "damages")} - {0}
HIDDEN = {line["total"] for line in twins.by(twins.select(ROWS, wanted(CANARY)), "specialty")}
AMOUNTS = SINGLE | HIDDEN
# Numbers that are no counts of claims: years, shares of what is shown, and what is typical of ten
# trusts or more.
NO_COUNTS = re.compile(r"\.selection\.|\[year\]|_share|cuts\.|\.share$")
FEW = re.compile(
    r"(?<!to )(?<![\d,.])[1-7] (?:clinical |notified )*(?:claim|incident)s?\b|n = [1-7]\b(?! to)"
)
MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?(?: million| billion)?")


def _said(pence):
    """How an amount could stand in a text."""
    texts = {formatting.money_exact(pence), formatting.money(pence), str(pence), str(pence // 100)}
    return {text.removeprefix("£") for text in texts} | {f"{pence / 100:.2f}", f"{pence // 100:,}"}


SAID = set().union(*map(_said, AMOUNTS))
NUMBERS = AMOUNTS | {pence / 100 for pence in AMOUNTS}


def betrayed(answer, *, counted=True):
    """What an answer gives away, as numbers or as words: small counts, and amounts of one claim

    or of a group that is hidden.
    """
    found = []
    for path, value in values(answer):
        if isinstance(value, str):
            told = FEW.search(value) or not SAID.isdisjoint(MONEY.findall(value))
            found += [(path, value)] if told else []
        elif isinstance(value, int | float) and not isinstance(value, bool):
            small = counted and 1 <= value <= 7 and not NO_COUNTS.search(path)
            found += [(path, value)] if small or value in NUMBERS else []
    return found


def asked_of_the_canaries():
    """Every filter there is to set, every year by itself, every basis."""
    codes = {name: {row[name] for row in ROWS} for name in DIMENSIONS}
    yield from (wanted(CANARY, basis=basis) for basis in Basis)
    yield from (wanted(CANARY, years=(year, year)) for year in range(2015, 2020))
    for name, there in codes.items():
        yield from (wanted(CANARY, **{name: code}) for code in sorted(there))
        yield wanted(CANARY, **{name: tuple(there)})
    yield wanted(CANARY, specialty=("obstetrics", "orthopaedics"), scheme="CNST")
    yield wanted(CANARY, specialty="obstetrics", cause="consent")
    yield wanted(CANARY, kind=Kind.NON_CLINICAL)


def views():
    """Every dimension at every place, with each of the closer looks."""
    for place, by in enumerate(DIMENSIONS):
        other = DIMENSIONS[place - 1]
        yield Views(by, other, across=by, down=other, detail=Detail.BANDS)
    for detail in Detail:
        yield Views("specialty", "cause", across="cause", down="specialty", detail=detail)


def sentences(card, seen):
    yield card.sentence()
    yield str(card.stamp(card.headline.claims))
    for frame in (card.quadrant, card.ranking, card.years):
        yield from (str(card.stamp(number)) for number in frame["claims"].to_list())
    told = [findings.quadrant(card, seen), findings.years(card), findings.detail(card, seen)]
    told += [findings.ranking(card, seen, by_cost=by_cost) for by_cost in (False, True)]
    for finding in told:
        yield from (finding.heading, finding.takeaway)
    yield from (name for by in card.by for name in card.leading(by, 9))


def figures(card, seen):
    money = {"currency": card.currency}
    yield quadrant.quadrant(card.quadrant, card.cuts, LIGHT, **money)
    yield quadrant.quadrant(card.quadrant, card.cuts, LIGHT, apart=True, **money)
    yield charts.ranking(card.ranking, LIGHT, by_cost=False, **money)
    yield charts.ranking(card.ranking, LIGHT, by_cost=True, **money)
    first, last = card.selection.first, card.selection.last
    yield charts.years(card.years, LIGHT, first=first, last=last, **money)
    if seen.detail is Detail.CROSSED and {"down_name", "across_name"} <= set(card.detail.columns):
        names = (card.detail["down_name"].to_list(), card.detail["across_name"].to_list())
        yield charts.crossed(card.detail, LIGHT, down=names[0], across=names[1])
    elif seen.detail is Detail.BANDS:
        yield charts.bands(card.detail, LIGHT)


def drawn(figure):
    """The numbers of a figure that stand for claims or cost, apart from where things are put."""
    return {
        f"{trace['type']}.{key}": trace[key]
        for trace in figure["data"]
        for key in ("x", "y", "z", "customdata", "hovertext")
        if key in trace
    }


def test_the_canaries_are_where_they_should_be():
    counts = twins.by(twins.select(ROWS, wanted(CANARY)), "specialty")
    assert sorted(line["claims"] for line in counts) == [3, 5, 7, 14]
    dominated = next(line for line in counts if line["claims"] == 14)
    assert dominated["largest"] / dominated["total"] > 0.7
    assert len(SINGLE) > 3 * len(ROWS) - 5
    assert len(HIDDEN - SINGLE) == 4


def test_the_search_finds_them_where_they_may_be_seen(snapshot):
    seen = Views("specialty", "cause", across="cause", down="specialty")
    card = queries.scorecard(
        snapshot, manager(CANARY), wanted(CANARY, specialty="obstetrics"), seen
    )
    paths = {path for path, _ in betrayed(card)}
    assert {".headline.claims", ".quadrant[claims]", ".ranking[largest]", ".years[claims]"} <= paths
    assert betrayed(list(sentences(card, seen)))
    shown = [json.loads(figure.to_json()) for figure in figures(card, seen)]
    assert all(betrayed(drawn(figure)) for figure in shown)


def answered(snapshot, viewer):
    """What is asked and answered; what is refused is refused in a sentence that betrays nothing."""
    for place, asked in enumerate(asked_of_the_canaries()):
        for seen in list(views())[place % 2 :: 2]:
            assert betrayed(queries.without_each(snapshot, viewer, asked)) == []
            try:
                yield queries.scorecard(snapshot, viewer, asked, seen), seen
            except NotAllowed as refused:
                assert betrayed(str(refused)) == []


@pytest.mark.parametrize("viewer", VIEWERS.values(), ids=VIEWERS)
def test_no_small_count_and_no_single_amount_comes_back_whatever_is_asked(snapshot, viewer):
    number = 0
    for card, seen in answered(snapshot, viewer):
        number += 1
        assert betrayed(card) == []
        assert betrayed(list(sentences(card, seen))) == []
        frames = [card.quadrant, card.ranking, card.years, card.detail, *card.by.values()]
        assert not {"largest", "second"} & {name for frame in frames for name in frame.columns}
    assert number > 50


@pytest.mark.parametrize("viewer", VIEWERS.values(), ids=VIEWERS)
def test_no_figure_holds_them(snapshot, viewer):
    for card, seen in answered(snapshot, viewer):
        for figure in figures(card, seen):
            told = json.loads(figure.to_json())
            assert betrayed(told, counted=False) == []
            shares = seen.detail is Detail.BANDS and len(told["data"]) == 2
            assert shares or betrayed(drawn(told)) == []


def test_those_who_see_claims_are_told_not_to_share_them_and_others_what_is_hidden(snapshot):
    seen = Views("specialty", "cause", across="cause", down="specialty", detail=Detail.BANDS)
    exact = queries.scorecard(snapshot, manager(CANARY), wanted(CANARY), seen)
    shown = queries.scorecard(snapshot, board(CANARY), wanted(CANARY), seen)
    assert "exact, not for onward sharing" in str(exact.stamp(3))
    assert "n = 3 " in str(exact.stamp(3))
    assert "counts of 1 to 7 hidden" in str(shown.stamp(None))
    assert "n = 1 to 7 " in str(shown.stamp(None))
