"""Items on the editorial desk: due for review, to be revised or withdrawn, published, read."""

from collections.abc import Sequence
from uuid import uuid4

import pandas as pd
import streamlit as st

from scorecards import clock
from scorecards.formatting import count, day, moment
from scorecards.library import editions
from scorecards.library.desk import commands, templates
from scorecards.library.desk.model import Edition, State
from scorecards.library.editions import Standing
from scorecards.library.history.model import FEWEST, Readers, slug_of
from scorecards.library.model import KIND_NAMES, Item
from scorecards.people.access import check_edits_library, may
from scorecards.people.model import Viewer
from scorecards.store.transactions import reading, writing
from scorecards.ui import downloads, item_link, page, person, resources
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


HERE = "pages/editing/desk.py"
EDITION = "edition"
MOST_READ = 12
_WITHDRAW = "desk.withdraw"


def open_link(label: str, number: int) -> None:
    """The way to an edition."""
    st.page_link(
        HERE,
        label=f"**{plain(label)}**",
        query_params={EDITION: str(number), **person.in_address()},
    )


def begin(viewer: Viewer, slug: str, text: str, key: str) -> int:
    """Starts a draft of its own and gives its number."""
    with writing(resources.engine(), viewer) as session:
        return commands.start_draft(
            session, viewer, slug=slug, text=text, form_key=key, now=clock.now()
        )


def damaged() -> None:
    """Published editions that readers do not see, because they cannot be read any more."""
    for slug, reasons in resources.damaged_editions().items():
        st.error(
            plain(
                f"The published edition of “{slug}” cannot be read. Readers see what came with "
                f"the software instead, or nothing. {' '.join(reasons)}"
            )
        )


def due(viewer: Viewer, items: Sequence[Item], work: Sequence[Edition]) -> None:
    """What should be looked at again, what has waited longest first. `work`: what is in work."""
    st.header("Due for review", anchor=False)
    today = clock.london_date(clock.now())
    if not items:
        st.markdown("Nothing is due within 60 days.")
    for item in items:
        with st.container(gap=None, key=f"due-{item.slug}"):
            item_link.draw(item)
            late = " It is overdue." if item.is_due(today) else ""
            st.caption(
                plain(
                    f"{KIND_NAMES[item.kind]}. Reviewed {day(item.reviewed)}, next review "
                    f"{day(item.next_review)}.{late}"
                )
            )
            _renew(viewer, item.slug, "Review it", work)


def change(viewer: Viewer, work: Sequence[Edition]) -> None:
    """An item of the library is revised, or taken away."""
    st.header("Change what is in the library", anchor=False)
    items = {item.slug: item for item in resources.library().items}
    chosen = st.selectbox(
        "Item", list(items), index=None, key="desk.item", placeholder="Choose an item",
        format_func=lambda slug: f"{items[slug].title} ({KIND_NAMES[items[slug].kind].lower()})",
    )  # fmt: skip
    if chosen is None:
        return
    shipped = editions.shipped().by_slug.get(chosen)
    standing = _standing(chosen)
    if standing is not None and shipped is not None:
        st.caption(f"What readers see was published here. {_compared(chosen, standing.text)}")
    elif shipped is not None:
        st.caption("Readers see the file that came with the software.")
    _renew(viewer, chosen, "Begin a new edition of it", work)
    if may(check_edits_library, viewer):
        with st.expander("Withdraw it", key=f"withdraw-{chosen}"):
            _withdraw(viewer, chosen, standing)


def settled(found: Sequence[Edition]) -> None:
    """What was published or withdrawn, lately first."""
    st.header("Published and withdrawn lately", anchor=False)
    if not found:
        st.markdown(
            "Nothing yet. What is published here takes the place of what came with the software."
        )
    shipped = editions.shipped().by_slug
    for each in found:
        with st.container(gap=None, key=f"settled-{each.id}"):
            open_link(each.title, each.id)
            by = f" by {each.published_by}" if each.state is State.PUBLISHED else ""
            told = f"Edition {each.number}, {each.state.value}{by}, {moment(each.changed_at)}."
            if each.state is State.WITHDRAWN:
                told += f" Why: {each.note}"
            elif each.slug in shipped:
                told += f" {_compared(each.slug, each.text)}"
            st.caption(plain(told))
            if each.state is State.PUBLISHED:
                downloads.link("Text as a file of the library", "edition.md", edition=each.id)


def _compared(slug: str, text: str) -> str:
    if editions.differs(slug, text):
        return "It differs from the file that came with the software."
    return "It says the same as the file that came with the software."


def read(found: Sequence[Readers]) -> None:
    """How many people opened what, and of which kind of organisation they are."""
    titles = {item.slug: item for item in resources.library().items}
    shown = [each for each in found if slug_of(each.subject) in titles]
    st.markdown(
        "People who opened an item in the last 90 days. They are counted in fives, so that nobody "
        f"is known by what they read. Kinds of organisation with fewer than {FEWEST} readers are "
        "left out."
    )
    if not shown:
        st.markdown("Nobody has opened an item yet.")
        return
    rows = pd.DataFrame(
        {
            "Item": [titles[slug_of(each.subject)].title for each in shown[:MOST_READ]],
            "Kind": [KIND_NAMES[titles[slug_of(each.subject)].kind] for each in shown[:MOST_READ]],
            "People": [_people(each.people) for each in shown[:MOST_READ]],
            "Of which kind": [
                "; ".join(f"{place}: {_people(number)}" for place, number in each.places.items())
                or "Not told"
                for each in shown[:MOST_READ]
            ],
        }
    )
    draw_table(rows, "Items by how many people opened them, and of which kind they are")
    if len(shown) > MOST_READ:
        st.caption(f"The {MOST_READ} most read of {len(shown)}.")


def _people(number: int | None) -> str:
    return f"fewer than {FEWEST}" if number is None else f"{count(number)} or more"


def _standing(slug: str) -> Standing | None:
    """The edition of an item that readers see; None where they see the file that ships."""
    with reading(resources.engine()) as session:
        found = {each.slug: each for each in editions.standing(session)}
    each = found.get(slug)
    return None if each is None or each.withdrawn else each


def _text(slug: str, standing: Standing | None) -> str:
    return standing.text if standing is not None else editions.shipped_text(slug)


def _renew(viewer: Viewer, slug: str, label: str, work: Sequence[Edition]) -> None:
    """Begins an edition of what readers see, reviewed today; where one is in work, leads to it."""
    found = next((each.id for each in work if each.slug == slug), None)
    if found is None and st.button(label, key=f"desk.renew-{label}-{slug}"):
        with page.attempt():
            today = clock.london_date(clock.now())
            text = templates.reviewed_anew(_text(slug, _standing(slug)), today=today)
            found = begin(viewer, slug, text, uuid4().hex)
            st.success("The new edition is there. Readers see the old one until it is published.")
    if found is not None:
        open_link("Open the edition in work", found)


def _withdraw(viewer: Viewer, slug: str, standing: Standing | None) -> None:
    st.caption("Readers no longer find it, from now on. Publishing a new edition brings it back.")
    why = st.text_input("Why", key=f"withdraw-why-{slug}", max_chars=commands.LONGEST_REASON)
    if st.button("Withdraw it now", key=f"{_WITHDRAW}-{slug}"):
        with page.attempt():
            with writing(resources.engine(), viewer) as session:
                commands.withdraw(
                    session, viewer, slug, text=_text(slug, standing), reason=why,
                    form_key=uuid4().hex, now=clock.now(),
                )  # fmt: skip
            resources.renewed_library()
            st.success("Withdrawn.")
