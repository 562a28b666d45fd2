"""Every file that can be had: its name in the address, who may have it, how it is made."""

import json
from collections.abc import Callable, Mapping

from scorecards.errors import UserError
from scorecards.intake.queries import Kept, kept
from scorecards.intake.template import template_workbook
from scorecards.intake.workbook import report_workbook
from scorecards.library.desk.queries import edition
from scorecards.people.access import (
    check_is_viewer,
    check_loads_claims,
    check_reads_audit,
    check_reads_desk,
    check_reads_matrix,
)
from scorecards.reports import (
    audit,
    candour,
    delimited,
    documents,
    pdf,
    people,
    slides,
    themes,
    workbook,
)
from scorecards.reports.booklet import Booklet
from scorecards.reports.model import Asked, Export, File, Table
from scorecards.reports.stamping import dated


LONGEST_NUMBER = 12


def made(name: str, asked: Asked) -> File:
    """The file of a name. UserError where there is none, NotAllowed where it is not for them."""
    export = EXPORTS.get(name)
    if export is None:
        raise UserError("There is no such file.")
    export.check(asked.viewer)
    if not set(asked.given) <= set(export.takes):
        raise UserError("The address asks for something that this file does not have.")
    return export.build(asked)


def _csv(stem: str, table: Callable[[Asked], Table]) -> Callable[[Asked], File]:
    def build(asked: Asked) -> File:
        content = delimited.written(table(asked))
        return File(dated(asked, stem, "csv"), delimited.MEDIA_TYPE, content)

    return build


def _excel(stem: str, table: Callable[[Asked], Table]) -> Callable[[Asked], File]:
    def build(asked: Asked) -> File:
        content = workbook.written(table(asked))
        return File(dated(asked, stem, "xlsx"), workbook.MEDIA_TYPE, content)

    return build


def _pdf(stem: str, booklet: Callable[[Asked], Booklet]) -> Callable[[Asked], File]:
    def build(asked: Asked) -> File:
        return File(dated(asked, stem, "pdf"), pdf.MEDIA_TYPE, pdf.written(booklet(asked)))

    return build


def _slides(stem: str, booklet: Callable[[Asked], Booklet]) -> Callable[[Asked], File]:
    def build(asked: Asked) -> File:
        return File(dated(asked, stem, "pptx"), slides.MEDIA_TYPE, slides.written(booklet(asked)))

    return build


def _guidance(slug: str) -> Callable[[Asked], Booklet]:
    return lambda asked: candour.guidance(asked, slug)


def _item(asked: Asked) -> File:
    """An item of the library. UserError where there is none of that name."""
    slug = asked.given.get("item", "")
    text = candour.guidance(asked, slug)
    return File(dated(asked, slug, "pdf"), pdf.MEDIA_TYPE, pdf.written(text))


def _edition(asked: Asked) -> File:
    number = asked.given.get("edition", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise UserError("The address does not say which edition is meant.")
    found = edition(asked.session, asked.viewer, int(number))
    return File(f"{found.slug}.md", "text/markdown", f"{found.text}\n".encode())


def _template(_: Asked) -> File:
    return File("claims-template.xlsx", workbook.MEDIA_TYPE, template_workbook())


def _report_excel(asked: Asked) -> File:
    found = _upload(asked)
    return File(
        f"intake-report-{found.number}.xlsx",
        workbook.MEDIA_TYPE,
        report_workbook(found.report),
        snapshot=found.snapshot_id,
    )


def _report_json(asked: Asked) -> File:
    found = _upload(asked)
    told = json.dumps(found.report.to_json_dict(), ensure_ascii=False, default=str, indent=1)
    return File(
        f"intake-report-{found.number}.json",
        "application/json",
        told.encode(),
        snapshot=found.snapshot_id,
    )


def _upload(asked: Asked) -> Kept:
    number = asked.given.get("upload", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise UserError("The address does not say which report is meant.")
    return kept(asked.session, asked.viewer, int(number))


EXPORTS: Mapping[str, Export] = {
    "audit.csv": Export(check_reads_audit, _csv("audit", audit.table), audit.TAKES),
    "audit.xlsx": Export(check_reads_audit, _excel("audit", audit.table), audit.TAKES),
    "access-matrix.csv": Export(check_reads_matrix, _csv("access-matrix", people.table)),
    "access-matrix.xlsx": Export(check_reads_matrix, _excel("access-matrix", people.table)),
    "duty-of-candour.pdf": Export(check_is_viewer, _pdf("duty-of-candour", candour.duty)),
    "duty-of-candour.pptx": Export(check_is_viewer, _slides("duty-of-candour", candour.duty)),
    "candour-checklist.pdf": Export(
        check_is_viewer, _pdf("candour-checklist", _guidance(candour.CHECKLIST))
    ),
    "saying-sorry.pdf": Export(check_is_viewer, _pdf("saying-sorry", _guidance(candour.SORRY))),
    "item.pdf": Export(check_is_viewer, _item, ("item",)),
    "edition.md": Export(check_reads_desk, _edition, ("edition",)),
    "claims-template.xlsx": Export(check_loads_claims, _template),
    "intake-report.xlsx": Export(check_loads_claims, _report_excel, ("upload",)),
    "intake-report.json": Export(check_loads_claims, _report_json, ("upload",)),
    "document": Export(check_is_viewer, documents.file, documents.TAKES),
    "thematic-report.pdf": Export(check_is_viewer, themes.file, themes.TAKES),
}
