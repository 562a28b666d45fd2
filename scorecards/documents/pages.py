"""Pages of a document, as a sentence names them."""

from collections.abc import Sequence

from scorecards.formatting import listed


MOST_RUNS = 5


def pages_told(numbers: Sequence[int]) -> str:
    """`page 3`, or `pages 1 to 4, 6 and 9`; of many the first ones, and how many there are."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    if len(told) > MOST_RUNS:
        return f"{len(numbers):,} pages ({', '.join(told[:MOST_RUNS])} …)"
    return f"pages {listed(told)}"
