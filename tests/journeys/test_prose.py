"""Hostile text of an item in a real browser: shown as it stands, and nothing happens."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.payloads import ELSEWHERE, PAYLOADS, TURNING
from tests.places import PROJECT


TEXTS = [*PAYLOADS, *(text for text, _ in TURNING)]
SHOWN = [*PAYLOADS, *(shown for _, shown in TURNING)]
SCRIPT = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
import streamlit as st
from scorecards.ui import prose, style
from tests.journeys.test_prose import TEXTS
style.apply()
for number, text in enumerate(TEXTS):
    with st.container(key=f"text-{{number}}"):
        prose.write(text)
"""


@contextmanager
def drawn(folder):
    """The texts on a screen of their own."""
    script = folder / "texts.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", port,
               "--server.address", "127.0.0.1", "--server.headless", "true",
               "--browser.gatherUsageStats", "false"]  # fmt: skip
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, "SCORECARDS_HOME": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = next((line for line in iter(process.stdout.readline, "") if "URL" in line), "")
        assert port in said, said
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()


def test_every_payload_is_text_in_a_browser_and_nothing_is_fetched(tmp_path, chrome):
    with drawn(tmp_path) as site:
        page = chrome.new_page()
        fetched, spoke = [], []
        page.on("request", lambda request: fetched.append(request.url))
        page.on("dialog", lambda dialog: (spoke.append(dialog.message), dialog.dismiss()))
        page.goto(site)
        expect(page.locator(f".st-key-text-{len(TEXTS) - 1}")).to_be_visible()
        page.wait_for_load_state("networkidle")
        wrong = []
        for number, text in enumerate(SHOWN):
            place = page.locator(f".st-key-text-{number}")
            told = " ".join(place.inner_text().replace("\u2060", "").split())
            if told != " ".join(as_marked(text).split()):
                wrong.append((text, told))
            leads = place.locator("a").evaluate_all("all => all.map(a => a.protocol)")
            assert set(leads) <= {"https:", "http:", "mailto:", ":"}, text  # “:” leads nowhere
            odd = place.locator("script, img, svg, iframe, video, object, form, em, del, code, h1, "
                                "h2, h5, .katex, [role=img], [style*=color]")  # fmt: skip
            assert odd.count() == 0, text
        assert wrong == []
        assert [url for url in fetched if not url.startswith((site, "data:", "blob:"))] == []
        assert not [url for url in fetched if ELSEWHERE in url]
        assert (spoke, page.title()) == ([], "Streamlit")
        page.close()


def as_marked(text):
    """As it is read: links and strong words are ours, the rest stands as written."""
    ours = {
        f"![picture]({ELSEWHERE}/p.png)": "!picture (opens outside.invalid)",
        f"[![picture]({ELSEWHERE}/p.png)]({ELSEWHERE})":
            f"[!picture (opens outside.invalid)]({ELSEWHERE})",
        ":orange[**strong :red[inside]**]": ":orange[strong :red[inside]]",
        "*slanted* _slanted_ ***both*** ~~through~~": "*slanted* _slanted_ *both* ~~through~~",
    }  # fmt: skip
    return ours.get(text, text)
