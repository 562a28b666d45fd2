"""Rows for tests of the stores: of a trust, and of none."""

from datetime import UTC, date, datetime

from scorecards.store import tables


NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def intervention(trust, **values):
    told = {"title": f"of {trust}", "note": "", "form_key": f"key of {trust}", **values}
    return tables.Intervention(
        trust=trust,
        kind="clinical",
        started=date(2025, 1, 1),
        effect_from=date(2025, 2, 1),
        created_by="someone",
        created_name="Someone",
        created_at=NOW,
        **told,
    )


def person(name="p"):
    return tables.Person(id=name, name=name, created_at=NOW, created_by="someone")


def membership(trust, **values):
    told = {"person": "p", "form_key": f"membership of {trust}", **values}
    return tables.Membership(
        trust=trust,
        role="BOARD_MEMBER",
        from_date=date(2025, 1, 1),
        created_by="someone",
        created_at=NOW,
        **told,
    )


def audited(seq, trust, **values):
    return tables.AuditEntry(
        seq=seq,
        trust=trust,
        at=NOW,
        person="p",
        seen_by="",
        role="",
        action="SIGNED_IN",
        subject="s",
        detail="",
        result="DONE",
        request="",
        address="",
        previous="0" * 64,
        hash="1" * 64,
        **values,
    )


def release(name="2024-09-30-0123456789", **values):
    told = {"profile": "p", "claims": 1, "fictional": True, "currency": "GBP", **values}
    return tables.Snapshot(id=name, as_at=date(2024, 9, 30), created_at=NOW, **told)


def publication(**values):
    told = {"snapshot_id": "2024-09-30-0123456789", "action": "published", "by": "s", **values}
    return tables.Publication(at=NOW, **told)
