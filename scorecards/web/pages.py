"""Plain pages: one frame for all, drawn on the server. No scripts; what is put in is escaped."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
MESSAGE = "message.html"


def page(template: str, *, title: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A template of `templates`, in the frame. `title` is the one main heading, too."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(title=title, **told), status)


def message(
    title: str,
    *paragraphs: str,
    status: int = 200,
    onward: tuple[tuple[str, str], ...] = (),
) -> HTMLResponse:
    """A page that only says something. `onward`: links below it, as words and address."""
    return page(MESSAGE, title=title, status=status, paragraphs=paragraphs, onward=onward)
