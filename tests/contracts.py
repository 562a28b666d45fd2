"""The rules of the source tree, each a function: a folder in, sentences about what breaks it out.

Files are read, never imported. What may import what is data, right below.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path


# Each layer may import those above it, never itself sideways, never those below.
LAYERS = (
    (
        "__init__", "errors", "clock", "financial_year", "money", "settings", "palette", "logs",
        "formatting", "taxonomy", "statistics", "spreadsheets", "personal", "written", "sandbox",
    ),
    ("disclosure", "people"),
    ("store",),
    ("audit",),
    ("snapshots", "accounts", "notices", "letters"),
    ("claims", "organisations"),
    ("library",),
    ("intake", "candour", "ledger", "exchange"),
    ("documents", "feedback"),
    ("reports", "health", "backups"),
    ("demo",),
    ("ui", "web"),
    ("app", "serve", "pages", "cli"),
)  # fmt: skip
LAYER_OF = {part: number for number, parts in enumerate(LAYERS) for part in parts}

KNOW_THE_SCREEN = ("ui", "pages", "app", "serve")
# The bench visits a page over the socket, and the gate ends one: they draw nothing.
SPEAK_THE_SOCKET = {("cli", "streamlit.proto"), ("web", "streamlit.proto")}
NOT_IN_PAGES = {"polars", "plotly", "sqlalchemy", "pandas", "pathlib"}
PURE = ("measures", "charts")
NOT_IN_PURE = {"scorecards.store", "scorecards.clock", "scorecards.settings"}
PAST_THE_SCOPE = {"sqlalchemy"} | {
    f"sqlalchemy{part}.{name}"
    for part in ("", ".sql", ".sql.expression")
    for name in ("text", "insert", "literal_column", "table", "TextClause", "Table")
}
PAST_THE_SCOPE_TOO = {
    "__table__",
    "exec_driver_sql",
    "raw_connection",
    "metadata",
    "from_statement",
}
SCALARS = {"str", "int", "float", "bool", "date", "datetime"}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "manager"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
LINES_OF_A_PAGE, LINES_OF_A_DIALOG = 40, 15
LINES_OF_A_MODULE, BYTES_OF_A_MODULE = 400, 16_000
TEXTS = (".py", ".md", ".toml", ".txt", ".in", ".csv", "Makefile", "run")
OURS = (".ci", ".streamlit", "data", "docs", "pages", "scorecards", "tests")


def layers(root: Path) -> Iterator[str]:
    """Imports go from lower layers to higher ones only."""
    for path, tree in sources(root):
        part = part_of(path)
        if part not in LAYER_OF:
            yield f"{path}: “{part}” is in no layer"
            continue
        for other in {o for module in imported(tree) if (o := _part_named(module))} - {part}:
            if other not in LAYER_OF:
                yield f"{path}: imports “{other}”, which is in no layer"
            elif not _may_import(part, other):
                yield f"{path}: {part} may not import {other}"


def screen(root: Path) -> Iterator[str]:
    """Only `ui`, the pages and the frame know Streamlit."""
    for path, tree in sources(root):
        for module in sorted(imported(tree)) if part_of(path) not in KNOW_THE_SCREEN else ():
            package, *inside = module.split(".")
            allowed = (part_of(path), ".".join([package, *inside[:1]])) in SPEAK_THE_SOCKET
            if package == "streamlit" and not allowed:
                yield f"{path}: imports {module}"


def pages_import_little(root: Path) -> Iterator[str]:
    for path, tree in pages(root):
        for package in sorted(_packages(tree) & NOT_IN_PAGES):
            yield f"{path}: a page does not import {package}"


def pages_are_nested(root: Path) -> Iterator[str]:
    """A script directly in `pages/` runs without the frame on a deep link in a fresh process."""
    for path in sorted((root / "pages").glob("*.py")):
        yield f"{path.relative_to(root)}: put it into a folder of pages/"


def pages_begin_with_the_guard(root: Path) -> Iterator[str]:
    for path, tree in pages(root):
        statements = [s for s in tree.body if not _is_import(s) and not _is_docstring(s)]
        first = ast.unparse(statements[0]) if statements else ""
        if not first.startswith("viewer = page.open_page("):
            yield f"{path}: its first statement is not viewer = page.open_page(…)"


def pages_define_nothing(root: Path) -> Iterator[str]:
    """But a short fragment or dialog."""
    for path, tree in pages(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield f"{path}:{node.lineno}: a page defines nothing"
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                marks = {ast.unparse(mark).split("(")[0] for mark in node.decorator_list}
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if not marks & {"st.fragment", "st.dialog"} or lines > LINES_OF_A_DIALOG:
                    yield f"{path}:{node.lineno}: {node.name} belongs into the package"


def pages_hold_no_state(root: Path) -> Iterator[str]:
    for path, tree in pages(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("session_state", "query_params"):
                yield f"{path}:{node.lineno}: reads st.{node.attr}; state lives in ui/"


def no_html(root: Path) -> Iterator[str]:
    """No HTML but the one constant style sheet."""
    for path, tree in sources(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
                yield f"{path}:{node.value.lineno}: unsafe_allow_html"
            elif path.as_posix() != "scorecards/ui/style.py" and _dotted(node) in (
                "st.html", "streamlit.html", "st.components.v1.html", "components.html",
            ):  # fmt: skip
                yield f"{path}: writes HTML"


def files_by_our_own_route(root: Path) -> Iterator[str]:
    """What Streamlit offers as a file lies at an address of its own, for whoever knows it."""
    for path, tree in sources(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "download_button":
                yield f"{path}:{node.lineno}: st.download_button; use downloads.link"


def statements_know_whose(root: Path) -> Iterator[str]:
    """Outside the store, statements are of classes: those are narrowed to the viewer's trusts."""
    for path, tree in sources(root):
        if path.as_posix().startswith("scorecards/store/"):
            continue
        for module in sorted({*imported(tree)} & PAST_THE_SCOPE):
            yield f"{path}: imports {module}; ask for classes of store.tables"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in PAST_THE_SCOPE_TOO:
                yield f"{path}:{node.lineno}: .{node.attr}; ask for classes of store.tables"


def one_clock(root: Path) -> Iterator[str]:
    for path, tree in sources(root):
        if path.as_posix() == "scorecards/clock.py":
            continue
        for node in ast.walk(tree):
            if re.fullmatch(r"(\w+\.)*(date|datetime)\.(now|today|utcnow)", _dotted(node)):
                yield f"{path}: asks the machine for the time; take `now` as a parameter"


def sizes(root: Path) -> Iterator[str]:
    for path, _ in sources(root):
        content = (root / path).read_bytes()
        lines = content.count(b"\n")
        if part_of(path) in ("app", "serve", "pages"):
            if lines > LINES_OF_A_PAGE:
                yield f"{path}: {lines} lines, at most {LINES_OF_A_PAGE}"
        elif lines > LINES_OF_A_MODULE or len(content) > BYTES_OF_A_MODULE:
            yield f"{path}: {lines} lines, {len(content):,} bytes; split it"


def names(root: Path) -> Iterator[str]:
    for path, _ in sources(root):
        for said in {path.stem, *path.parent.parts} & NAMES_THAT_SAY_NOTHING:
            yield f"{path}: name it for its subject, not “{said}”"


def finished(root: Path) -> Iterator[str]:
    for path in _texts(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNFINISHED.search(line):
                yield f"{path.relative_to(root)}:{number}: unfinished"


def measures_and_charts_are_pure(root: Path) -> Iterator[str]:
    for path, tree in sources(root):
        if path.stem in PURE:
            for module in sorted(imported(tree)):
                if any(f"{module}.".startswith(f"{name}.") for name in NOT_IN_PURE):
                    yield f"{path}: imports {module}"


def caches_take_scalars(root: Path) -> Iterator[str]:
    """A frame given to `st.cache_data` can return another frame's answer."""
    enumerations = {
        node.name
        for _, tree in sources(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith("Enum") for base in node.bases)
    }
    for path, tree in sources(root):
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef) or not _is_cached(node):
                continue
            given = node.args
            for one in (*given.posonlyargs, *given.args, *given.kwonlyargs):
                kind = "" if one.annotation is None else ast.unparse(one.annotation)
                words = set(kind.replace("None", "").replace("|", " ").split())
                if not one.arg.startswith("_") and not (words and words <= SCALARS | enumerations):
                    yield f"{path}:{one.lineno}: {node.name} is kept by {one.arg}: {kind or '?'}"
            if given.vararg or given.kwarg:
                yield f"{path}:{node.lineno}: {node.name} is kept by what it does not name"


RULES = (
    layers, screen, pages_import_little, pages_are_nested, pages_begin_with_the_guard,
    pages_define_nothing, pages_hold_no_state, no_html, files_by_our_own_route,
    statements_know_whose, one_clock, sizes, names, finished, measures_and_charts_are_pure,
    caches_take_scalars,
)  # fmt: skip


def sources(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    """The program: the frame, the pages and the package; paths from the root."""
    return parsed(root, "app.py", "serve.py", "pages/**/*.py", "scorecards/**/*.py")


def parsed(root: Path, *patterns: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(found for pattern in patterns for found in root.glob(pattern)):
        yield path.relative_to(root), ast.parse(path.read_text(encoding="utf-8"))


def pages(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    return ((path, tree) for path, tree in sources(root) if part_of(path) == "pages")


def _texts(root: Path) -> Iterator[Path]:
    """What people write here, at the top and in our own folders."""
    found = [*root.glob("*"), *(path for folder in OURS for path in (root / folder).rglob("*"))]
    return (path for path in sorted(found) if path.is_file() and path.name.endswith(TEXTS))


def part_of(path: Path) -> str:
    """Which part of a layer a file belongs to; the door of the command line is a part of it."""
    if path.parts[0] != "scorecards":
        return Path(path.parts[0]).stem
    part = Path(path.parts[1]).stem
    return "cli" if part == "__main__" else part


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere in a file, by its whole name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written whole"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _part_named(module: str) -> str | None:
    first, *rest = module.split(".")
    if first in ("app", "serve", "pages"):
        return first
    return rest[0] if first == "scorecards" and rest else None


def _may_import(part: str, other: str) -> bool:
    mine, theirs = LAYER_OF[part], LAYER_OF[other]
    return theirs < mine or mine == theirs == 0


def _packages(tree: ast.Module) -> set[str]:
    return {module.split(".")[0] for module in imported(tree)}


def _is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import | ast.ImportFrom)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_cached(function: ast.FunctionDef) -> bool:
    marks = (ast.unparse(mark).split("(")[0] for mark in function.decorator_list)
    return any(mark.split(".")[-1] == "cache_data" for mark in marks)


def _dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute) else ""
