"""The text of items on screen: escaped, links that say where they lead, tables as real tables."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import as_read, leaves
from tests.payloads import ELSEWHERE, PAYLOADS, TURNING


def drawn(*texts):
    """The texts as a screen of their own has them."""

    def script(texts):
        from scorecards.ui import prose  # noqa: PLC0415

        for text in texts:
            prose.write(text)

    window = AppTest.from_function(script, args=(texts,), default_timeout=30).run()
    assert not window.exception
    return window


def shown(window):
    return [(leaf.type, as_read(str(leaf.value))) for leaf in leaves(window.main)]


def test_every_payload_is_shown_as_it_was_written():
    ours = [text for text in PAYLOADS if "**" not in text and f"]({ELSEWHERE}" not in text]
    assert len(ours) >= 60
    assert shown(drawn(*ours)) == [("markdown", text) for text in ours]


@pytest.mark.parametrize(("text", "as_shown"), TURNING)
def test_letters_that_turn_a_line_round_are_not_shown(text, as_shown):
    assert shown(drawn(text)) == [("markdown", as_shown)]


def test_every_sign_that_streamlit_reads_is_escaped():
    (element,) = drawn(":red[x] $x$ ![p](http://a.invalid) <b> :material/check: a -> b").markdown
    assert element.value == (
        r"\:red\[x\] \$x\$ \!\[p\]\(http\://a\.invalid\) \<b\> "
        "\\:\u2060material/check\\: a \\-\u2060\\> b"
    )


def test_a_picture_becomes_a_link_that_says_where_it_leads():
    (element,) = drawn(f"![picture]({ELSEWHERE}/p.png)").markdown
    assert element.value == rf"\![picture](<{ELSEWHERE}/p.png>) \(opens outside\.invalid\)"


def test_strong_words_points_and_numbers_are_marked_by_us_alone():
    window = drawn("**Be *kind* **, now", "- a\n- b_c_", "1. a\n2. b", "- [ ] done?")
    assert [element.value for element in window.markdown] == [
        r"\*\*Be \*kind\* \*\*, now",
        "- a\n- b\\_c\\_",
        "1. a\n2. b",
        "- ☐ done?",
    ]
    (strong,) = drawn("**Be *kind***, now").markdown
    assert strong.value == r"**Be \*kind**\*, now"


def test_a_table_of_the_text_is_a_real_table_with_escaped_cells():
    window = drawn("| Year | Year |\n|---|---|\n| 2024/25 | :red[x] |\n")
    (table,) = window.table
    assert [as_read(name) for name in table.value.columns] == ["Year (1)", "Year (2)"]
    assert table.value.iloc[0].to_list() == ["2024/25", r"\:red\[x\]"]
