"""How every command answers: lines or JSON. Exits 0 done, 1 refused, 2 called wrongly."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scorecards.people.model import Role, Viewer


OPERATOR = Viewer(person="command line", name="Command line", role=Role.STEWARD)


@dataclass(frozen=True, slots=True)
class Answer:
    """`told` is the JSON; `lines` say the same to a person; `refused` makes the exit code 1."""

    told: Mapping[str, Any]
    lines: Sequence[str] = field(default_factory=tuple)
    refused: bool = False

    def give(self, *, as_json: bool) -> int:
        """Prints the answer. JSON always goes to standard output, whole."""
        if as_json:
            sys.stdout.write(
                json.dumps(self.told, ensure_ascii=False, default=str, indent=1) + "\n"
            )
        else:
            stream = sys.stderr if self.refused else sys.stdout
            stream.write("".join(f"{line}\n" for line in self.lines))
        return 1 if self.refused else 0


def refusal(sentence: str, reasons: Sequence[str] = ()) -> Answer:
    return Answer(
        {"refused": sentence, "reasons": list(reasons)},
        (sentence, *(f"- {reason}" for reason in reasons)),
        refused=True,
    )
