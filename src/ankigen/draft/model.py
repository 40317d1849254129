"""The words of the drafter: a page is lines, lines make blocks, finders make proposals, a draft holds them all.

text ─lines→ Line ─blocks→ Block (each under a heading with a role) ─finders→ Proposal ─writer→ YAML
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

Role = Literal[
    "exams", "summary", "key_points", "analysis", "stakeholders", "significance", "organisation", "terms", "people",
    "timeline", "places", "mcqs", "mains", "tips", "related", "article", "noise", "unknown",
]  # fmt: skip
"""What a heading says of the text below it.  `unknown`: the page has no such heading; `noise`: no part of the article."""

Value: TypeAlias = "str | Sequence[str] | Mapping[str, Sequence[str]]"

SURE = 0.9
"""From this confidence on, proposals may be accepted all at once."""
VALUE = 0.6
"""Below this confidence a proposal is written as a comment, not as a value."""
TODO = "TODO"
"""Opens every value, and stands in every comment, that only a person can settle."""


SECTIONS = (
    "key_points", "terms", "people", "organisations", "timeline", "quotes", "numbers", "laws",
    "stakeholders", "effects", "comparisons", "places", "mcqs", "mains",
)  # fmt: skip
"""The sections that are drafted, in the order of the note."""


class Line(NamedTuple):
    """A line of the page as found: its number counted from 1, and its text cleaned of what no text should hold."""

    number: int
    text: str


class Gloss(NamedTuple):
    """A term with its meaning, as an HTML page marks it (`dfn`, `abbr`, `dl`, a definition span)."""

    term: str
    means: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, one item of a list, or a table.

    `line` is where it starts, and `starts` says where in `text` each further line of the page begins.  `label` is the
    bold or colon-closed head of `**Label:** text`; `role` and `heading` are those of the heading it stands under.
    """

    kind: Literal["heading", "text", "item", "table"]
    text: str
    line: int
    role: Role = "unknown"
    heading: str = ""
    label: str = ""
    level: int = 0
    starts: tuple[tuple[int, int], ...] = ()  # (offset in text, line of the page)
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def whole(self) -> str:
        """The text with its label."""
        return f"{self.label}: {self.text}" if self.label else self.text

    def line_at(self, offset: int) -> int:
        """The line of the page on which `offset` of the text was written."""
        found = self.line
        for start, line in self.starts:
            if start > offset:
                break
            found = line
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """An article page: what it is called, when and where it appeared (as far as it says so), and its blocks."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    profile: str
    known: bool  # its layout is one of the profiles
    title: str = ""
    title_line: int = 0
    published: str = ""
    published_line: int = 0
    source: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # name, url → what stands there, line
    glosses: tuple[Gloss, ...] = ()
    date: date | None = None  # as told by the caller: only then can “Thursday” be a date

    @property
    def prose(self) -> Iterator[Block]:
        """The paragraphs and the items of lists."""
        return (block for block in self.blocks if block.kind in ("text", "item"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a finder would write: values of one entry of a section ("" for the head), from lines of the page.

    `asks` are questions only a person can settle; `why` says what the confidence rests on.  `computed` names keys whose
    value does not stand in the page word for word but follows from it (a date from “Thursday”).
    """

    section: str
    values: Mapping[str, Value]
    lines: tuple[int, ...]
    confidence: float
    why: str
    asks: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The first line of the page it comes from."""
        return self.lines[0]

    @property
    def mark(self) -> str:
        """By what a later draft of the page knows it, on whatever line it stands then."""
        return blake2b(repr((self.section, dict(self.values))).encode("utf-8", "replace"), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A page turned into proposals.  `unused` are the lines of the page that no proposal comes from, `marks` those of all that
    was proposed, whether it is still among the proposals or not."""

    page: Page
    proposals: tuple[Proposal, ...]
    unused: tuple[Line, ...]
    marks: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of the page's lines, empty ones aside, that the proposals come from."""
        total = len(self.page.lines)
        return 1.0 if not total else 1 - len(self.unused) / total
