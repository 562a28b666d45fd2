"""Some hundreds of texts that try to act, made from families: the corpus for whatever people post.

Begun by `tests.payloads`. Addresses point to a host that does not exist, so that whatever is
fetched is seen.
"""

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

from tests.payloads import ELSEWHERE, PAYLOADS


TITLE = "document.title='taken'"
_O = ELSEWHERE
_HANDLERS = ("onerror", "onload", "onclick", "onfocus", "onmouseover", "onanimationstart")
_TAGS = ("img src=x", "svg", "body", "input autofocus", "video src=x", "audio src=x", "marquee",
         "details open", "iframe", "select autofocus")  # fmt: skip
_SCRIPTS = (
    "<script>{}</script>", "<SCRIPT>{}</SCRIPT>", "<scr<script>ipt>{}</scr</script>ipt>",
    "<script\n>{}</script>", "<script/x>{}</script>", '"><script>{}</script>',
    "'><script>{}</script>", "</textarea><script>{}</script>", "</title><script>{}</script>",
    "<!--><script>{}</script>-->", "<![CDATA[<script>{}</script>]]>", "<script src=data:,{}>",
    "<style><script>{}</script></style>", "<noscript><p title='</noscript><script>{}</script>'>",
    "<template><script>{}</script></template>", "<math><script>{}</script></math>",
)  # fmt: skip
_SCHEMES = (
    "javascript:{}", "JAVASCRIPT:{}", "java\nscript:{}", "java\tscript:{}", "\x01javascript:{}",
    "javascript&colon;{}", "&#106;avascript:{}", "&#x6A;avascript:{}", "vbscript:{}",
    "data:text/html,<script>{}</script>", "view-source:javascript:{}", "//outside.invalid/{}",
    "https:outside.invalid/{}", "https:///outside.invalid/{}", "\\\\outside.invalid\\{}",
)  # fmt: skip
_LINKS = ("[press]({})", "<{}>", "[press]: {}", "<a href='{}'>press</a>")
_PICTURES = (
    "![p]({})", "![p](<{}>)", "![p]({} 'title')", "[![p]({})](x)", "![p][r]\n\n[r]: {}",
    "<img src='{}'>", "<img srcset='{} 2x'>", "<picture><source srcset='{}'></picture>",
    "<input type=image src='{}'>", "<image href='{}'>", "<svg><image href='{}'/></svg>",
    "<link rel=preload as=image href='{}'>", "<div style='background:url({})'>",
    "<style>*{{background:url({})}}</style>", "<video poster='{}'>", "<embed src='{}'>",
    "<table background='{}'>", "@import url({});", ":material/image: ![p]({})",
)  # fmt: skip
_PLACES = (f"{_O}/p.png", "//outside.invalid/p.png", f"{_O}/p.svg#x")
_COLOURS = ("red", "orange", "yellow", "green", "blue", "violet", "gray", "grey", "rainbow",
            "primary")  # fmt: skip
_DIRECTIVES = (":{}[text]", ":{}-background[text]", ":{}-badge[text]", ":{}[:{}[text]]")
_ICONS = (":material/delete:", ":material/home:", ":streamlit:", ":smile:", ":+1:", ":small[x]",
          ":badge[x]", ":shimmer[x]")  # fmt: skip
_FORMULAS = (
    "$x$", "$$x$$", "\\(x\\)", "\\[x\\]", "$\\href{javascript:x}{y}$", "$\\url{x}$",
    "$\\includegraphics{x}$", "$\\htmlClass{x}{y}$", "$\\htmlStyle{color: red;}{y}$",
    "$\\rule{500em}{500em}$", "$" + "\\frac{" * 30 + "$", "$\\def\\x{\\x\\x}\\x$",
    "```math\nx\n```", "$`x`$",
)  # fmt: skip
_TURNERS = ("\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069",
            "\u200e", "\u200f", "\u061c", "\ufeff", "\u200b", "\u2060", "\x00", "\x1b[31m",
            "\x08", "\x7f", "\x85", "\u2028")  # fmt: skip
_MARKS = ("\u0334", "\u0489", "\u20d2", "\u0300\u0301\u0302\u0303\u0304\u0305")
_BLOCKS = (
    "    four blanks *make* code", "\tA tab makes code", "```\nfence\n```", "~~~\nfence\n~~~",
    "> quoted\n> lines", "1. one\n2. two", "- [ ] a task\n- [x] done", "Heading\n=======",
    "Heading\n-------", "|a|b|\n|-|-|\n|c|d|", "***\n---\n___", "[^1]: note", "<!-- x -->",
    "+++\ntitle = 'x'\n+++", "---\nkey: value\n---", ":::note\nx\n:::", "$$\nx\n$$",
    "a  \nb\\\nc", "&nbsp;&lt;&gt;&amp;&#60;", "#" * 7, "line\n\n\n\nline",
)  # fmt: skip


def _families() -> Iterator[str]:
    yield from PAYLOADS
    yield from (f"<{tag} {handler}={TITLE}>" for tag, handler in product(_TAGS, _HANDLERS))
    yield from (each.format(TITLE) for each in _SCRIPTS)
    yield from (quote(each.format(TITLE)) for each in _SCRIPTS[:4])
    yield from (link.format(each.format(TITLE)) for link, each in product(_LINKS, _SCHEMES))
    yield from (each.format(place) for each, place in product(_PICTURES, _PLACES))
    yield from (each.format(colour, colour) for each, colour in product(_DIRECTIVES, _COLOURS))
    yield from _ICONS
    yield from _FORMULAS
    yield from (f"before{turner}after{turner}" for turner in _TURNERS)
    yield from (f"z{mark * 30}algo" for mark in _MARKS)
    yield from _BLOCKS


CORPUS = tuple(dict.fromkeys(_families()))
assert len(CORPUS) >= 300
