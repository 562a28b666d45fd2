"""How entries are chained: each hash covers the entry and the hash before it. Pure."""

import hashlib
import json
from dataclasses import asdict, replace

from scorecards.audit.model import Entry


START = "0" * 64


def sealed(entry: Entry) -> Entry:
    """The entry with its hash: SHA-256 of its fields in order, as JSON, `previous` among them."""
    fields = asdict(entry)
    del fields["hash"]
    fields["at"] = entry.at.isoformat()
    content = json.dumps(list(fields.values()), ensure_ascii=False, separators=(",", ":"))
    return replace(entry, hash=hashlib.sha256(content.encode()).hexdigest())
