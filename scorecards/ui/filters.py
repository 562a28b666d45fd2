"""The filter bar: what is being looked at, bound to the address. Draws and reads, asks nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from scorecards import financial_year, formatting
from scorecards.claims import queries
from scorecards.claims.model import Basis, Kind
from scorecards.claims.queries import Choices
from scorecards.claims.selection import DIMENSION_NAMES, PLURALS, Selection, name_of
from scorecards.money import Currency
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.taxonomy.codes import Taxonomy
from scorecards.ui import address, auditing, person
from scorecards.ui.words import plain, printable, quoted


KIND_NAMES = {"clinical": "Clinical", "non-clinical": "Non-clinical"}
BASIS_NAMES = {"incident": "Incident", "notified": "Notified", "closed": "Closed"}
CARRIED = ("trust", "basis", "from", "to")  # kept between the clinical and non-clinical scorecard
TRUST = "trust"
LONGEST_NUMBER, LONGEST_CODE = 12, 20
HINTS = {
    "organisation": "Which organisation the claim was made against: this trust, or one that has "
    "become part of it since."
}
_CARRIED, _WHOSE = "filters.carried", "filters.whose"


class Bar:
    """One page's widgets. Each is seeded from the address when the address has moved."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.asked = address.asked()
        if not any(name in self.asked for name in CARRIED):
            self.asked = {**st.session_state.get(_CARRIED, {}), **self.asked}
        self.moved = address.moved(page)
        self.shown: dict[str, tuple[str, ...]] = {}
        self.refused: list[str] = []
        # Whose choices the widgets hold: without the gate somebody else may have been chosen.
        self.whose = person.in_address()
        self.anew = st.session_state.get(_WHOSE, self.whose) != self.whose

    def one(
        self,
        label: str,
        options: Sequence[str],
        *,
        key: str,
        default: str,
        words: Callable[[str], str] = str,
        buttons: bool = False,
        width: int | Literal["stretch"] = "stretch",
        hint: str | None = None,
    ) -> str:
        """One of some codes. A code in the address that is not offered is refused aloud."""
        asked, held = self.asked.get(key, (default,))[0], st.session_state.get(key)
        if self.moved or held not in options:
            if self.moved and asked not in options:
                self._refuse(label, asked)
                self._write_down(key, asked)
            elif not self.moved and held is not None:
                self._write_down(key, str(held))
            st.session_state[key] = asked if asked in options else default
        if buttons:
            chosen = st.segmented_control(
                label, options, format_func=words, key=key, required=True, help=hint
            )
        else:
            chosen = st.selectbox(
                label, options, format_func=words, key=key, width=width, help=hint
            )
        value = str(chosen)
        self.shown[key] = (value,) if value != default else ()
        return value

    def several(
        self,
        label: str,
        options: Sequence[str],
        *,
        key: str,
        words: Callable[[str], str],
        hint: str | None = None,
    ) -> tuple[str, ...]:
        """Any number of codes; none means all."""
        if self.moved or key not in st.session_state:
            asked = self.asked.get(key, ())
            for code in asked:
                if code not in options:
                    self._refuse(label, code)
            st.session_state[key] = [code for code in asked if code in options]
        elif any(code not in options for code in st.session_state[key]):
            st.session_state[key] = [code for code in st.session_state[key] if code in options]
        chosen = st.multiselect(
            label, options, format_func=words, key=key, placeholder="All", help=hint
        )
        self.shown[key] = tuple(chosen)
        return self.shown[key]

    def flag(self, label: str, *, key: str) -> None:
        """A switch; in the address it is `yes` or absent."""
        if self.moved or key not in st.session_state:
            st.session_state[key] = self.asked.get(key) == ("yes",)
        self.shown[key] = ("yes",) if st.toggle(label, key=key) else ()

    def amount(self, label: str, *, key: str) -> None:
        """A number from one upwards, or empty for the figure that comes by itself."""
        if self.moved or key not in st.session_state:
            st.session_state[key] = self._asked_number(key)
        chosen = st.number_input(label, min_value=1, value=None, step=1, key=key)
        self.shown[key] = () if chosen is None else (str(chosen),)

    def peek(self, key: str, options: Sequence[str]) -> str:
        """What `one` or `flag` will show, before it is drawn; the first option by default."""
        asked = self.asked.get(key, ("",))[0]
        held = st.session_state.get(key)
        now = asked if self.moved or held is None else ("yes" if held is True else held)
        return str(now) if now in options else options[0]

    def number(self, key: str) -> int | None:
        """What `amount` will show, before it is drawn."""
        if self.moved or key not in st.session_state:
            return self._asked_number(key)
        held: int | None = st.session_state[key]
        return held

    def _asked_number(self, key: str) -> int | None:
        asked = self.asked.get(key, ("",))[0]
        if not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
            return None
        return int(asked) or None

    def refuse(self, labels: Mapping[str, str]) -> None:
        """Says aloud what the address asks for and this page does not offer: names by key."""
        for key, label in labels.items():
            for code in address.asked().get(key, ()) if self.moved else ():
                self._refuse(label, code)

    def unoffered(self, label: str, key: str) -> None:
        """Names aloud what the address asks of a filter that is not drawn here."""
        for code in self.asked.get(key, ()) if self.moved else ():
            self._refuse(label, code)

    def _refuse(self, label: str, code: str) -> None:
        self.refused.append(f"{label.lower()} {quoted(code)}")

    def _write_down(self, key: str, code: str) -> None:
        """A trust that is not open to somebody is not offered: whoever asks for it made it up."""
        if key == TRUST and not self.anew:
            viewer = person.viewer()
            asked = printable(code)[:LONGEST_CODE]
            auditing.refused(viewer, f"trust/{asked}", f"not offered on the screen {self.page}")

    def day(self, label: str, *, key: str) -> date | None:
        """A day, or none; in the address as 2026-11-24."""
        if self.moved or key not in st.session_state:
            st.session_state[key] = self._asked_day(label, key)
        chosen: date | None = st.date_input(label, value=None, format="DD/MM/YYYY", key=key)
        self.shown[key] = () if chosen is None else (chosen.isoformat(),)
        return chosen

    def _asked_day(self, label: str, key: str) -> date | None:
        asked = self.asked.get(key, ("",))[0]
        try:
            return date.fromisoformat(asked) if asked else None
        except ValueError:
            self._refuse(label, asked)
            return None

    def text(self, label: str, *, key: str, longest: int, hint: str | None = None) -> str:
        """Some words, or none. The comma separates in the address, so it is a blank here."""
        if self.moved or key not in st.session_state:
            st.session_state[key] = printable(" ".join(self.asked.get(key, ())))[:longest]
        written = str(st.text_input(label, max_chars=longest, key=key, help=hint))
        wanted = " ".join(written.replace(address.SEPARATOR, " ").split())
        self.shown[key] = (wanted,) if wanted else ()
        return wanted

    def close(self) -> None:
        """Writes the address of what is shown, and says what in it could not be followed."""
        person.write_address(self.page, self.shown)
        st.session_state[_WHOSE] = self.whose
        st.session_state[_CARRIED] = {
            name: values for name, values in self.shown.items() if name in CARRIED and values
        }
        if self.refused:
            st.warning(
                plain(
                    f"The address asks for {', '.join(self.refused)}, which you cannot choose "
                    "here. What you see is without it."
                )
            )


def trust(bar: Bar, viewer: Viewer, snapshot: Snapshot) -> str:
    """The trust, from those open to the viewer. Always in the address, so that a link is exact.

    Where there is none, says so and ends the page. Opened by somebody who is not of the trust, it
    is written down.
    """
    open_to = queries.trusts_open_to(snapshot, viewer)
    if not open_to:
        st.info("There is no organisation here whose claims you may see.")
        st.stop()
    names = {organisation.code: organisation.name for organisation in open_to}
    chosen = bar.one(
        "Trust", list(names), key="trust", default=next(iter(names)),
        words=names.__getitem__, width=320,
    )  # fmt: skip
    bar.shown["trust"] = (chosen,)
    auditing.opened(viewer, chosen, snapshot=snapshot.id)
    return chosen


def kind(bar: Bar) -> Kind:
    """Clinical or non-clinical, on screens that serve both."""
    return Kind(
        bar.one(
            "Claims",
            list(KIND_NAMES),
            key="kind",
            default=Kind.CLINICAL.value,
            words=KIND_NAMES.__getitem__,
            buttons=True,
        )
    )


def basis(bar: Bar, offered: Sequence[Basis] = tuple(Basis)) -> Basis:
    return Basis(
        bar.one(
            "Years by date",
            [each.value for each in offered],
            key="basis",
            default=Basis.INCIDENT.value,
            words=BASIS_NAMES.__getitem__,
            buttons=True,
            hint="Which date puts a claim into a year: when the care was given or the event took "
            "place, when the claim was notified, or when it was closed. Figures on different "
            "dates do not add up.",
        )
    )


def period(bar: Bar, span: tuple[int, int]) -> tuple[int, int]:
    """The first and last financial year, within those that hold claims."""
    labels = [financial_year.label(year) for year in range(span[0], span[1] + 1)]
    first = bar.one("From", labels, key="from", default=labels[0], width=120)
    from_here = labels[labels.index(first) :]
    last = bar.one("To", from_here, key="to", default=labels[-1], width=120)
    return financial_year.parse(first), financial_year.parse(last)


def dimensions(
    bar: Bar,
    offered: Choices,
    names: Sequence[str],
    taxonomy: Taxonomy,
    currency: Currency,
    *,
    label: str = "Specialty, cause and more",
) -> dict[str, tuple[str, ...]]:
    """The filters by code, behind one button that says how many are set."""
    number = sum(1 for name in names if bar.asked.get(name))
    label = label if "specialty" in names else label.replace("Specialty, c", "C")
    with st.popover(f"{label}: {number} set" if number else label):
        chosen = {
            name: bar.several(
                DIMENSION_NAMES[name],
                offered.codes[name],
                key=name,
                words=_namer(name, taxonomy, currency),
                hint=HINTS.get(name),
            )
            for name in names
        }
    return {name: codes for name, codes in chosen.items() if codes}


def reset() -> None:
    st.button("Reset", key="reset", type="tertiary", on_click=_reset, help="Show all claims")


def chips(wanted: Selection, taxonomy: Taxonomy, currency: Currency) -> None:
    """What the page is narrowed to, each with a button that takes it away."""
    if not wanted.filters:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
        for dimension, codes in wanted.filters.items():
            for code in codes:
                name = name_of(dimension, code, taxonomy, currency)
                rest = tuple(other for other in codes if other != code)
                st.button(
                    f"{DIMENSION_NAMES[dimension]}: {plain(name)} ✕",
                    key=f"drop.{dimension}.{code}",
                    on_click=address.put,
                    args=(dimension, rest),
                    help="Take this filter away",
                )


def widen(wanted: Selection, claims: Mapping[str, int | None]) -> None:
    """For an empty answer: names the filters that empty it, and offers to drop each."""
    for dimension, number in claims.items():
        st.button(
            f"Show all {PLURALS[dimension]}: {formatting.claims(number)}",
            key=f"widen.{dimension}",
            on_click=address.put,
            args=(dimension, ()),
        )
    st.button("Show all claims", key="widen.all", on_click=_reset)


def _reset() -> None:
    address.keep_only(("trust", person.KEY))
    st.session_state.pop(_CARRIED, None)


def _namer(dimension: str, taxonomy: Taxonomy, currency: Currency) -> Callable[[str], str]:
    return lambda code: name_of(dimension, code, taxonomy, currency)
