"""Releases on the Data desk: the list, one opened, and what a steward does with it."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st
from sqlalchemy.orm import Session

from scorecards import clock, formatting
from scorecards.intake.queries import kept
from scorecards.people.model import Viewer
from scorecards.snapshots import commands, queries
from scorecards.snapshots.opening import check_figures, open_snapshot
from scorecards.snapshots.queries import Action, Done, OnDesk, State
from scorecards.store.transactions import reading, writing
from scorecards.ui import filters, intake_report, page, release_changes, resources
from scorecards.ui.rows import draw_table
from scorecards.ui.words import plain


APPROVE, PUBLISH, BACK, VERIFY = "desk.approve", "desk.publish", "desk.back", "desk.verify"
DONE_WORDS = {Action.PUBLISHED: "Published", Action.ROLLED_BACK: "Taken back to"}
MUCH = 0.05  # the share of claims that may be missing before it is said
BEFORE_PUBLISHING = (
    "Before you publish, have somebody run the disclosure attack at the server. It tries to work "
    "out what is hidden from what is shown, with this release as the newest, and takes some "
    "minutes:"
)


def standing(viewer: Viewer) -> tuple[OnDesk, ...]:
    with reading(resources.engine(), viewer) as session:
        approvals = resources.configuration().approvals
        return queries.on_desk(session, viewer, approvals=approvals)


def act(viewer: Viewer, releases: Sequence[OnDesk]) -> None:
    """What was pressed on an opened release, done before anything is drawn, so that all agrees."""
    actions: Mapping[str, Callable[[Viewer, OnDesk], str]] = {
        APPROVE: _approve, PUBLISH: _publish, BACK: _go_back, VERIFY: _verify,
    }  # fmt: skip
    for each in releases:
        for key, action in actions.items():
            if st.session_state.get(f"{key}-{each.release.id}"):
                with page.attempt():
                    st.success(plain(action(viewer, each)))


def sentence(releases: Sequence[OnDesk]) -> str:
    """What readers see, and what waits for a steward."""
    current = next((each for each in releases if each.state is State.CURRENT), None)
    told = "Nothing has been published yet, so readers see no claims."
    if current is not None:
        day, claims = formatting.day(current.release.as_at), current.release.claims
        told = f"Readers see {formatting.claims(claims)} as at {day}."
    for state, words in ((State.WAITING, "for approval"), (State.READY, "to be published")):
        number = sum(each.state is state for each in releases)
        if number:
            told += f" {_releases(number)} {'waits' if number == 1 else 'wait'} {words}."
    return told


def table(releases: Sequence[OnDesk]) -> None:
    if not releases:
        st.info("There are no releases yet. Check claims files below, and make one of them.")
        return
    rows = pd.DataFrame(
        {
            "As at": [formatting.day(each.release.as_at) for each in releases],
            "Claims": [formatting.count(each.release.claims) for each in releases],
            "State": [_state(each) for each in releases],
            "Loaded by": [_by(each.loaded) for each in releases],
            "Made": [formatting.moment(each.release.created_at) for each in releases],
            "Release": [each.release.id for each in releases],
        }
    )
    draw_table(rows, "Every release and where it stands")


def choice(bar: filters.Bar, releases: Sequence[OnDesk]) -> OnDesk:
    """The release that is opened: at first one that waits, else the one that readers see."""
    by_name = {each.release.id: each for each in releases}
    unsettled = (State.READY, State.WAITING, State.CURRENT)
    first = min(
        releases,
        key=lambda each: unsettled.index(each.state) if each.state in unsettled else len(unsettled),
    )

    def words(name: str) -> str:
        each = by_name[name]
        return f"{formatting.day(each.release.as_at)}, {each.state.value} ({name})"

    chosen = bar.one(
        "Open a release", list(by_name), key="release", default=first.release.id,
        words=words, width=520,
    )  # fmt: skip
    bar.shown["release"] = (chosen,)
    return by_name[chosen]


def opened(viewer: Viewer, each: OnDesk, releases: Sequence[OnDesk]) -> None:
    """One release: what it is, what can be done with it, what it would change, its report."""
    current = next((other for other in releases if other.state is State.CURRENT), None)
    name = each.release.id
    with st.container(border=True, key="card-release"):
        st.subheader(
            f"Release as at {formatting.day(each.release.as_at)}: {each.state.value}", anchor=False
        )
        for line in _told(each):
            st.markdown(plain(line))
        would = _would(each, current)
        if would:
            st.markdown(plain(would))
        with st.container(horizontal=True):
            _buttons(each)
        if each.state in (State.WAITING, State.READY):
            st.markdown(plain(BEFORE_PUBLISHING))
            st.code(f"python -m scorecards disclosure attack --release {name}", language=None)
        _part("What would change for readers" if current is not each else "What it changed",
              f"changes-{name}", lambda: release_changes.draw(viewer, each, current))  # fmt: skip
        upload = each.upload
        if upload is not None:
            _part("Intake report", f"report-{name}", lambda: _report(viewer, upload))


def history(viewer: Viewer) -> None:
    """Everything that was put before readers, newest first."""
    with reading(resources.engine(), viewer) as session:
        lines = queries.history(session, viewer)
    if not lines:
        st.markdown("Nothing yet.")
        return
    rows = pd.DataFrame(
        {
            "When": [formatting.moment(line.at) for line in lines],
            "What was done": [DONE_WORDS[line.action] for line in lines],
            "As at": [formatting.day(line.as_at) for line in lines],
            "Claims": [formatting.count(line.claims) for line in lines],
            "By": [_upper(line.by) for line in lines],
            "Release": [line.id for line in lines],
        }
    )
    draw_table(rows, "What readers have seen, and since when")


def _buttons(each: OnDesk) -> None:
    name, state = each.release.id, each.state
    if each.missing:
        st.button("Approve", key=f"{APPROVE}-{name}", type="primary", disabled=each.own)
    if state in (State.READY, State.WAITING, State.TAKEN_BACK):
        words = "Publish again" if state is State.TAKEN_BACK else "Publish"
        st.button(
            words, key=f"{PUBLISH}-{name}", disabled=bool(each.missing),
            type="secondary" if each.missing else "primary",
        )  # fmt: skip
    if state is State.EARLIER:
        st.button("Roll back to this release", key=f"{BACK}-{name}", type="primary")
    st.button("Verify every byte and sum", key=f"{VERIFY}-{name}")


def _told(each: OnDesk) -> list[str]:
    """What is known of a release: what it is, who loaded it, who approved it, who still must."""
    release = each.release
    kind = "invented" if release.fictional else "real"
    lines = [
        f"{formatting.claims(release.claims)} against {kind} organisations, read by the layout "
        f"{release.profile}. Made on {formatting.moment(release.created_at)}."
    ]
    lines += [f"Loaded by {done.by} on {formatting.moment(done.at)}." for done in each.loaded[-1:]]
    lines += [f"Approved by {done.by} on {formatting.moment(done.at)}." for done in each.approved]
    if each.missing:
        stewards = "1 more data steward" if each.missing == 1 else f"{each.missing} more stewards"
        lines.append(
            f"{stewards} must approve it before it can be published, other than the one who loaded "
            "it."
        )
    if each.missing and each.own:
        lines.append("You loaded it, so somebody else approves it.")
    return lines


def _would(each: OnDesk, current: OnDesk | None) -> str:
    """What readers will see when the button is pressed."""
    release = each.release
    see = f"Readers will see {formatting.claims(release.claims)} as at {_day(each)}"
    if current is None:
        return f"{see}, where they see nothing now."
    if current is each:
        return ""
    now = f"{formatting.claims(current.release.claims)} as at {_day(current)}"
    fewer = current.release.claims - release.claims
    told = f"{see}, instead of {now}."
    if fewer > current.release.claims * MUCH:
        told += f" That is {formatting.count(fewer)} fewer: look below at what would change."
    if each.state is State.EARLIER:
        told += " What they see now stays here, and can be published again."
    return told


def _approve(viewer: Viewer, each: OnDesk) -> str:
    _write(viewer, lambda session: commands.approve(
        session, viewer, each.release.id, now=clock.now()))  # fmt: skip
    return f"You approved the release as at {_day(each)}."


def _publish(viewer: Viewer, each: OnDesk) -> str:
    name = each.release.id
    open_snapshot(resources.configuration().snapshots, name)  # a damaged one is never published
    approvals = resources.configuration().approvals
    _write(viewer, lambda session: commands.publish(
        session, viewer, name, approvals=approvals, now=clock.now()))  # fmt: skip
    return f"Readers see the release as at {_day(each)} now."


def _go_back(viewer: Viewer, each: OnDesk) -> str:
    name = each.release.id
    open_snapshot(resources.configuration().snapshots, name)
    _write(viewer, lambda session: commands.roll_back(session, viewer, to=name, now=clock.now()))
    return f"Readers see the release as at {_day(each)} again."


def _verify(_: Viewer, each: OnDesk) -> str:
    with st.spinner("Reading every byte…"):
        snapshot = open_snapshot(resources.configuration().snapshots, each.release.id)
        check_figures(snapshot)
    told = snapshot.manifest
    return (
        f"The release as at {_day(each)} is sound: {formatting.claims(told.rows)} in "
        f"{formatting.count(len(told.files))} files, each byte and each sum as it was written."
    )


def _write(viewer: Viewer, command: Callable[[Session], object]) -> None:
    with writing(resources.engine(), viewer) as session:
        command(session)


def _report(viewer: Viewer, upload: int) -> None:
    with reading(resources.engine(), viewer) as session:
        found = kept(session, viewer, upload)
    st.markdown(f"**{plain(found.report.summary())}**")
    with st.container(horizontal=True):
        intake_report.exports(upload)
    intake_report.draw(found.report, "kept")


def _part(label: str, key: str, content: Callable[[], None]) -> None:
    """A part that is only made when it is opened."""
    part = st.expander(label, key=key, on_change="rerun")
    if part.open:
        with part, page.attempt():
            content()


def _state(each: OnDesk) -> str:
    words = _upper(each.state.value)
    return f"{words} of {each.missing} more" if each.state is State.WAITING else words


def _by(done: Sequence[Done]) -> str:
    return _upper(formatting.listed(list(dict.fromkeys(each.by for each in done))) or "the program")


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _day(each: OnDesk) -> str:
    return formatting.day(each.release.as_at)


def _releases(number: int) -> str:
    return "1 release" if number == 1 else f"{number} releases"
