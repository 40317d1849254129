"""Text → numbered lines, cleaned of what no text should hold.  HTML becomes Markdown lines that keep their HTML line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ankigen.draft.model import Gloss, Line

_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BLOCK_TAG = re.compile(r"</(?:p|li|h[1-6]|div|td|ul|ol|table|article|section)\s*>", re.I)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(slots=True)
class Source:
    """The lines of a page, and what an HTML page says of itself in its head: title, date, site, address."""

    lines: list[Line]
    meta: dict[str, tuple[str, int]] = field(default_factory=dict)
    glosses: list[Gloss] = field(default_factory=list)
    html: bool = False


def read_lines(text: str) -> Source:
    """The lines of a page of plain text, Markdown or HTML (told apart by looking)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    if _HTML.match(text) or len(_BLOCK_TAG.findall(text[:200_000])) >= 3:
        return _from_html(text)
    meta: dict[str, tuple[str, int]] = {}
    numbered = [Line(number, clean(line)) for number, line in enumerate(text.split("\n"), 1)]
    if numbered and numbered[0].text.strip() == "---":
        numbered = _front_matter(numbered, meta)
    return Source(numbered, meta)


def clean(text: str) -> str:
    """A line without invisible characters, in composed form, with ordinary spaces."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACES.sub(" ", text))).rstrip()


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _front_matter(lines: list[Line], meta: dict[str, tuple[str, int]]) -> list[Line]:
    """Takes `title:`, `date:` and `source:` from a Markdown file's YAML head."""
    for at, line in enumerate(lines[1:40], 1):
        if line.text.strip() in ("---", "..."):
            return lines[at + 1 :]
        key, colon, value = line.text.partition(":")
        name = {"title": "title", "date": "date", "source": "site", "url": "url", "link": "url"}.get(key.strip().lower())
        if colon and name and value.strip():
            meta[name] = (value.strip().strip("\"'"), line.number)
    return lines


_SKIP = frozenset(
    "script style noscript template svg iframe nav footer aside form button select option input textarea head "
    "canvas object video audio".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li main "
    "ol p pre section summary table tbody thead tfoot tr ul center".split()
)
_SITE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|share|sharing|social|comments?|sidebar|cookies?|footer|advert\w*|ads?|promo|"
    r"newsletter|subscribe|popup|modal|related-posts|pagination|toc|login|signup|masthead|skip-link|"
    r"screen-reader-text|sr-only|widget|hidden)(?:$|[\s_-])",
    re.I,
)
_DEFINITION = re.compile(
    r"(?:^|[\s_-])(?:definition|define|defined-term|term|glossary|gloss|tooltip|dfn|keyword|vocab\w*)(?:$|[\s_-])", re.I
)
_MEANINGS = ("data-definition", "data-def", "data-meaning", "data-tooltip", "data-title", "data-content", "data-gloss", "title")


def _from_html(text: str) -> Source:
    from lxml import etree, html

    source = Source([], html=True)
    try:
        # Without its declaration: lxml refuses text that says its own encoding.
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}>", "", text))
    except (etree.LxmlError, ValueError):
        return source
    _read_head(root, source)
    body = root.find("body")
    body = root if body is None else body
    whole = len(body.text_content())
    for xpath in (".//main", ".//*[@role='main']", ".//article"):
        inner = [one for one in body.findall(xpath) if len(one.text_content()) > whole * 0.4]
        if inner:
            body = max(inner, key=lambda one: len(one.text_content()))
            break
    _Emitter(source).run(body)
    return source


def _read_head(root: Any, source: Source) -> None:
    for tag in root.iter("meta", "title", "link", "time"):
        line, get = tag.sourceline or 1, tag.get
        name = (get("property") or get("name") or get("itemprop") or "").lower()
        found = {
            "og:title": "title",
            "article:published_time": "date", "datepublished": "date", "date": "date", "pubdate": "date", "dc.date": "date",
            "og:site_name": "site", "og:url": "url",
        }.get(name)  # fmt: skip
        value = get("content") or ""
        if tag.tag == "title":
            found, value = "page title", tag.text_content()
        elif tag.tag == "link" and get("rel") == "canonical":
            found, value = "url", get("href") or ""
        elif tag.tag == "time" and get("datetime"):
            found, value = "date", get("datetime") or ""
        if found and value.strip():
            source.meta.setdefault(found, (_one_line(value), line))


class _Emitter:
    """Walks a tree and writes one Markdown line per block."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.buffer: list[str] = []
        self.line = 1
        self.prefix = ""

    def run(self, body: Any) -> None:
        self.walk(body)
        self.flush()

    def flush(self) -> None:
        text = re.sub(r"\*\*\s*\*\*", "", _one_line("".join(self.buffer)))
        self.buffer.clear()
        if text:
            self.source.lines.append(Line(self.line, self.prefix + text))
            self.prefix = "  " if self.prefix else ""

    def add(self, text: str | None, line: int | None) -> None:
        if not text:
            return
        if not self.buffer and text.strip():
            self.line = line or self.line
        if self.buffer or text.strip():
            self.buffer.append(text)

    def walk(self, node: Any) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIP or _is_site(node):
            return
        line = node.sourceline
        if tag == "table":
            self.flush()
            self.table(node)
            return
        if tag == "br":
            self.flush()
            return
        if tag == "sup" and re.fullmatch(r"\s*\[?\w{1,3}\]?\s*", node.text_content()) and node.find(".//a") is not None:
            return
        block, before = tag in _BLOCK, self.prefix
        if block:
            self.flush()
            self.prefix = self.prefix_of(node, tag, before)
        strong = tag in ("strong", "b")
        if strong:
            self.add("**", line)
        self.gloss(node, tag)
        self.add(node.text, line)
        for child in node:
            self.walk(child)
            self.add(child.tail, child.sourceline if child.tag == "br" else line)
        if strong:
            self.buffer.append("**")
        if block:
            self.flush()
            self.prefix = before if tag == "li" else ""

    def prefix_of(self, node: Any, tag: str, before: str) -> str:
        if tag[0] == "h" and tag[1:].isdigit():
            return "#" * int(tag[1:]) + " "
        if tag == "li":
            parent = node.getparent()
            if parent is not None and parent.tag == "ol":
                start = parent.get("start") or ""
                first = int(start) if start.isdigit() and len(start) < 6 else 1
                number = [child for child in parent if child.tag == "li"].index(node) + first
                kind = parent.get("type") or ("a" if "alpha" in (parent.get("style") or "") else "1")
                return f"({chr(96 + number)}) " if kind in "aA" and number <= 26 else f"{number}. "
            return "- "
        return before if before.strip() and tag in ("p", "div", "span") else ""

    def gloss(self, node: Any, tag: str) -> None:
        """A term whose meaning stands in an attribute, or in the `dd` after its `dt`."""
        meaning = ""
        if tag == "dt" and (following := node.getnext()) is not None and following.tag == "dd":
            meaning = following.text_content()
        elif tag in ("abbr", "dfn", "acronym", "span", "a", "mark") and (
            tag in ("abbr", "dfn", "acronym") or _DEFINITION.search(node.get("class") or "") or node.get("data-definition")
        ):
            meaning = next((node.get(name) for name in _MEANINGS if node.get(name)), "") or ""
        term, meaning = _one_line(node.text_content()), _one_line(meaning)
        if term and meaning and term != meaning and len(term) <= 80:
            self.source.glosses.append(Gloss(term.rstrip(":"), meaning, node.sourceline or 1))

    def table(self, node: Any) -> None:
        """Rows as pipe-table lines; a table that only lays out the page is walked as text."""
        rows = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if max((len(row) for row in cells), default=0) < 2 or node.find(".//table") is not None:
            for row in cells:
                for cell in row:
                    self.walk_children(cell)
            return
        for at, row in enumerate(cells):
            texts = [_one_line(cell.text_content()).replace("|", "\\|") for cell in row]
            line = (row[0].sourceline if row else node.sourceline) or 1
            self.source.lines.append(Line(line, "| " + " | ".join(texts) + " |"))
            if at == 0 and len(rows) > 1:
                self.source.lines.append(Line(line, "|" + "---|" * len(row)))

    def walk_children(self, node: Any) -> None:
        self.add(node.text, node.sourceline)
        for child in node:
            self.walk(child)
            self.add(child.tail, node.sourceline)
        self.flush()


def _is_site(node: Any) -> bool:
    """Whether a part belongs to the site, not to the article."""
    if node.tag in ("body", "main", "article", "html", "span", "abbr", "dfn", "a", "mark"):
        return False
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return bool(
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or node.get("role") in ("navigation", "banner", "contentinfo", "complementary", "search")
        or re.search(r"display\s?:\s?none", node.get("style") or "")
        or (len(named) < 300 and _SITE.search(named))
    )


