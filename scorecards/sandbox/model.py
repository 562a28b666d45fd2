"""What is asked of the child process, what comes back, and the words for what goes wrong."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from scorecards.sandbox.limits import MEGABYTE, Limits


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody is told of this kind of upload. Each but `what` is whole sentences.

    `what` a package is called; `split` is what to do about a file that is too large.
    """

    what: str
    split: str
    ended: str
    too_much: str
    damaged: str
    many_parts: str
    swollen: str
    macros: str
    encrypted: str

    def too_large(self, limits: Limits) -> str:
        return f"The file is larger than {limits.upload_bytes / MEGABYTE:g} MB. {self.split}"


@dataclass(frozen=True, slots=True)
class Task:
    """One reading. `reader`: a module with `read(content, task, sink)`, imported by the child only.

    `options` are what that reader needs to know: anything that JSON can hold.
    """

    reader: str
    limits: Limits
    words: Words
    options: Mapping[str, Any] = field(default_factory=dict)

    def to_map(self) -> dict[str, Any]:
        return {
            "reader": self.reader,
            "limits": self.limits.to_map(),
            "words": asdict(self.words),
            "options": dict(self.options),
        }


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader wrote: facts as JSON has them, and parts of bytes in the order written."""

    facts: Mapping[str, Any]
    parts: tuple[bytes, ...]
