"""Everything an answer holds, whatever it is wrapped in: what could be sent to a browser."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl


def values(answer: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each single value and where it stands: fields, keys, columns of frames, items of lists."""
    match answer:
        case pl.DataFrame():
            for column in answer.columns:
                for value in answer[column].to_list():
                    yield f"{path}[{column}]", value
        case Mapping():
            for key, value in answer.items():
                yield from values(value, f"{path}.{key}")
        case list() | tuple():
            for value in answer:
                yield from values(value, f"{path}[]")
        case _ if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
            for field in dataclasses.fields(answer):
                yield from values(getattr(answer, field.name), f"{path}.{field.name}")
        case _:
            yield path, answer
