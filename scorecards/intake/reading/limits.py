"""How much a file may ask of us. Enforced by the child process itself and by its parent."""

import json
from dataclasses import asdict, dataclass


MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and counts. Tests pass smaller ones."""

    upload_bytes: int = 50 * MEGABYTE
    memory_bytes: int = 1536 * MEGABYTE
    processor_seconds: int = 60
    wall_seconds: float = 120.0
    result_bytes: int = 1024 * MEGABYTE
    open_files: int = 64
    zip_members: int = 200
    unpacked_bytes: int = 300 * MEGABYTE
    zip_ratio: int = 100
    sheets: int = 50
    rows: int = 1_000_000
    columns: int = 200
    cell_characters: int = 32_767

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Limits":
        return cls(**json.loads(text))
