"""What an author would not see as he meant it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ankigen.markup.easy import easy_markdown, is_easy
from ankigen.markup.html import LINK, Setting, set_text
from ankigen.markup.scan import Mode, Scan, scan
from ankigen.patterns import pattern

_LEFT_OVER = (
    (pattern(r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\d )\*\*(?! \d)"), "The `**` has no partner and will be shown.",
     "Write `**` on both sides without a space inside, or `\\*` for an asterisk."),
    (pattern(r"(?<![_\w])__(?=[^\W_])|(?<=[^\W_])__(?![_\w])"), "The `__` has no partner and will be shown.",
     "Write `**` on both sides, or `\\_` for an underscore."),
    (pattern(r"~~(?=\S)|(?<=\S)~~"), "`~~` strikes nothing out and will be shown.", "Leave it out."),
    (pattern(r"`+"), "The backtick has no partner and will be shown.", "Close the code with a backtick, or write `\\``."),
    (pattern(r"\]\("), "The link or picture is not closed, or its address has a space; it will be shown as typed.",
     "Write `[words](address)`; an address with spaces stands in `<…>`."),
)  # fmt: skip
_RAW = pattern(r"</?[A-Za-z][\w-]*(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>|<!--")  # not “a <b and c> d”
_MAY_BE_LEFT = pattern(r"\*\*|__|~~|`|\]\(|\]:|<[A-Za-z/!]")
_DOLLAR = pattern(r"\$\$|(?<![A-Z$])\$(?:(?=[A-Za-z\\(]|\{(?!\{))|(?= [^$\n]*[\\^_=][^$\n]*\$))")
_OTHER_MATH = pattern(r"\\\((?:\w|[^\n]{0,200}?[\\^_={}][^\n]{0,200}?)\\\)|\\\[[^\n]{0,200}?[\\^_={}][^\n]{0,200}?\\\]")
_ENTITY = pattern(r"&#?\w+;")


class Fault(NamedTuple):
    """A fault of markup: where it is in the text, its name, a sentence, and what to write instead.

    The names: `bad-blank` only matters where a text may have blanks; `raw-html` only where raw HTML is shown as text;
    `stray-markup` everywhere.
    """

    offset: int
    name: str
    message: str
    hint: str


def faults(text: str) -> list[Fault]:
    """Every fault of the text's markup, in order.  Raises nothing."""
    return [] if all(map(is_easy, text.split("\n"))) else sorted(set(_faults(text, 0, "text")))


def media_paths(text: str) -> list[tuple[str, int]]:
    """Every path of a picture or sound as `render` would resolve it, with its offset in the text."""
    if "![" not in text:
        return []
    paths: list[str] = []
    set_text(text, Setting(paths.append, blanks=True))
    found = []
    for path in dict.fromkeys(paths):
        places = [match.start(1) for match in re.finditer(rf"(?:\]\(|\]:)\s*<?({re.escape(path)})", text)]
        found += [(path, at) for at in (places or [text.index("![")])[: paths.count(path)]]
    return sorted(found, key=lambda pair: pair[1])


def _faults(text: str, offset: int, mode: Mode) -> Iterator[Fault]:
    seen = scan(text, mode=mode)
    for bad in seen.bad:
        yield Fault(offset + bad.offset, "bad-blank", bad.message, bad.hint)
    for span in seen.spans:
        if span.kind != "literal":
            yield from _faults(text[slice(*span.body)], offset + span.body[0], span.mode)
        if span.hint:
            hint = text[slice(*span.hint)]
            yield from (fault for fault in _faults(hint, offset + span.hint[0], span.mode) if fault.name != "bad-blank")
    if mode == "text":
        for fault in _in_text(text, seen):
            yield fault._replace(offset=fault.offset + offset)


def _in_text(text: str, seen: Scan) -> Iterator[Fault]:
    """The faults outside blanks, code and math."""
    blanks = [(span.start, span.end) for span in seen.spans if span.kind == "blank"]
    for at in _starts(_OTHER_MATH, text, [*blanks, *(span for span in seen.closed if span[1] - span[0] > 2)]):
        yield Fault(at, "stray-markup", "Math in `\\(…\\)` or `\\[…\\]` will be shown as brackets.", "Write `$…$` or `$$…$$`.")
    for at in _starts(_DOLLAR, text, [*blanks, *seen.closed]):
        if text.startswith("$ ", at):
            message, hint = "Math does not start with a space, so the dollars will be shown.", "Write `$x$` without spaces inside."
        else:
            message, hint = "The `$` has no partner and will be shown.", "Close the math with a `$`, or write `\\$` for a dollar."
        yield Fault(at, "stray-markup", message, hint)
    if _MAY_BE_LEFT.search(text):
        yield from _left_over(text, _masked(text, [*blanks, *seen.closed]))


def _left_over(text: str, masked: str) -> Iterator[Fault]:
    """What the parser leaves of signs that were meant as markup."""
    if "~~" not in masked and easy_markdown(masked) is not None:
        return
    from ankigen.markup.parser import parser_for

    parser = parser_for(False)
    masked = _ENTITY.sub(lambda found: "x" * len(found[0]), masked)
    at = 0
    for block in parser.parse(masked) if "\n" in text.strip() else parser.parseInline(masked):
        for token in block.children or ():
            if token.type == "link_open" and not LINK.match(address := str(token.attrGet("href") or "")):
                yield Fault(
                    max(0, masked.find(address, at)), "stray-markup", f"The link to “{address}” will not work on a card.",
                    "Links lead to http, https and mailto.",
                )  # fmt: skip
            if token.type != "text" or (start := masked.find(token.content, at)) < 0:
                continue
            at = start + len(token.content)
            for sign, message, hint in _LEFT_OVER:
                for found in sign.finditer(masked, start, at):
                    yield Fault(found.start(), "stray-markup", message, hint)
            for found in _RAW.finditer(masked, start, at):
                yield Fault(
                    found.start(), "raw-html", "HTML is shown as text.", "Use Markdown, or set `html: sanitise` in ankigen.yaml."
                )  # fmt: skip


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with letters in place of `spans`, and as long."""
    out = list(text)
    for start, end in spans:
        out[start:end] = "".join("\n" if sign == "\n" else "x" for sign in text[start:end])
    return "".join(out)


def _starts(sign: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    """Where `sign` is found outside `spans`."""
    for found in sign.finditer(text):
        if not any(start <= found.start() < end for start, end in spans):
            yield found.start()
