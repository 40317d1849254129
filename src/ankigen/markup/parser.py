"""The Markdown parser, and what its HTML may hold.  Imported only where a text needs it."""

# ruff: noqa: ARG002  (the signatures of a renderer's rules are markdown-it's)

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from ankigen.filetypes import SOUNDS
from ankigen.markup.html import REL, Piece, Setting, attribute, keep, link_to, typed, with_words

_UNSAFE_NAME = re.compile(r"""[\[\]<>&{}"'\s/\\:]""")  # what `resolve` gives is one flat name
_ALIGN = re.compile(r"text-align:(\w+)")

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr "
    "i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
"""What raw HTML may use where a project allows it.  No `img` and no `audio`: their files would not be shipped."""

ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "reversed", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}


def markdown(text: str, raw: bool, setting: Setting, pieces: list[Piece]) -> str:
    """The HTML of `text`; a single paragraph, and all text of one line, without a `<p>` around it."""
    parser = parser_for(raw)
    env = {"setting": setting, "pieces": pieces}
    tokens = parser.parse(text, env) if "\n" in text else parser.parseInline(text, env)
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    html: str = parser.renderer.render(tokens, parser.options, env)
    return html


def sanitised(html: str) -> str:
    """`html` with nothing in it but what the tables above allow."""
    import nh3

    return nh3.clean(
        html, tags=set(TAGS), attributes={tag: set(names) for tag, names in ATTRIBUTES.items()}, allowed_classes={"div": {"table"}},
        url_schemes={"http", "https", "mailto"}, link_rel=REL,
    )


@cache
def parser_for(raw: bool) -> MarkdownIt:
    """CommonMark with tables; `raw` lets HTML through, which then has to be sanitised."""
    return _Parser("commonmark", {"html": raw}, renderer_cls=_Renderer).enable("table")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  (their name)
        return True  # links are judged where they are rendered, paths of media where they are resolved

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


class _Renderer(RendererHTML):
    """HTML without a line break between blocks, which a field of Anki does not need."""

    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: N802
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.nesting == -1:
            return f"</{token.tag}>"
        return f"<{token.tag}{self.renderAttrs(token)}>"

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return escape(tokens[idx].content, quote=False)

    def softbreak(self, *_: Any) -> str:
        return " "

    def hardbreak(self, *_: Any) -> str:
        return "<br>"

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<code>{self._code(tokens[idx].content, env)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<pre><code>{self._code(tokens[idx].content.rstrip(chr(10)), env)}</code></pre>"

    def _code(self, content: str, env: Any) -> str:
        return escape(typed(content, env["pieces"], math_only=True), quote=False)  # dollars are no math in code

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.code_block(tokens, idx, options, env)

    def table_open(self, *_: Any) -> str:
        return '<div class="table"><table>'

    def table_close(self, *_: Any) -> str:
        return "</table></div>"

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        side = _ALIGN.match(str(tokens[idx].attrGet("style") or ""))
        return f'<{tokens[idx].tag} align="{side[1]}">' if side else f"<{tokens[idx].tag}>"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.td_open(tokens, idx, options, env)

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        address = typed(str(tokens[idx].attrGet("href") or ""), env["pieces"])
        link = link_to(address)
        env.setdefault("links", []).append(bool(link))
        return link

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</a>" if env["links"].pop() else ""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A picture or a sound; where it cannot be shipped, its description."""
        token, pieces, setting = tokens[idx], env["pieces"], env["setting"]
        alt = self.renderInlineAsText(token.children, options, env).replace("\n", " ")
        path = typed(str(token.attrGet("src") or ""), pieces)
        name = setting.resolve(path) if path else None
        if not name or _UNSAFE_NAME.search(name) or setting.words:
            return escape(alt, quote=False)
        said = with_words(alt, pieces)
        shown = f"[sound:{name}]" if name.lower().endswith(SOUNDS) else f'<img src="{escape(name)}" alt="{attribute(escape(said))}">'
        return keep(Piece(path, lambda: said, lambda: shown), pieces)

