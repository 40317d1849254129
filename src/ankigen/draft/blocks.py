"""Lines → blocks: headings with their roles, paragraphs, items without their ordinals, tables.

What bites here: ordinals glued to the text (`1North`), alone on their line, or as `i.The`; headings with and without a
colon, on their own line or before text and bullets; bold that heads nothing; empty parts; the site's navigation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from ankigen.draft import profiles
from ankigen.draft.english import tidy
from ankigen.draft.exams import exam_names
from ankigen.draft.model import Block, Line, Role

_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*$")
_BULLET = re.compile(r"^(\s*)(?:[-*+–—]\s+|[•◦▪‣●○■□➤➢►▶✓✔·※»]\s*)(\S.*)$")
_ORDINAL = re.compile(r"^(\s*)\(?(\d{1,2}|[ivx]{1,4})[.)](?:\s+|(?=[A-Z“\"'‘]))(\S.*)$")
_ALONE = re.compile(r"^\s*\(?(\d{1,2}|[ivx]{1,4})[.)]?\s*$")
_BOLD_LINE = re.compile(r"^\s*\*\*([^*]{2,90}?)\s*:?\s*\*\*\s*:?\s*$")
_BOLD_LABEL = re.compile(r"^\*\*([^*]{1,90}?)\s*(:?)\s*\*\*\s*(:|[-–—]\s)?\s*(\S.*)$")
_PLAIN_LABEL = re.compile(r"^([A-Z0-9“\"'][^:.!?;]{1,60}?)\s?:\s+(\S.*)$")
_SAYS = re.compile(r"\b(?:said|says|added|told|stated|asked|wrote|noted|declared|warned|that|is|are|was|were|has|have|following)\b", re.I)
_YEAR_GLUED = re.compile(r"^\**(1[5-9]\d\d|20\d\d)\**\s?[:–—-]?\s?(?=[A-Z])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_SEPARATOR = re.compile(r"^\s*\|?[\s:|-]{3,}\|?\s*$")
_ITEM_ROLES: frozenset[Role] = frozenset({"summary", "exams", "related", "tips", "mains", "significance"})
_NO_PARTS = (None, "analysis", "stakeholders", "significance", "terms", "people", "timeline", "places")
"""Roles of words that, in bold or before a colon, are as often the label of one item."""


def read_blocks(lines: Sequence[Line], wrapped: bool) -> list[Block]:
    """The blocks of the lines of an article; `wrapped` where a paragraph may run over several lines."""
    builder = _Builder(_joined(lines) if wrapped else [(line, ()) for line in lines])
    builder.run()
    return _without_ordinals(builder.blocks)


def number_of(ordinal: str) -> int:
    """1 for `1`, `i`; 0 for what is no ordinal."""
    return int(ordinal) if ordinal.isdigit() else _ROMAN.get(ordinal.lower(), 0)


def _joined(lines: Sequence[Line]) -> list[tuple[Line, tuple[tuple[int, int], ...]]]:
    """Lines that a program broke at a fixed width, as the paragraphs they were."""
    widths = sorted(len(line.text) for line in lines if len(line.text) > 40)
    full = _full(lines, widths[-1]) if widths and widths[-1] <= 130 else 0.0
    joined: list[tuple[Line, tuple[tuple[int, int], ...]]] = []
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    first = size = 0
    for at, line in enumerate(lines):
        if not parts:
            first, starts, size = line.number, [], 0
        else:
            starts.append((size, line.number))
        text = line.text.strip() if parts else line.text
        parts.append(text)
        size += len(text) + 1
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if _runs_on(line.text, following, full, whole=sum(map(len, parts))):
            continue
        joined.append((Line(first, " ".join(parts)), tuple(starts)))
        parts = []
    return joined


def _full(lines: Sequence[Line], edge: int) -> float:
    """The length from which a line may have been broken by a program: 0 where lines end as their sentences do."""
    full = edge * 0.72
    long = [at for at, line in enumerate(lines[:-1]) if len(line.text) >= full and "|" not in line.text]
    broken = [
        at for at in long if lines[at + 1].text.strip() and not lines[at].text.rstrip().endswith((".", "!", "?", ":", ";", "”", '"', ")"))
    ]
    return full if len(broken) >= 3 and len(broken) >= len(long) * 0.4 else 0.0


def _heads(text: str) -> bool:
    """Whether a line is a heading of the table: short, and no sentence."""
    bare = tidy(text)
    return len(bare.split()) <= 9 and not bare.endswith((".", "!", ",")) and profiles.role_of(bare) is not None


def _runs_on(text: str, following: str, full: float, whole: int) -> bool:
    if not text.strip() or not following.strip() or whole > 20_000 or "|" in text[:3]:
        return False
    if _HASHES.match(text) or _BULLET.match(following) or _ORDINAL.match(following) or _ALONE.match(following) or _ALONE.match(text):
        return False
    if following.lstrip()[:1] in "#|>" or _BOLD_LINE.match(following) or _BOLD_LINE.match(text) or _heads(text) or _heads(following):
        return False
    ended = text.rstrip().endswith((".", "!", "?", ":", "।", '."', ".”", ";"))
    if following.lstrip()[:1].islower() and len(text) >= 40 and not ended:
        return True
    return bool(full) and len(text) >= full and not (ended and len(text) < full * 1.05)


class _Builder:
    """Reads line after line; the heading in force gives each block its role."""

    def __init__(self, lines: Sequence[tuple[Line, tuple[tuple[int, int], ...]]]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.role: Role = "unknown"  # of the part
        self.heading = ""
        self.inner: Role | None = None  # of the label or smaller heading within the part
        self.inner_heading = ""
        self.level = 0
        self.expected = 0  # the ordinal that may stand alone on the next line

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self.step(at)

    def step(self, at: int) -> int:
        line, starts = self.lines[at]
        text = line.text
        if not text.strip():
            return at + 1
        if rows := self.table(at):
            return at + rows
        if profiles.is_noise(tidy(text)) and not profiles.role_of(text):
            return at + 1
        if (alone := _ALONE.match(text)) and number_of(alone[1]) in (1, self.expected) and (number_of(alone[1]) == 1 or self.expected):
            after = self.next_text(at)
            if after is not None and not _ALONE.match(self.lines[after][0].text):
                self.expected = number_of(alone[1]) + 1
                body, body_starts = self.lines[after]
                self.item(body, body.text.strip(), body_starts)
                return after + 1
        self.one(line, text, starts, at)
        return at + 1

    def next_text(self, at: int) -> int | None:
        return next((one for one in range(at + 1, min(len(self.lines), at + 3)) if self.lines[one][0].text.strip()), None)

    def one(self, line: Line, text: str, starts: tuple[tuple[int, int], ...], at: int) -> None:
        if hashes := _HASHES.match(text):
            self.head(line, tidy(hashes[2]), len(hashes[1]))
            return
        bare = tidy(text)
        bullet = _BULLET.match(text)
        if not bullet and (bold := _BOLD_LINE.match(text)) and not bold[1].rstrip().endswith((".", "!")) and len(bold[1].split()) <= 12:
            self.head(line, tidy(bold[1]), 7)
            return
        if not bullet and _heads(text):
            if self.has_text_below(at) or not self.is_generic(bare):
                self.head(line, bare, 5)
            return
        if not bullet and self.head_with_text(line, text, starts):
            return
        if bullet:
            self.items(line, text, starts)
        elif ordinal := _ORDINAL.match(text):
            self.item(line, ordinal[3], _shift(starts, ordinal.start(3)), ordinal[2])
        elif self.looks_like_heading(at, bare):
            self.head(line, bare, 6)
        else:
            self.labelled("text", line, text.strip(), starts)

    def has_text_below(self, at: int) -> bool:
        after = self.next_text(at)
        if after is None:
            return False
        text = self.lines[after][0].text
        return (
            bool(_BULLET.match(text) or _ORDINAL.match(text) or _ALONE.match(text) or text.lstrip().startswith(("**", "|")))
            or len(text.split()) >= 5
            or bool(exam_names(text))
        )

    def is_generic(self, bare: str) -> bool:
        """Words that a site's menu has too: without text below them they head nothing."""
        return not self.blocks or self.role == "unknown" or len(bare.split()) == 1

    def head_with_text(self, line: Line, text: str, starts: tuple[tuple[int, int], ...]) -> bool:
        """A heading before text or bullets on one line: `Key Points: - 1North …`."""
        label = _BOLD_LABEL.match(text.strip())
        name, rest = "", ""
        if label and (
            label[2] or label[3] or profiles.role_of(label[1]) in ("summary", "key_points", "exams", "tips", "related", "article")
        ):
            name, rest = label[1], label[4]
        elif plain := re.match(r"^\s*([A-Z][^:.!;]{2,60}?)\s?(?::|\?\s?[:–-]?)\s+(\S.*)$", text):
            name, rest = plain[1], plain[2]
        role = profiles.role_of(name) if name else None
        listed = not label and bool(_BULLET.match(rest) or _ORDINAL.match(rest))
        if not (listed and role not in (None, "noise")) and role in (*_NO_PARTS, "noise"):
            glued = profiles.glued(text.strip())
            if not glued:
                return False
            name, rest = glued
        self.head(line, tidy(name), 5)
        rest_at = text.find(rest[:40])
        if _BULLET.match(rest):
            self.items(line, rest, _shift(starts, rest_at))
        elif ordinal := _ORDINAL.match(rest):
            self.item(line, ordinal[3], (), ordinal[2])
        else:
            self.labelled("text", line, rest, _shift(starts, rest_at))
        return True

    def head(self, line: Line, text: str, level: int) -> None:
        role = profiles.role_of(text)
        self.expected = 0
        name = text.rstrip(": ")
        if (
            level == 7
            and role in _NO_PARTS
            and self.role != "unknown"
        ):
            self.inner, self.inner_heading = role or "analysis", name  # bold on a line of its own: smaller than the part's heading
        else:
            deeper = self.level and level > self.level and level != 7
            self.inner, self.inner_heading = None, ""
            if role is None and deeper and self.role in ("terms", "mcqs", "mains", "related", "noise", "people", "places", "timeline"):
                role = self.role
            self.role, self.heading = role or "analysis", name
            if not deeper or role:
                self.level = level
        self.blocks.append(Block("heading", name, line.number, role or "analysis", name, level=level, lines=(line.number,)))

    def looks_like_heading(self, at: int, bare: str) -> bool:
        """A short line in capitals and without a stop, alone between a blank line and its text."""
        size = bare.split()
        if not 1 <= len(size) <= 8 or re.search(r"[.!,;:)]$|\d{4}", bare) or not self.blocks or self.role in ("related", "exams", "noise"):
            return False
        above = at == 0 or not self.lines[at - 1][0].text.strip()
        capitals = [
            word for word in size if word[0].isupper() or word.lower() in ("of", "the", "and", "for", "in", "to", "a", "on", "with")
        ]
        return above and len(capitals) == len(size) and size[0][0].isupper() and self.has_text_below(at)

    def items(self, line: Line, text: str, starts: tuple[tuple[int, int], ...]) -> None:
        """One bullet, or several on one line."""
        bullet = _BULLET.match(text)
        if bullet is None:
            return
        body, offset = bullet[2], bullet.start(2)
        cuts = [0]
        if re.match(r"1(?=\D)", body):
            for number in range(2, 30):
                found = body.find(f" - {number}", cuts[-1])
                if found < 0:
                    break
                cuts.append(found)
        if len(cuts) == 1:
            cuts += [found.start() for found in re.finditer(r"\s[•●▪➢➤](?=\s?\S)", body)]
        for start, end in zip(cuts, [*cuts[1:], len(body)], strict=True):
            part = re.sub(r"^\s*(?:-|[•●▪➢➤])\s*", "", body[start:end]) if start else body[start:end]
            self.item(line, part.strip(), _shift(starts, offset) if start == 0 else ())

    def item(self, line: Line, text: str, starts: tuple[tuple[int, int], ...], ordinal: str = "") -> None:
        """One item; the ordinal it had is kept as its level, for the pass that strips glued ones."""
        if ordinal and not number_of(ordinal):
            text = f"{ordinal}. {text}"
        self.labelled("item", line, text, starts, number_of(ordinal) if ordinal else 0)

    def labelled(self, kind: Literal["text", "item"], line: Line, text: str, starts: tuple[tuple[int, int], ...], level: int = 0) -> None:
        """A paragraph or item, with its label apart; a bold label over a paragraph rules the items below it."""
        role, heading = self.inner or self.role, self.inner_heading or self.heading
        label, begin = _label_of(text, kind)
        bold, text, starts = text.startswith("**"), text[begin:], _shift(starts, begin)
        if label:
            own = profiles.role_of(label)
            if kind == "text" and bold and self.role not in ("unknown", "noise") and own != "noise":
                self.inner, self.inner_heading = own or "analysis", label
                role, heading = self.inner, label
            elif own in _ITEM_ROLES and role in ("unknown", "analysis"):
                role = own
        lines, moved = (line.number, *(number for _, number in starts)), starts
        if "**" in text or "](" in text or "  " in text:
            text, moved = tidy(text), ()
        self.blocks.append(Block(kind, text, line.number, role, heading, label, level, moved, (), lines))

    def table(self, at: int) -> int:
        """How many lines from `at` are a table (pipes, or tabs in equal number); 0 for none."""
        text = self.lines[at][0].text
        ruled = at + 1 < len(self.lines) and "|" in (below := self.lines[at + 1][0].text) and _SEPARATOR.match(below)
        cells = text.count("|") if ruled or text.strip().startswith("|") else 0
        tabs = 0 if cells else text.strip().count("\t")
        if not cells and not tabs:
            return 0
        end, rows, lines = at, [], []
        while end < len(self.lines):
            text = self.lines[end][0].text
            if (cells and "|" not in text) or (tabs and text.strip().count("\t") != tabs):
                break
            if not (cells and _SEPARATOR.match(text)):
                split = re.split(r"(?<!\\)\|", text.strip().strip("|")) if cells else text.strip().split("\t")
                rows.append(tuple(tidy(cell.replace("\\|", "|")) for cell in split))
                lines.append(self.lines[end][0].number)
            end += 1
        if len(rows) < 2 or max(map(len, rows)) < 2:
            return 0
        self.blocks.append(
            Block(
                "table", " ".join(" ".join(row) for row in rows), lines[0], self.inner or self.role, self.inner_heading or self.heading,
                rows=tuple(rows), lines=tuple(lines),
            )
        )
        return end - at


def _label_of(text: str, kind: Literal["text", "item"]) -> tuple[str, int]:
    """The label before a text, in bold or before a colon, and where the text behind it begins; ("", 0) for none."""
    bold = _BOLD_LABEL.match(text)
    if bold and (bold[2] or bold[3]) and len(bold[1].split()) <= 14:
        return tidy(bold[1]), bold.start(4)
    plain = _PLAIN_LABEL.match(text)
    short = plain and len(plain[1].split()) <= (7 if kind == "item" else 4)
    if plain and short and not _SAYS.search(plain[1]) and "//" not in text[: plain.end(1) + 3]:
        return tidy(plain[1]), plain.start(2)
    return "", 0


def _shift(starts: tuple[tuple[int, int], ...], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((max(0, offset - by), line) for offset, line in starts)


def _without_ordinals(blocks: list[Block]) -> list[Block]:
    """Runs of items with the ordinal glued to their text lose it; a year glued to its text is no ordinal."""
    runs = groupby(blocks, lambda block: (block.kind, block.role, block.heading))
    return [block for _, run in runs for block in _strip_run([*run])]


def _strip_run(run: list[Block]) -> list[Block]:
    texts = [block.whole for block in run]
    kind, role = run[0].kind, run[0].role
    if kind in ("heading", "table") or (kind == "text" and role not in ("key_points", "tips", "related", "timeline")):
        return run
    if all(_YEAR_GLUED.match(text) for text in texts):
        return run
    if not all(text.startswith(str(number)) for number, text in enumerate(texts, 1)):
        return run
    if len(run) == 1 and not re.match(r"1\.?\s?[A-Z“\"']", texts[0]):
        return run
    if run[0].kind == "text" and not all(re.match(rf"{number}[.)]?\s?\D", text) for number, text in enumerate(texts, 1)):
        return run
    stripped = []
    for number, block in enumerate(run, 1):
        cut = re.compile(rf"^{number}(?:[.)]\s+|[.)](?=[A-Z])|\s+(?=[A-Z“\"'])|(?=\S))")
        if block.label:
            stripped.append(replace(block, kind="item", label=cut.sub("", block.label)))
        else:
            stripped.append(replace(block, kind="item", text=cut.sub("", block.text), starts=()))
    return stripped
