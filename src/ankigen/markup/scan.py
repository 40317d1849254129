"""Where the blanks and the math of a text are, told apart from its code: one pass, before Markdown sees anything.

    {{answer}}  {{answer::hint}}  {{c1::answer}}  {{c1,2::answer::hint}}   blanks, which may hold blanks
    $x^2$  $$x^2$$                                                       math, by pandoc's rule about dollars
    \\{{                                                                  two braces that open no blank

Blanks inside code and math are blanks; a `}}` or `::` inside code or math ends no blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ankigen.patterns import pattern

Mode = Literal["text", "math", "code"]

HIGHEST = 499  # Anki makes no card for a blank of a higher number
DEEPEST = 8  # Anki reads ten blanks inside each other, older ones fewer

_HEAD = pattern(r"c(\d+(?:,\d+)*)::")
_NEARLY_HEAD = pattern(r"[cC]\s*\d+(?:\s*,\s*\d+)*\s*:{1,2}")
_NEXT: dict[Mode, re.Pattern[str]] = {
    "text": pattern(r"\\\{\{|\\[^\n]|`+|^ {0,3}~{3,}|\$\$?|\{\{|\{|\}+|::", re.MULTILINE),
    "math": pattern(r"\\\{\{|\\[^\n]|\{\{|\{|\}+|::"),
    "code": pattern(r"\\\{\{|\\::|\{\{|\{|\}+|::"),
}
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_DISPLAY = pattern(r"\$\$((?:\\[^\n]|[^\\$]|\$(?!\$))+?)\$\$")
_INLINE = pattern(r"\$(?!\s)((?:\\[^\n]|[^\\$])+)(?<!\s)\$(?!\d|\{\{)")
_BRACE = pattern(r"\\.|[{}]", re.DOTALL)
_PRICE = pattern(r"[\d.,]+[^$]*?\s[^\W\d_]{2,}")
_TEX_SIGN = pattern(r"[\\^_={}]")
_TEX_ARGUMENT = pattern(r"(?:[\^_}]|\\[A-Za-z]+)\s*$")


@dataclass(slots=True)
class Span:
    """A blank, some math or escaped braces: `start` and `end` hold the delimiters, `body` and `hint` do not."""

    kind: Literal["blank", "math", "display", "literal"]
    start: int
    end: int
    body: tuple[int, int]
    hint: tuple[int, int] | None = None
    numbers: tuple[int, ...] = ()
    mode: Mode = "text"


class Bad(NamedTuple):
    """A blank that Anki would not take, which is shown as typed."""

    offset: int
    message: str
    hint: str


@dataclass(slots=True)
class _Open:
    start: int
    body: int
    numbers: tuple[int, ...]
    braces: int = 0
    splits: list[int] = field(default_factory=list)
    inner: list[Span] = field(default_factory=list)


class Scan(NamedTuple):
    """What is in a text: its outermost spans, what looks like a blank and is none, and where code, math and escapes are."""

    spans: list[Span]
    bad: list[Bad]
    closed: list[tuple[int, int]]


def scan(text: str, blanks: bool = True, mode: Mode = "text") -> Scan:
    """Look through `text` for blanks, unless without `blanks`, and math.

    `mode` says what the text is itself: a blank's body may be TeX or code.
    """
    scanner = _Scanner(text, blanks, mode)
    scanner.run()
    return Scan(scanner.spans, sorted(scanner.bad), scanner.closed)


class _Scanner:
    def __init__(self, text: str, blanks: bool, mode: Mode) -> None:
        self.text, self.blanks, self.mode = text, blanks, mode
        self.spans: list[Span] = []
        self.bad: list[Bad] = []
        self.closed: list[tuple[int, int]] = []
        self.opened: list[_Open] = []
        self.excused = 0  # escaped `{{` whose `}}` needs no blank

    def run(self) -> None:
        mark, at = _NEXT[self.mode], 0
        while found := mark.search(self.text, at):
            at = self._take(found)
        while self.opened:
            self._unclosed()

    def _take(self, found: re.Match[str]) -> int:
        """Deal with one mark; gives where to go on."""
        mark, start, end = found[0], found.start(), found.end()
        first = mark[0]
        if first == "\\":
            self.closed.append((start, end))
            if mark == "\\{{":
                self.excused += 1
                if self.blanks:
                    self._add(Span("literal", start, end, (start + 1, end), mode=self.mode))
        elif first == "`" or mark.endswith("~~~"):
            return self._code(mark.strip(" "), end)
        elif first == "$":
            return self._math(start, end)
        elif self.blanks:
            if mark == "{{":
                return self._open(start)
            if first == "}":
                self._close(start, len(mark))
            elif self.opened:
                if mark == "::":
                    self.opened[-1].splits.append(start)
                else:
                    self.opened[-1].braces += 1
        return end

    def _add(self, span: Span) -> None:
        (self.opened[-1].inner if self.opened else self.spans).append(span)

    def _code(self, fence: str, end: int) -> int:
        start, line = end - len(fence), self.text.rfind("\n", 0, end) + 1
        if len(fence) >= 3 and not self.text[line:start].strip(" "):
            closing = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(self.text, end)
            stop = closing.start() if closing else len(self.text)
            after = closing.end() if closing else stop
        else:
            paragraph = _BLANK_LINE.search(self.text, end)
            closing = re.compile(rf"(?<!`){fence}(?!`)").search(self.text, end, paragraph.start() if paragraph else len(self.text))
            if not closing:
                return end
            stop, after = closing.span()
        self.closed.append((start, after))
        if self.blanks and not self.opened:  # inside a blank the code is looked at when the blank is
            spans, bad, _ = scan(self.text[end:stop], mode="code")
            for span in spans:
                span.start, span.end = span.start + end, span.end + end
                span.body = (span.body[0] + end, span.body[1] + end)
                span.hint = span.hint and (span.hint[0] + end, span.hint[1] + end)
            self.spans += spans
            self.bad += [found._replace(offset=found.offset + end) for found in bad]
        return after

    def _math(self, start: int, end: int) -> int:
        kind: Literal["math", "display"] = "display" if end - start == 2 else "math"
        found = (_DISPLAY if kind == "display" else _INLINE).match(self.text, start)
        if not found or not _is_tex(found[1]) or _is_money(self.text, start, found[1]):
            return end
        self.closed.append(found.span())
        self._add(Span(kind, start, found.end(), found.span(1), mode="math"))
        return found.end()

    def _open(self, start: int) -> int:
        if self.mode == "math" and _TEX_ARGUMENT.search(self.text, max(0, start - 40), start) and not _HEAD.match(self.text, start + 2):
            if self.opened:
                self.opened[-1].braces += 2
            return start + 2
        if len(self.opened) >= DEEPEST:
            self.bad.append(Bad(start, f"Blanks are nested more than {DEEPEST} deep.", "Make it several sentences."))
            return start + 2
        head = _HEAD.match(self.text, start + 2)
        body = head.end() if head else start + 2
        self.opened.append(_Open(start, body, tuple(int(number[:4]) for number in head[1].split(",")) if head else ()))
        return body

    def _close(self, start: int, length: int) -> None:
        """Deal with a run of closing braces: those of the answer first, then the blanks'."""
        end = start + length
        while start < end:
            left = end - start
            top = self.opened[-1] if self.opened else None
            if top and top.braces and (left != 2 or self.mode == "math"):
                top.braces -= 1
                start += 1
            elif left == 1:
                return
            elif top:
                self._blank(self.opened.pop(), start)
                start += 2
            else:
                if self.excused:
                    self.excused -= 1
                elif self.mode == "text":
                    self.bad.append(Bad(start, "`}}` closes no blank.", "Write `{{` before the answer, or `\\}}` to show the braces."))
                start += 2

    def _blank(self, opened: _Open, end: int) -> None:
        start, body = opened.start, opened.body
        stop = opened.splits[0] if opened.splits else end
        hint = (stop + 2, end) if opened.splits else None
        answer = self.text[body:stop]
        fault = self._fault(opened, answer, hint and self.text[slice(*hint)])
        if fault and not fault[0].startswith("~"):
            self.bad.append(Bad(start, *fault))
            for span in opened.inner:
                self._add(span)
            return
        if fault:
            self.bad.append(Bad(opened.splits[-1], fault[0][1:], fault[1]))
        if hint and not self.text[slice(*hint)].strip():
            hint = None
        numbers = tuple(dict.fromkeys(opened.numbers))
        self._add(Span("blank", start, end + 2, (body, stop), hint, numbers, self.mode))

    def _fault(self, opened: _Open, answer: str, hint: str | None) -> tuple[str, str] | None:
        """Why a blank is none; with a `~` before it, why it is doubtful."""
        if any(not 1 <= number <= HIGHEST for number in opened.numbers):
            return f"Blanks are numbered from 1 to {HIGHEST}.", "Write `{{answer}}`: the numbers come by themselves."
        if not answer.strip():
            return "The blank is empty.", "Write the answer between the braces: `{{answer}}`."
        if not opened.numbers and _NEARLY_HEAD.match(self.text, opened.start + 2):
            return "The blank’s number is not written as Anki reads it.", "Write `{{c1::answer}}`, or leave the number out."
        if len(opened.splits) > 1:
            return "~The blank has more than one `::`; all after the first is the hint.", "Write `\\::` where two colons are meant."
        if hint is not None and not hint.strip():
            return "~The blank’s hint is empty.", "Write `{{answer::hint}}`, or leave out the `::`."
        return None

    def _unclosed(self) -> None:
        opened = self.opened.pop()
        self.bad.append(Bad(opened.start, "The blank is not closed.", "Write `}}` behind the answer, or `\\{{` to show braces."))
        for span in opened.inner:
            self._add(span)


def _is_tex(tex: str) -> bool:
    """Whether `tex` can be math: something, of one paragraph, its braces in pairs."""
    depth = 0
    for brace in _BRACE.findall(tex):
        depth += (brace == "{") - (brace == "}")
        if depth < 0:
            return False
    return depth == 0 and bool(tex.strip()) and not _BLANK_LINE.search(tex)


def _is_money(text: str, at: int, tex: str) -> bool:
    """Whether the dollar at `at` is one of money: US$ and HK$, and “$5 to 10$” with words behind the figure."""
    return (at > 0 and "A" <= text[at - 1] <= "Z") or bool(_PRICE.match(tex) and not _TEX_SIGN.search(tex))
