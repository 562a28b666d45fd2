"""Tables as they are drawn in a specification: a heading line, then one case a line."""


def cases(table: str) -> list[dict[str, str]]:
    """The rows of a table of columns parted by `|`, by the words of its first line."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(head, row, strict=True)) for row in rows]
