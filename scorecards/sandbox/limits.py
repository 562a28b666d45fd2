"""How much a file may ask of us. Enforced by the child process itself and by its parent."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and counts. Each kind of upload has its own; tests pass smaller ones."""

    upload_bytes: int = 50 * MEGABYTE
    memory_bytes: int = 1536 * MEGABYTE
    processor_seconds: int = 60
    wall_seconds: float = 120.0
    result_bytes: int = 1024 * MEGABYTE
    open_files: int = 64
    zip_members: int = 200
    unpacked_bytes: int = 300 * MEGABYTE
    zip_ratio: int = 100

    def to_map(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Its own fields from those of a kind that may have more."""
        return cls(**{field.name: told[field.name] for field in fields(cls)})
