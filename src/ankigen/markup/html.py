"""Text → the HTML of a field.

Blanks, math and media leave the text before Markdown sees it; a token, which Markdown takes for a letter, keeps their
place.  What is left has no meaning to Anki that its author did not give it: braces, `[sound:`, `[latex]`, `\\(` typed as
text are shown as typed.  A text of one line is never a list, a heading or a quotation, so “1. January” stays a date; and
where nothing in it is Markdown, no parser is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Literal, NamedTuple

from ankigen.markup.scan import Mode, Span, scan
from ankigen.model import Blank

Resolve = Callable[[str], str | None]
Html = Literal["escape", "sanitise"]

SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".aac", ".flac", ".webm", ".mp4")  # Anki plays films the same way

ACTIVE = re.compile(r"[\n`*_\\]|\]\(|<[A-Za-z/!?]|&#?\w+;")
"""What can be Markdown in a text; `[a](b)` and `![a](b)` have `](`."""

_MADE = re.compile(r"[\\`*_\[\]{}$&<>\n\r\t:\x00\ud800-\udfff\ufdd0-\ufdef]")
_UNWANTED = re.compile(r"[\x00\ufdd0-\ufdef]")
_LONE = re.compile(r"[\ud800-\udfff]")
_RAW_HTML = re.compile(r"<[A-Za-z/!?]")
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # never characters: the reader refuses them
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PART = re.compile(rf"""(<(?:"[^"]*"|[^">])*>)|{_OPEN}(\d+){_CLOSE}""")
_BLOCK = re.compile(r"</?(?:p|br|hr|h[1-6]|li|ul|ol|pre|blockquote|table|t[rhd]|thead|tbody|div|d[ltd])\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t\n]+")

_TYPED = re.compile(r"[{}]|\\(?=[(\[]|\Z)|\[(?=/?(?:sound:|latex\]|\$|anki:))", re.IGNORECASE)
_COLON = re.compile(r":(?=:|\Z)")
# MathJax reads what is shown, so an entity would not keep it from `\(`; a border of elements does.
_SHOWN = {"{": "&#123;", "}": "&#125;", "[": "&#91;", "\\": "<span>\\</span>"}


class Piece(NamedTuple):
    """What a token stands for: its HTML, its words, and how it was typed."""

    html: str
    words: str
    typed: str


@dataclass(slots=True)
class Setting:
    """How a text is set, and what was met in it."""

    resolve: Resolve
    html: Html = "escape"
    blanks: bool = False
    words: Literal["", "answers", "marked"] = ""  # only the words: with blanks as their answers, or still marked
    groups: dict[object, int] = field(default_factory=dict)
    answers: list[Blank] = field(default_factory=list)

    def number(self, span: Span, words: str) -> str:
        """Anki's number of a blank: 1, 2, 3 … by first appearance; what the author numbered alike stays together."""
        keys: tuple[int | object, ...] = span.numbers or (object(),)
        for key in keys:
            at = self.groups.setdefault(key, len(self.answers) + 1)
            if at > len(self.answers):
                self.answers.append(Blank("", key if isinstance(key, int) else 0))
            old = self.answers[at - 1]
            self.answers[at - 1] = Blank(f"{old.text} / {words}" if old.text else words, old.written)
        return ",".join(str(number) for number in sorted(self.groups[key] for key in keys))


def set_text(text: str, setting: Setting, mode: Mode = "text", inside: bool = False) -> str:
    """The HTML of `text`; `inside` a blank, colons keep clear of Anki's `::`."""
    text = tidy(text)
    if not _MADE.search(text):
        return text
    if mode == "math":
        return _math(text, setting, inside)
    if mode == "code":
        text = text.replace("\\::", "::") if inside else text
    pieces: list[Piece] = []
    words = _with_tokens(text, setting, mode, inside, pieces)
    html = escape(words, quote=False) if mode == "code" or not ACTIVE.search(words) else _markdown(words, setting, pieces)
    return _filled(html, setting, pieces, inside)


def tidy(text: str) -> str:
    """`text` as the rest of this room takes it: no space around, one kind of line end, no character that is none."""
    text = text.strip(" \t\r\n")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE.sub("\ufffd", _UNWANTED.sub("", text)) if not text.isascii() or "\x00" in text else text


def words_of(html: str) -> str:
    """What a person reads of some HTML."""
    return _SPACES.sub(" ", unescape(_TAG.sub("", _BLOCK.sub(" ", html)))).strip(" ")


def _with_tokens(text: str, setting: Setting, mode: Mode, inside: bool, pieces: list[Piece]) -> str:
    """`text` with a token for each span."""
    if "$" not in text and not (setting.blanks and "{{" in text):
        return text
    out: list[str] = []
    at = 0
    for span in scan(text, setting.blanks, mode)[0]:
        out += text[at : span.start], keep(_piece(text, span, setting, inside), pieces)
        at = span.end
    return "".join(out) + text[at:]


def keep(piece: Piece, pieces: list[Piece]) -> str:
    """A token for `piece`."""
    pieces.append(piece)
    return f"{_OPEN}{len(pieces) - 1}{_CLOSE}"


def typed(text: str, pieces: list[Piece]) -> str:
    """`text` with its tokens as they were typed."""
    return _TOKEN.sub(lambda token: pieces[int(token[1])].typed, text) if _OPEN in text else text


def _piece(text: str, span: Span, setting: Setting, inside: bool) -> Piece:
    source, body = text[span.start : span.end], text[slice(*span.body)]
    if span.kind == "literal":
        return Piece("&#123;&#123;", "{{", source)
    if span.kind == "blank":
        html, words = _blank(text, span, setting)
        return Piece(html, words, source)
    words = _SPACES.sub(" ", set_text(body, Setting(setting.resolve, blanks=setting.blanks, words="answers"), "math")).strip()
    words = unescape(words)
    if setting.words:
        return Piece("", words, source)
    left, right = (r"\(", r"\)") if span.kind == "math" else (r"\[", r"\]")
    return Piece(f"{left}{_math(body, setting, inside)}{right}", words, source)


def _blank(text: str, span: Span, setting: Setting) -> tuple[str, str]:
    """A blank as Anki reads it, and its words."""
    body = text[slice(*span.body)]
    kind: Literal["answers", "marked"] = "marked" if setting.words == "marked" else "answers"
    bare = set_text(body, Setting(setting.resolve, blanks=True, words=kind), span.mode, inside=True)
    words = words_of(bare) if span.mode == "text" else unescape(bare)
    if setting.words:
        return "", f"{{{{{words}}}}}" if kind == "marked" else words
    number = setting.number(span, words)
    answer = set_text(body, setting, span.mode, inside=True)
    hint = ""
    if span.hint:
        hint = "::" + set_text(text[slice(*span.hint)], Setting(setting.resolve, setting.html), span.mode, inside=True)
    closing = " " if span.mode == "math" and (hint or answer).endswith("}") else ""
    return f"{{{{c{number}::{answer}{hint}{closing}}}}}", words


def _math(tex: str, setting: Setting, inside: bool) -> str:
    """TeX that Anki's blanks do not stumble over: `{{`, `}}` and `::` get a space between, as Anki's manual advises."""
    out: list[str] = []
    at = 0
    spans = scan(tex, mode="math")[0] if setting.blanks and "{{" in tex else []
    for span in spans:
        if span.kind == "literal":
            continue
        before = _tex(tex[at : span.start], setting, inside)
        html, words = _blank(tex, span, setting)
        out += before, " " if before.endswith("{") else "", escape(words, quote=False) if setting.words else html
        at = span.end
    rest = _tex(tex[at:], setting, inside)
    return "".join(out) + (" " if spans and rest.startswith("}") else "") + rest


def _tex(tex: str, setting: Setting, inside: bool) -> str:
    html = escape(tex, quote=False)
    if setting.words:
        return html
    html = re.sub(r"([{}])(?=\1)", r"\1 ", html)
    html = re.sub(r":(?=:|\Z)", ": ", html) if inside else html
    return re.sub(r"\[(?=/?(?:sound:|latex\]|\$|anki:))", "&#91;", html, flags=re.IGNORECASE)


def _markdown(words: str, setting: Setting, pieces: list[Piece]) -> str:
    from ankigen.markup.parser import markdown

    raw = setting.html == "sanitise" and _RAW_HTML.search(words) is not None
    html = markdown(words, raw, setting, pieces)
    if raw:
        from ankigen.markup.parser import sanitised

        html = sanitised(html)
    return html


def _filled(html: str, setting: Setting, pieces: list[Piece], inside: bool) -> str:
    """`html` with its pieces put back, and nothing else in it that means something to Anki."""
    out: list[str] = []
    at = 0
    for part in _PART.finditer(html):
        out.append(_shown(html[at : part.start()], setting, inside))
        if part[1]:
            out.append(_attributes(part[1], pieces, inside))
        elif int(part[2]) < len(pieces):
            piece = pieces[int(part[2])]
            out.append(escape(piece.words, quote=False) if setting.words else piece.html)
        at = part.end()
    out.append(_shown(html[at:], setting, inside))
    return "".join(out)


def _shown(text: str, setting: Setting, inside: bool) -> str:
    if setting.words or not text:
        return text
    text = _TYPED.sub(lambda found: _SHOWN[found[0]], text)
    return _COLON.sub("&#58;", text) if inside else text


def _attributes(tag: str, pieces: list[Piece], inside: bool) -> str:
    if "=" not in tag:
        return tag
    tag = _TOKEN.sub(lambda token: escape(pieces[int(token[1])].words) if int(token[1]) < len(pieces) else "", tag)
    tag = re.sub(r"[{}\[\\]", lambda found: f"&#{ord(found[0])};", tag)
    return tag.replace("::", "&#58;&#58;") if inside else tag
