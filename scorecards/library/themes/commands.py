"""A thematic report made without code: from what was chosen to a draft at the editorial desk.

No figure is told here. At the desk, looking at those of a draft leaves a trace, and is limited.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from scorecards.claims.figures.model import LONGEST_WINDOW
from scorecards.claims.model import Kind
from scorecards.claims.selection import DIMENSION_NAMES
from scorecards.clock import london_date
from scorecards.errors import UserError
from scorecards.library.desk.commands import start_draft
from scorecards.library.desk.texts import slug_of
from scorecards.library.heads import QUESTIONS_BY
from scorecards.library.model import TOPICS, Library
from scorecards.library.themes.choices import asked_by, offered
from scorecards.library.themes.model import Draft
from scorecards.library.themes.skeleton import skeleton
from scorecards.people.access import check_reads_desk
from scorecards.people.model import Viewer
from scorecards.written import check_length, check_nobody_in, one_line


LONGEST_TITLE = 80
MOST_CODES = 15


def begin(
    session: Session, viewer: Viewer, draft: Draft, *, library: Library, now: datetime
) -> int:
    """A draft of kind report at the editorial desk, and its number. Sent twice, it is one.

    Raises UserError for what cannot be a report.
    """
    check_reads_desk(viewer)
    title = one_line(draft.title)
    if not title:
        raise UserError("Give the report a title.")
    check_length("The title", title, LONGEST_TITLE)
    check_nobody_in("The title", title)
    _check(draft, library)
    slug = slug_of(title)
    if slug in library.by_slug:
        raise UserError("The library has an item of this title already. Choose another title.")
    chosen = Draft(title, draft.topic, draft.kind, draft.codes, draft.years, draft.by, "")
    text = skeleton(chosen, library.taxonomy, today=london_date(now))
    return start_draft(
        session, viewer, slug=slug, text=text, form_key=draft.form_key, now=now
    )  # fmt: skip


def _check(draft: Draft, library: Library) -> None:
    if draft.topic not in TOPICS:
        raise UserError("Choose a topic from the list.")
    if not 1 <= draft.years <= LONGEST_WINDOW:
        raise UserError(f"A report looks at 1 to {LONGEST_WINDOW} years.")
    if not any(draft.codes.values()):
        raise UserError("Choose at least one code that the claims of the report have.")
    if not draft.by or any(by not in QUESTIONS_BY for by in draft.by):
        raise UserError("Choose at least one question that the report asks.")
    if draft.kind is Kind.NON_CLINICAL and "specialty" in draft.by:
        raise UserError("Non-clinical claims have no specialty. Leave that question out.")
    known = offered(library.taxonomy, draft.kind)
    for name, codes in draft.codes.items():
        if len(codes) > MOST_CODES:
            raise UserError(f"Choose at most {MOST_CODES} codes of one list.")
        for code in codes:
            if code not in known.get(name, ()):
                raise UserError(
                    f"There is no code “{code[:LONGEST_TITLE]}” to choose under "
                    f"“{DIMENSION_NAMES.get(name, 'that list')}”."
                )
    for by in draft.by:
        if by not in asked_by(draft.kind, draft.codes):
            raise UserError(
                f"The report names one code under “{DIMENSION_NAMES[by]}”, so there is nothing to "
                "compare. Leave that question out."
            )
