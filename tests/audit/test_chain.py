"""What a hash covers, and that whatever is done to a chain is found at the very entry."""

import hashlib
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.audit.chain import START, breaks, sealed
from scorecards.audit.model import Entry
from tests.audit.entries import entry, history


TEXT = (
    '[1,"2026-11-24T10:00:01+00:00","ann","","READER","RA1","EXPORTED","export/é","",null,"DONE",'
    f'"4F2A10","192.0.2.7","{START}"]'
)
KEPT = "61a2ee1731b5d91110db0f084f6a2720ff2cb3ce52248c0a6ae534139676e8b9"


def test_a_hash_is_the_sha256_of_the_fields_in_order_as_json():
    assert entry(subject="export/é").hash == hashlib.sha256(TEXT.encode()).hexdigest() == KEPT


@pytest.mark.parametrize("name", [field.name for field in fields(Entry) if field.name != "hash"])
def test_every_field_is_covered(name):
    one = entry()
    value = getattr(one, name)
    if name == "at":
        other = value + timedelta(microseconds=1)
    elif name == "seq":
        other = value + 1
    else:
        other = f"{value or ''}x"
    assert sealed(replace(one, **{name: other})).hash != one.hash


def test_what_is_nothing_is_not_what_is_empty():
    assert entry(trust=None).hash != entry(trust="").hash


def test_a_history_as_it_was_written_has_no_break():
    assert list(breaks(history(30))) == []
    assert list(breaks([])) == []


HOW = st.sampled_from(["changed", "rewritten", "removed", "swapped", "cut off before"])


@settings(deadline=None, max_examples=300)
@given(st.integers(3, 40), HOW, st.data())
def test_whatever_is_done_to_a_history_is_found_where_it_was_done(length, how, data):
    whole = history(length)
    place = data.draw(st.integers(0, length - 2))  # the last one is watched by the head
    one = whole[place]
    if how == "changed":
        name = data.draw(st.sampled_from(["person", "subject", "detail", "result", "address"]))
        whole[place] = replace(one, **{name: f"{getattr(one, name)}."})
    elif how == "rewritten":
        whole[place] = sealed(replace(one, detail="nothing to see here"))
    elif how == "removed":
        del whole[place]
    elif how == "swapped":
        whole[place], whole[place + 1] = (
            replace(whole[place + 1], seq=one.seq),
            replace(one, seq=one.seq + 1),
        )
    else:
        del whole[: place + 1]
    first = next(breaks(whole))
    assert first.seq == (1 if how == "cut off before" else place + 1)
    assert f"{first.seq:,}" in first.sentence


def test_a_first_entry_that_follows_from_something_else_does_not_begin_the_chain():
    found = list(breaks([entry(1, previous="f" * 64)]))
    assert [each.seq for each in found] == [1]
    assert "does not begin" in found[0].sentence
