"""What eyes and hands need: a small screen, the keyboard alone, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import (
    asked,
    card,
    drawn,
    points,
    seen,
    table,
    tiles,
    until_asked,
    visit,
)


LABELS = ".js-plotly-plot .annotation"
READABLE = 4.5  # WCAG 2.2, contrast of text


@pytest.fixture
def narrow(chrome):
    context = chrome.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture(params=["light", "dark"])
def themed(request, chrome):
    context = chrome.new_context(
        viewport={"width": 1400, "height": 900}, color_scheme=request.param
    )
    yield request.param, context.new_page()
    context.close()


def test_at_390_pixels_nothing_scrolls_sideways_and_the_table_is_there(site, narrow):
    visit(narrow, site, person="manager-NMU", specialty="obstetrics")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    main = narrow.locator('[data-testid="stMain"]')
    assert main.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    assert points(narrow).count() > 10
    visible = [
        label for label in card(narrow, "quadrant").locator(LABELS).all() if label.is_visible()
    ]
    assert visible == []
    card(narrow, "quadrant").get_by_text("Show as table").click()
    expect(card(narrow, "quadrant").locator("tbody tr").first).to_be_visible()
    rows = table(card(narrow, "quadrant"))
    assert rows[0]["Specialty"] == "Obstetrics"
    assert rows[0]["Claims"] == tiles(narrow)["Claims"]
    assert main.evaluate("box => box.scrollWidth - box.clientWidth") == 0


@pytest.mark.parametrize("asked_for", [
    {}, {"person": "lead"}, *(pytest.param(each, marks=pytest.mark.slow) for each in (
        {"points": "cause"}, {"points": "injury"}, {"apart": "yes"}, {"screen": "non-clinical"},
    ))
], ids=str)  # fmt: skip
def test_at_1400_pixels_no_label_covers_another_or_leaves_the_plot(site, page, asked_for):
    visit(page, site, **{"person": "manager-NMU", "trust": "NMU", **asked_for})
    plot = card(page, "quadrant").locator(".js-plotly-plot")
    plot.scroll_into_view_if_needed()
    boxes = {}
    for label in plot.locator(".annotation").all():
        box = label.locator("text").first.bounding_box()
        assert box is not None
        boxes[f"{label.get_attribute('data-index')} {label.text_content()}"] = box
    assert len(boxes) > 6
    frame = plot.bounding_box()
    assert frame is not None
    for name, box in boxes.items():
        assert box["x"] >= frame["x"] - 1, name
        assert box["y"] >= frame["y"] - 1, name
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1, name
        assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1, name
    names = sorted(boxes)
    covered = [
        (one, other)
        for place, one in enumerate(names)
        for other in names[place + 1 :]
        if overlap(boxes[one], boxes[other])
    ]
    assert covered == []


def overlap(one: dict, other: dict, slack: float = 2) -> bool:
    """Whether two texts share more than the rim of their boxes."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > slack and down > slack


def test_everything_can_be_done_by_keyboard_and_the_focus_is_seen(site, page):
    visit(page, site, person="manager-NMU")
    whole = seen(page)

    tab_to(page, "Incident")
    assert focus_is_seen(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    until_asked(page, "basis", "notified")
    expect(page.locator(".st-key-sentence")).to_contain_text("notified from")
    drawn(page)

    tab_to(page, "Specialty, cause and more")
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Cause", exact=True)).to_be_enabled()
    tab_to(page, "Cause", exact=True)
    page.keyboard.type("Medication error")
    expect(page.get_by_role("option", name="Medication error", exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until_asked(page, "cause", "medication-error")
    expect(page.locator(".st-key-sentence")).to_contain_text("Cause: Medication error.")
    drawn(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    tab_to(page, "Reset")
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    until_asked(page, "cause", None)
    expect(page.locator(".st-key-sentence")).to_have_text(whole[0])
    drawn(page)
    assert asked(page) == {"trust": "NMU"}


def tab_to(page, name: str, *, exact: bool = False, most: int = 80) -> None:
    """Tab, as often as it takes to get to what bears this name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.ariaLabel || e.innerText || e.placeholder || '' }"
        )
        here = here.strip().split("\n")[0]
        if here == name or (not exact and here.startswith(name)):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def focus_is_seen(page) -> bool:
    """Whether what has the focus, or what holds it, is drawn otherwise than without it."""
    return page.evaluate("""() => {
        const here = document.activeElement
        const drawn = () => {
            const styles = []
            for (let e = here, up = 0; e && up < 4; up += 1, e = e.parentElement) {
                const s = getComputedStyle(e)
                styles.push(s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor)
            }
            return styles.join('|')
        }
        const focused = drawn()
        here.blur()
        const blurred = drawn()
        here.focus()
        return focused !== blurred
    }""")


def test_light_and_dark_are_both_readable(site, themed):
    theme, page = themed
    visit(page, site, person="manager-NMU")
    plot = card(page, "quadrant").locator(".js-plotly-plot")
    paper = colour(plot.locator(".main-svg").first, "background")
    ground = colour(page.locator('[data-testid="stApp"]'), "backgroundColor")
    assert (luminance(paper) > 0.5) == (theme == "light")
    assert (luminance(ground) > 0.5) == (theme == "light")
    for selector in (".xtick text", ".ytick text", ".xtitle", ".annotation text"):
        ink = colour(plot.locator(selector).first, "fill")
        assert contrast(ink, paper) >= READABLE, selector
    for selector in ("h1", ".st-key-sentence p", "[data-testid='stMetricValue']",
                     ".st-key-stamp-quadrant p", ".st-key-card-learning a"):  # fmt: skip
        ink = colour(page.locator(selector).first, "color")
        assert contrast(ink, ground) >= READABLE, selector


def colour(where, style: str) -> tuple[float, ...]:
    """A computed colour as red, green and blue from 0 to 1."""
    said = where.evaluate("(e, style) => getComputedStyle(e)[style]", style)
    numbers = re.search(r"rgba?\(([^)]+)\)", said)
    assert numbers, said
    return tuple(float(part) / 255 for part in numbers.group(1).split(",")[:3])


def luminance(rgb: tuple[float, ...]) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
