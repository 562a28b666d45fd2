"""The screen “Compare with peers”: one comparison, its funnel, all cuts, the mix, own groups."""

from collections.abc import Mapping

import streamlit as st

from scorecards import clock
from scorecards.claims.comparison import charts, commands, findings, groups, queries
from scorecards.claims.comparison.cuts import BY_CODE, DENOMINATORS, MIX
from scorecards.claims.comparison.groups import KeptGroup, check_keeps_groups, check_uses_groups
from scorecards.claims.comparison.model import Comparison, Limits, Offered, PeerGroup, Wanted
from scorecards.people.access import may
from scorecards.people.model import Viewer
from scorecards.snapshots.opening import Snapshot
from scorecards.store.transactions import reading, writing
from scorecards.ui import address, auditing, card, compare_tables, filters, page, resources
from scorecards.ui.words import plain


LIMITS = {
    Limits.ADJUSTED.value: "Allowing for differences between trusts",
    Limits.CHANCE.value: "Chance only",
}
FOLLOWS = "What is expected of a trust follows from this."
EACH_ITS_OWN = (
    "Each group of claims is set against what fits it: births, attendances, staff or bed days."
)
WINDOWS = {"all": "All", "older": "Earlier", "newest": "Newest"}
ABOUT = ("observed-over-expected", "claims-per-exposure", "peer-group")


def draw(viewer: Viewer, snapshot: Snapshot) -> None:
    """The whole screen below the title, for what the address and the filter bar say."""
    bar = filters.Bar("compare")
    said = st.container(key="sentence")
    row = st.container(horizontal=True, vertical_alignment="bottom", key="filters")
    with row:
        trust = filters.trust(bar, viewer, snapshot)
        kind = filters.kind(bar)
    offered = queries.offered(snapshot, viewer, trust, kind)
    kept = _kept(viewer, trust)
    fitting = queries.groups_open_to(snapshot, viewer, trust, kept)
    if not offered.cuts or not fitting:
        said.info(plain(findings.missing()))
        bar.close()
        return
    with row:
        wanted = _wanted(bar, trust, offered, fitting)
    answer = queries.compare(snapshot, viewer, wanted, kept)
    seen = f"group {wanted.group}, years {wanted.window}"
    auditing.compared(viewer, trust, snapshot=snapshot.id, detail=seen)
    said.markdown(plain(findings.sentence(answer)))
    rate = findings.rate(answer)
    for note in (
        f"That is {rate}." if rate else "",
        findings.outside(answer),
        findings.left_out(offered.left_out),
    ):
        if note:
            st.caption(plain(note))
    _cards(bar, answer)
    if may(check_keeps_groups, viewer, trust):
        _own_groups(viewer, snapshot, trust, kept)
    bar.close()


def _kept(viewer: Viewer, trust: str) -> tuple[KeptGroup, ...]:
    if not may(check_uses_groups, viewer, trust):
        return ()
    with reading(resources.engine(), viewer) as session:
        return groups.kept(session, viewer, trust)


def _wanted(
    bar: filters.Bar, trust: str, offered: Offered, fitting: Mapping[str, PeerGroup]
) -> Wanted:
    codes = list(offered.cuts)
    cut = bar.one(
        "Claims about", codes, key="cut", default=codes[0],
        words=lambda code: BY_CODE[code].name, width=240,
    )  # fmt: skip
    fits = offered.cuts[cut]
    against = bar.one(
        "Set against", fits, key="against", default=fits[0],
        words=lambda code: _first(DENOMINATORS[code].name), width=230,
        hint=f"{FOLLOWS} {EACH_ITS_OWN if MIX in fits else ''}".strip(),
    )  # fmt: skip
    windows = list(offered.windows)
    window = bar.one(
        "Years of incident", windows, key="years", default=windows[0],
        words=lambda code: f"{WINDOWS[code]}, {offered.windows[code].words()}", width=240,
    )  # fmt: skip
    names = list(fitting)
    group = bar.one(
        "Group", names, key="group", default=names[0],
        words=lambda code: _first(fitting[code].name), width=300,
    )  # fmt: skip
    limits = Limits(bar.peek("limits", tuple(LIMITS)))
    return Wanted(trust, BY_CODE[cut], against, window, group, limits)


def _cards(bar: filters.Bar, answer: Comparison) -> None:
    left, right = st.columns([1.35, 1])
    with left:
        _funnel(bar, answer)
    with right:
        _ratios(answer)
    if answer.mix.height > 1:
        _mix(answer)


def _funnel(bar: filters.Bar, answer: Comparison) -> None:
    def controls() -> None:
        bar.one(
            "Limits", tuple(LIMITS), key="limits", default=Limits.ADJUSTED.value,
            words=LIMITS.__getitem__, buttons=True,
        )  # fmt: skip

    card.draw(
        "funnel",
        findings.funnel_plot(answer),
        charts.funnel_plot(
            answer.points, answer.own, card.ground(), name=answer.organisation.name,
            tau2=answer.tau2,
        ),
        lambda: compare_tables.funnel_plot(answer),
        answer.stamp(),
        controls=controls,
        measures=ABOUT,
        said=findings.sentence(answer),
    )  # fmt: skip


def _ratios(answer: Comparison) -> None:
    card.draw(
        "ratios",
        findings.ratios(answer),
        charts.ratios(answer.cuts, card.ground()),
        lambda: compare_tables.ratios(answer),
        answer.stamp(),
        measures=ABOUT,
        said=findings.sentence(answer),
    )


def _mix(answer: Comparison) -> None:
    card.draw(
        "mix",
        findings.mix(answer),
        charts.mix(answer.mix, card.ground()),
        lambda: compare_tables.mix(answer),
        answer.stamp(),
        measures=ABOUT[:1],
        said=findings.sentence(answer),
    )


def _own_groups(
    viewer: Viewer, snapshot: Snapshot, trust: str, kept: tuple[KeptGroup, ...]
) -> None:
    """The trust's own groups: which there are, keeping another, dropping one."""
    names = {
        code: organisation.name
        for code, organisation in sorted(
            snapshot.organisations.items(), key=lambda pair: (pair[1].name, pair[0])
        )
        if code != trust
    }
    with st.container(border=True, key="card-own-groups"):
        st.header("Your own groups", anchor=False)
        st.markdown(
            "Choose ten other trusts or more that are like yours, and keep them under a name. "
            "People of your trust can then compare with them. A group that differs by a few trusts "
            "from one that was seen before is refused, because the few could be told apart."
        )
        for group in kept:
            _kept_group(viewer, trust, group, names)
        with st.form("keep-group", clear_on_submit=False):
            name = st.text_input(
                "Name of the group", max_chars=commands.LONGEST_NAME, key="compare.name"
            )
            members = st.multiselect(
                "Trusts", list(names), format_func=names.__getitem__, key="compare.members",
                placeholder="Choose ten or more",
            )  # fmt: skip
            asked = st.form_submit_button("Keep this group")
        if asked:
            _keep(viewer, snapshot, trust, name, members)


def _keep(viewer: Viewer, snapshot: Snapshot, trust: str, name: str, members: list[str]) -> None:
    code = None
    with page.attempt(), writing(resources.engine(), viewer) as session:
        code = commands.keep_group(
            session, viewer, snapshot, trust, name=name, members=members, now=clock.now()
        )
    if code is not None:
        address.put("group", (code,))
        st.rerun()


def _kept_group(viewer: Viewer, trust: str, group: KeptGroup, names: Mapping[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"kept-{group.id}"):
        listed = ", ".join(names.get(code, code) for code in sorted(group.members))
        st.markdown(plain(f"{group.name}: {len(group.members)} trusts"), help=plain(listed))
        dropped = st.button(
            "Drop", key=f"compare.drop.{group.id}", help="The group is no longer offered."
        )
    if dropped:
        with page.attempt(), writing(resources.engine(), viewer) as session:
            commands.drop_group(session, viewer, trust, group.id, now=clock.now())
        if address.asked().get("group") == (group.code,):
            address.put("group", ())
        st.rerun()


def _first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
