"""Figures as files: one line a part, so that a change is seen where it was made."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go


FOLDER = Path(__file__).resolve().parent.parent / "snapshots_of_figures"
REWRITE = "SCORECARDS_REWRITE"


def rounded(value):
    """The same figure with its floats to four places: no machine rounds the last ones alike."""
    match value:
        case float():
            return round(value, 4)
        case dict():
            return {key: rounded(each) for key, each in value.items()}
        case list() | tuple():
            return [rounded(each) for each in value]
    return value


def written(figure: go.Figure) -> str:
    """A figure as text: each trace and each part of the layout has its own line."""
    told = rounded(figure.to_dict())

    def lines(parts):
        return ",\n".join(
            f"    {json.dumps(key)}: {json.dumps(part, ensure_ascii=False, sort_keys=True)}"
            for key, part in sorted(parts.items())
        )

    traces = ",\n".join("   {\n" + lines(trace) + "\n   }" for trace in told["data"])
    return (
        '{\n  "data": [\n'
        + traces
        + '\n  ],\n  "layout": {\n'
        + lines(told["layout"])
        + "\n  }\n}\n"
    )


def is_as_before(name: str, figure: go.Figure) -> bool:
    """Whether a figure is what its file says. SCORECARDS_REWRITE=1 writes the file anew instead."""
    path, text = FOLDER / f"{name}.json", written(figure)
    if os.environ.get(REWRITE) == "1":
        path.write_text(text, encoding="utf-8")
    return path.exists() and path.read_text(encoding="utf-8") == text
