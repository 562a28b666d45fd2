"""Which functions there are: the doors to what the product holds, found by reflection."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

import scorecards
from scorecards.people import access


DOORS = ("queries", "commands", "limits", "exports")
PACKAGE = "scorecards."


def doors() -> dict[str, Callable[..., object]]:
    """Every public function of every module of these names, as `claims.queries.scorecard`."""
    found = {}
    for name in _modules():
        if name.split(".")[-1] not in DOORS:
            continue
        module = importlib.import_module(name)
        for called, function in vars(module).items():
            ours = inspect.isfunction(function) and function.__module__ == name
            if ours and not called.startswith("_"):
                found[f"{name.removeprefix(PACKAGE)}.{called}"] = function
    return dict(sorted(found.items()))


def takes(function: Callable[..., object], name: str) -> bool:
    return name in inspect.signature(function).parameters


def _modules() -> Iterator[str]:
    return (found.name for found in pkgutil.walk_packages(scorecards.__path__, PACKAGE))


@contextmanager
def checks_taken_away() -> Iterator[None]:
    """Every rule that is named `check_…` and takes a viewer lets everybody pass, wherever it was
    imported to: what is left is the second wall.
    """
    doors()
    with pytest.MonkeyPatch.context() as patch:
        for module in [m for n, m in list(sys.modules.items()) if n.startswith(PACKAGE)]:
            for name, held in list(vars(module).items()):
                if name.startswith("check_") and inspect.isfunction(held) and takes(held, "viewer"):
                    patch.setattr(module, name, _pass)
        yield


def _pass(*_: object, **__: object) -> None:
    """In the place of a rule."""


assert takes(access.check_is_viewer, "viewer"), "rules are recognised by this parameter"
