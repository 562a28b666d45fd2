"""Which measures the screens show, read from the source of the program."""

import ast
from collections.abc import Iterator

from tests.contracts import parsed
from tests.places import PROJECT


def on_cards() -> set[str]:
    """Every code that is given to a card: `measures=(…)`, by itself or through a constant."""
    return {
        text
        for _, tree in parsed(PROJECT, "scorecards/ui/*.py")
        for given in _given(tree)
        for text in _texts(given)
    }


def written() -> set[str]:
    """Every text of the code that draws and asks: a card or tile takes a code from there."""
    return {
        text
        for _, tree in parsed(PROJECT, "scorecards/ui/*.py", "scorecards/claims/**/*.py")
        for text in _texts(tree)
    }


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
    """What follows `measures=`, and what the names in it were set to."""
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "measures"
    ]
    yield from found
    named = {node.id for each in found for node in ast.walk(each) if isinstance(node, ast.Name)}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            if targets & named:
                yield node.value


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
