"""Which measures the screens show, read from the source of `scorecards/ui`."""

import ast
from collections.abc import Iterator

from tests.contracts import parsed
from tests.places import PROJECT


def on_cards() -> set[str]:
    """Every code that is given to a card: `measures=(…)`, or a constant that is named MEASURES."""
    return {
        text.value
        for _, tree in parsed(PROJECT, "scorecards/ui/*.py")
        for given in _given(tree)
        for text in ast.walk(given)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }


def written(code: str) -> bool:
    """Whether a code stands as a text anywhere in the drawing of screens: cards and tiles."""
    return any(
        isinstance(node, ast.Constant) and node.value == code
        for _, tree in parsed(PROJECT, "scorecards/ui/*.py")
        for node in ast.walk(tree)
    )


def cards_without() -> list[str]:
    """The cards that are drawn without a measure, as `file:line`."""
    return [
        f"{path}:{node.lineno}"
        for path, tree in parsed(PROJECT, "scorecards/ui/*.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "card.draw"
        and "measures" not in {keyword.arg for keyword in node.keywords}
    ]


def _given(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "measures":
            yield node.value
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id.startswith("MEASURES")
            for target in node.targets
        ):
            # Of a mapping the keys are what is drawn, the values its measures.
            yield from node.value.values if isinstance(node.value, ast.Dict) else (node.value,)
