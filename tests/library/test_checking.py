"""The content check: each rule is broken once, and says which item, what, and what to do."""

from dataclasses import replace
from datetime import date

import pytest

from scorecards.library import checking
from scorecards.library.model import Heading, Library
from scorecards.library.reading import item_of
from tests.library.shelf import library, taxonomy
from tests.places import PROJECT


TODAY = date(2026, 12, 1)
STUDY, LEAFLET, GUIDANCE, LINK = (
    "wrist-that-kept-hurting",
    "sharps",
    "saying-sorry",
    "nhs-resolution",
)
LONG = "This is " + "a very " * 12 + "long one."
HARD = (
    "Organisational accountability necessitates interdisciplinary communication. "
    "Multidisciplinary representatives systematically operationalise recommendations. "
) * 20


def item(slug):
    return library().by_slug[slug]


def put(slug, text, heading=None):
    """The item with a paragraph more in a section: the first, or the one named."""
    found = item(slug)
    if not found.sections:
        return replace(found, opening=f"{found.opening}\n\n{text}")
    at = heading or next(iter(found.sections))
    return replace(found, sections={**found.sections, at: f"{found.sections[at]}\n\n{text}"})


def told(changed):
    return checking.wrong(changed, today=TODAY)


@pytest.mark.parametrize("slug", [STUDY, LEAFLET, GUIDANCE, LINK])
def test_a_sound_item_has_nothing_wrong(slug):
    assert told(item(slug)) == ()


@pytest.mark.parametrize(
    ("slug", "text", "said"),
    [
        (GUIDANCE, HARD, "reads at school grade"),
        (GUIDANCE, LONG, "the sentence “This is a very a very …” has 28 words, more than 25."),
        (STUDY, "This was the worst night.", "uses “worst”"),
        (STUDY, "The best doctors were there.", "uses “best”"),
        (STUDY, "It came top of the league.", "uses “league”"),
        (STUDY, "The team was failing.", "uses “failing”"),
        (STUDY, "It stood on the dashboard.", "uses “dashboard”"),
        (STUDY, "She should have known.", "uses “should have known”"),
        (STUDY, "He failed to call.", "uses “failed to”"),
        (STUDY, "It was done carelessly.", "uses “carelessly”"),
        (STUDY, "The nurse was negligent.", "uses “negligent”"),
        (STUDY, "They were incompetent.", "uses “incompetent”"),
        (STUDY, "It was human error.", "uses “human error”"),
        (STUDY, "He was non-compliant.", "uses “non-compliant”"),
        (STUDY, "It was a blunder.", "uses “blunder”"),
        (STUDY, "Nobody is at fault.", "uses “at fault”"),
        (GUIDANCE, "**Failed to** act.", "uses “failed to”"),
        (GUIDANCE, "He failed  to\u00a0act.", "uses “failed to”"),
        (GUIDANCE, "The team fails to act.", "uses “fails to”"),
        (GUIDANCE, "She said: “It was the worst night.”", "uses “worst”"),
        (GUIDANCE, "The wor\u00adst ward.", "uses “worst”"),
        (GUIDANCE, "Two dashboards show it.", "uses “dashboards”"),
        (GUIDANCE, "It was human-error.", "uses “human-error”"),
        (GUIDANCE, "He was noncompliant.", "uses “noncompliant”"),
        (GUIDANCE, "An under-performing team.", "uses “under-performing”"),
        (
            GUIDANCE,
            "One two\u200b three.",
            "“One two three. …” has a letter that does not show (U+200B)",
        ),
        (GUIDANCE, "One\x00 two.", "(U+0000)"),
        (GUIDANCE, "\ufeffOne two.", "(U+FEFF)"),
        (GUIDANCE, "Don't wait for a form.", "uses “Don't”. Write “do not”"),
        (GUIDANCE, "We’ll be in touch.", "uses “We’ll”"),
        (GUIDANCE, "It's right.", "uses “It's”"),
        (GUIDANCE, "Please read this.", "uses “Please”"),
        (GUIDANCE, "Ask the doctor(s).", "uses “(s)”"),
        (GUIDANCE, "She had a CT scan.", "“CT” is not spelt out where it comes first"),
        (GUIDANCE, "A scan (CT) was done.", "“CT” is not spelt out where it comes first"),
        (
            GUIDANCE,
            "Computed tomography (CT) is common. Computed tomography (CT) is quick.",
            "“CT” is spelt out twice",
        ),
        (GUIDANCE, "She had a NEWS2 score.", "“NEWS2” is not spelt out where it comes first"),
        (GUIDANCE, "Two MRIs were done.", "“MRI” is not spelt out where it comes first"),
        (GUIDANCE, "MBRRACE reports.", "“MBRRACE” is not spelt out where it comes first"),
        (GUIDANCE, "It is NOT so.", "A word that is none stands in small letters"),
        (GUIDANCE, "Read nhs.uk/candour first.", "“nhs.uk/candour” is no link"),
        (GUIDANCE, "Write to jo.lee@nhs.net now.", "“jo.lee@nhs.net” is no link"),
        (GUIDANCE, "[A (b)](https://example.org/a_(b))", "“[A (b)](https://example.org/a_(b)”"),
        (GUIDANCE, "[See [1]](https://example.org)", "“[See [1]](https://example.org)” is no link"),
        (GUIDANCE, '[See](https://example.org "title")', "no brackets or blanks in its address"),
        (GUIDANCE, "*Soft* words.", "“*Soft*” is no link or mark"),
        (GUIDANCE, "A `code` word.", "“`code`” is no link or mark"),
        (GUIDANCE, "Fish &amp; chips.", "“&amp;” is no link or mark"),
        (GUIDANCE, "One.\n\n* Two.", "the line “* Two.” begins with a mark that is not known"),
        (GUIDANCE, "#### Four", "the line “#### Four” begins with a mark"),
        (GUIDANCE, "1) One.", "the line “1) One.” begins with a mark"),
        (GUIDANCE, "-One.", "the line “-One.” begins with a mark"),
        (GUIDANCE, "[Read it](http://example.org)", "is no link or mark that is known"),
        (GUIDANCE, "[Read it](javascript:alert(1))", "is no link or mark that is known"),
        (GUIDANCE, "[Read it] (https://example.org)", "is no link or mark that is known"),
        (GUIDANCE, "Read https://example.org/page.", "is no link or mark that is known"),
        (GUIDANCE, "Read www.example.org first.", "is no link or mark that is known"),
        (GUIDANCE, "![A picture](https://example.org/a.png)", "has a picture"),
        (GUIDANCE, "<b>Strong</b> words.", "is no link or mark that is known"),
        (GUIDANCE, "**Strong words.", "is no link or mark that is known"),
        (STUDY, "He was paid £4,000.", "“£4,000” is typed in"),
        (LEAFLET, "One in two, or 50%, had pain.", "“50%”"),
        (LEAFLET, "That is 50 per cent.", "“per cent” is typed in"),
        (LEAFLET, "There were 1,833 claims.", "“1,833” is typed in"),
        (STUDY, "It was 12 of the claims.", "“12” is typed in"),
        (STUDY, "It was £3m, or more.", "“£3m” is typed in"),
        (STUDY, "It was 3 million pounds.", "“3 million pounds” is typed in"),
        (STUDY, "It is so in one in three claims.", "“one in three claims” is typed in"),
        (STUDY, "It is so in half of all claims.", "“half of all claims” is typed in"),
        (STUDY, "His oxygen fell. Of claims, 5% tell it.", "“5%” is typed in"),
        (LEAFLET, "There are many, above all in 2019.", "has a number that was typed in"),
    ],
)
def test_what_breaks_a_rule_is_told(slug, text, said):
    sentences = told(put(slug, text))
    assert [sentence for sentence in sentences if said in sentence], sentences


@pytest.mark.parametrize(
    "text",
    [
        "Decide in their best interests.",
        "She said: “Please don't go.”",
        "She said: \"It's gone, and I can't see it.\"",
        "Computed tomography (CT) is common. A CT scan is quick.",
        "The NHS in the UK asks GPs about HIV.",
        "Read [the law](https://www.legislation.gov.uk) or [more](/item?item=duty-of-candour).",
        "- [ ] The record is stored.",
        "An A&E department, and an X-ray.",
        "A best-interests meeting, or a best interest decision.",
        "She had failing health and a failing heart.",
        "> I can't go on. It's too much.",
        "COVID-19 and type II harm.",
        "Magnetic resonance imaging scans (MRIs) are common. An MRI is quick.",
        "A National Early Warning Score (NEWS2) is common. NEWS2 is quick.",
        "Acute kidney injury ([AKI](https://www.nhs.uk/aki)) is common.",
        "A pressure <90 and a pulse >60.",
        "See [guidance (2024)](https://www.nhs.uk/a%28b%29), or legislation.gov.uk.",
        "A sum is 2 * 3 * 4, and a_b is no mark.",
        "A dose of 5\u00a0mg.\r\nA line more.",
    ],
)
def test_what_only_looks_like_it_is_let_through(text):
    assert told(put(GUIDANCE, text)) == ()


@pytest.mark.parametrize(
    "text",
    ["Her saturation was 88%.", "He had 0.9% saline.", "In 2019 claims rose.",
     "Since 2015/16 claims fell.", "The claim came 3 years on."],
)  # fmt: skip
def test_what_is_measured_in_a_story_is_no_figure_of_the_claims(text):
    assert told(put(STUDY, text)) == ()


def test_what_is_spelt_out_too_late_is_told_once():
    sentences = told(put(GUIDANCE, "A CT scan. Computed tomography (CT) is quick."))
    assert [sentence.split(".")[0] for sentence in sentences] == [
        "“CT” is not spelt out where it comes first"
    ]


def test_what_a_sentence_quotes_is_cut_short():
    assert all(len(sentence) < 300 for sentence in told(put(GUIDANCE, "[" + "x" * 5000 + "]")))


def test_sums_may_be_typed_where_no_figures_of_claims_are_told():
    assert told(put(GUIDANCE, "The cap is £1 million.")) == ()


@pytest.mark.parametrize(
    ("slug", "changes", "said"),
    [
        (GUIDANCE, {"reviewed": date(2026, 12, 2)}, "2 December 2026, which has not come yet"),
        (GUIDANCE, {"next_review": date(2029, 11, 25)}, "more than 3 years after the last"),
        (GUIDANCE, {"sources": ()}, "names no source"),
        (GUIDANCE, {"sources": ("https://example.org",)}, "names a source by its address"),
        (GUIDANCE, {"title": "See [this](/library)"}, "with a link or a mark. Both are plain text"),
        (GUIDANCE, {"summary": "A CT scan is needed."}, "“CT” is not spelt out"),
        (GUIDANCE, {"summary": LONG}, "has 28 words"),
        (STUDY, {"sources": ()}, "names no source"),
        (STUDY, {"audience": ("Doctors",)}, "is for 1 groups. Name 2 to 6"),
        (STUDY, {"scheme_kinds": frozenset({"non-clinical"})}, "clinical studies name a specialty"),
        (LEAFLET, {"codes": {name: frozenset() for name in item(LEAFLET).codes}}, "names no codes"),
    ],
)
def test_a_head_that_is_not_as_it_should_be_is_told(slug, changes, said):
    sentences = told(replace(item(slug), **changes))
    assert [sentence for sentence in sentences if said in sentence], sentences


def test_a_review_within_three_years_to_the_day_is_in_time():
    assert told(replace(item(GUIDANCE), next_review=date(2029, 11, 24))) == ()


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        (Heading.HAPPENED, "It was short.", "words. A case study has 450 to 800"),
        (Heading.HAPPENED, "It was a long day. " * 200, "words. A case study has 450 to 800"),
        (Heading.SHARE, "- The team.", "“Who could I share it with?” needs at least 2 points"),
        (Heading.HERE, "- Look.\n- Listen.", "“Could this happen here?” asks nothing"),
        (Heading.LEARN, "- Look.\n- Listen.", "“What can we learn?” asks nothing"),
    ],
)
def test_a_case_study_that_is_not_as_agreed_is_told(heading, text, said):
    found = item(STUDY)
    kept = {} if text.startswith("It was short") else found.sections
    sections = {**dict.fromkeys(Heading, "- Who? \n- What?"), **kept, heading: text}
    sentences = told(replace(found, sections=sections))
    assert [sentence for sentence in sentences if said in sentence], sentences


def test_a_leaflet_tells_a_figure_of_the_claims():
    found = item(LEAFLET)
    sections = {**found.sections, checking.IN_NUMBERS: "There are many."}
    assert "“In numbers” has no figure such as {claims}." in told(replace(found, sections=sections))


def of(*items):
    return Library(items, taxonomy())


def sentences(*items):
    return [str(found) for found in checking.findings(of(*items), today=TODAY)]


def test_two_items_do_not_share_a_title():
    twin = replace(item(LEAFLET), slug="twin")
    assert sentences(item(LEAFLET), twin) == ["twin: has the title of “sharps”. Give it its own."]


def test_no_question_is_asked_in_two_case_studies():
    other = item("third-visit")
    prompt = checking.prompts(item(STUDY).sections[Heading.LEARN])[0]
    sections = {**other.sections, Heading.LEARN: f"- {prompt}\n- What else?"}
    (told,) = sentences(item(STUDY), replace(other, sections=sections))
    assert told == f"third-visit: asks “{prompt}” like “{STUDY}”. Ask your own."


def test_a_link_to_an_item_that_is_not_there_is_told():
    changed = put(LINK, "See [that](/item?item=gone).")
    assert sentences(changed) == [f"{LINK}: leads to “gone”, which is not in the library."]


def test_a_link_to_a_report_leads_to_its_own_screen():
    report = item("stillbirth-claims")
    changed = put(LINK, "See [that](/item?item=stillbirth-claims).")
    assert sentences(changed, report) == [
        f"{LINK}: leads to “/item?item=stillbirth-claims”. It is at /report?item=stillbirth-claims."
    ]


def test_findings_stand_in_the_order_of_the_items():
    broken = [replace(item(slug), sources=()) for slug in (GUIDANCE, STUDY)]
    found = [told.split(":")[0] for told in sentences(*broken)]
    assert found == sorted(found)
    assert set(found) == {GUIDANCE, STUDY}


def test_an_item_is_due_from_the_day_of_its_next_review_on():
    found = item(LEAFLET)
    (told,) = checking.due(of(found), today=found.next_review)
    assert str(told) == "sharps: is due for review since 24 November 2028."
    assert checking.due(of(found), today=TODAY) == ()


def test_a_text_that_is_written_at_the_desk_is_checked_like_a_file():
    path = PROJECT / "data" / "library" / "guidance" / f"{GUIDANCE}.md"
    text = path.read_text(encoding="utf-8").replace("## Why\n", "## Why\n\nIt's right.\n")
    assert told(item_of("a-draft", text, taxonomy()))
