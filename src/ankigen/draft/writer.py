"""Draft → the YAML of a note: block style, every value safe and with its line of the page, low confidence as comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import yaml

from ankigen.draft.model import SECTIONS, TODO, VALUE, Draft, Proposal, Value
from ankigen.mend import quoted

HEAD = ("title", "date", "topic", "subject", "source", "exams", "status", "summary", "related", "exam_tips", "article")
WIDTH = 110
_ASKED = {
    "date": "when was it published?  (--date also turns “Thursday” into a date)",
    "topic": "the subject of the syllabus, such as Polity",
    "subject": "a noun phrase that questions can be built round, with its article: “the GST reform”",
    "source": "where was it published?",
}
_PLAIN = re.compile(r"[A-Za-z0-9À-ɏ₹€£“‘(][^\n\t\"\\]*", re.S)
_UNSAFE = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`]|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def to_yaml(draft: Draft) -> str:
    """The draft as the text of a note file, which `ankigen` reads and, until its status is `ready`, does not export."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    page = draft.page
    yield (
        f"# Draft of a page in the layout “{page.profile}”."
        if page.known
        else "# Draft of a page whose layout is not known: only its head and single facts were looked for."
    )
    yield f"# Settle each {TODO}, delete what no card is worth, then set the status to ready.  “line N” is a line of the page."
    yield ""
    head: dict[str, Proposal] = {}
    for proposal in draft.proposals:
        if not proposal.section:
            head.setdefault(next(iter(proposal.values)), proposal)
    for key in HEAD:
        if key == "status":
            yield "status: draft"
        elif key in head:
            yield from _asks(head[key], "")
            yield from _head(key, head[key])
        elif key == "title":
            yield f"title: {TODO} what is the article about?"
        elif key in _ASKED:
            yield f"# {key}:  # {TODO} {_ASKED[key]}"
    for section in SECTIONS:
        yield from _section(section, [one for one in draft.proposals if one.section == section])
    yield ""
    yield from _rest(draft)
    yield from _marks(draft)


def _head(key: str, proposal: Proposal) -> Iterator[str]:
    value = proposal.values[key]
    note = f"  # line {_numbers(proposal.lines)}"
    if isinstance(value, str):
        yield from _text(key, value, "", note)
    elif isinstance(value, Mapping):
        yield f"{key}:"
        for inner, texts in value.items():
            yield f"  {inner}: {_scalar(texts[0])}{note}"
    else:
        yield f"{key}:"
        lines = proposal.lines if len(proposal.lines) == len(value) else proposal.lines[:1] * len(value)
        for text, line in zip(value, lines, strict=True):
            yield from _item(text, "  ", f"  # line {line}")


def _section(name: str, proposals: Sequence[Proposal]) -> Iterator[str]:
    values = [one for one in proposals if one.confidence >= VALUE]
    maybe = [one for one in proposals if one.confidence < VALUE]
    if not proposals:
        return
    yield ""
    yield f"{name}:" if values else f"# {name}:"
    for proposal in values:
        yield from _asks(proposal, "  ")
        yield from _entry(proposal)
    for proposal in maybe:
        yield f"  # perhaps ({proposal.confidence:.2f}: {_flat(proposal.why)}):"
        yield from (f"  # {line.removeprefix('  ')}".rstrip() for line in _entry(proposal))


def _asks(proposal: Proposal, indent: str) -> Iterator[str]:
    for ask in proposal.asks:
        yield f"{indent}# {TODO} {_flat(ask)}"


def _entry(proposal: Proposal) -> Iterator[str]:
    lead = "  - "
    whole, first = f"  # line {_numbers(proposal.lines)}", f"  # line {proposal.line}"
    for at, (key, value) in enumerate(proposal.values.items()):
        yield from _pair(key, value, lead, whole if at == 0 or not isinstance(value, str) else first)
        lead = "    "


def _pair(key: str, value: Value, lead: str, note: str) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(key, value, lead, note)
    elif isinstance(value, Mapping):
        yield f"{lead}{key}:"
        for axis, texts in value.items():
            yield f"      {_scalar(axis)}:"
            for text in texts:
                yield f"        - {_scalar(text)}{note}"
    else:
        yield f"{lead}{key}:"
        for text in value:
            yield from _item(text, "      ", note)


def _item(text: str, indent: str, note: str) -> Iterator[str]:
    if len(text) > WIDTH:
        yield f"{indent}- >-{note}"
        yield from (f"{indent}  {line}" for line in _wrap(text, len(indent) + 2))
    else:
        yield f"{indent}- {_scalar(text)}{note}"


def _text(key: str, value: str, lead: str, note: str) -> Iterator[str]:
    if key != "article" and len(value) <= WIDTH:
        yield f"{lead}{key}: {_scalar(value, key)}{note}"
        return
    indent = " " * len(lead) + "  "
    yield f"{lead}{key}: >-{note}"
    for at, paragraph in enumerate(value.split("\n\n")):
        if at:
            yield ""
            yield ""
        yield from (f"{indent}{line}" for line in _wrap(paragraph, len(indent)))


def _wrap(text: str, indent: int) -> list[str]:
    # Only at spaces: a folded block joins its lines with one.
    return textwrap.wrap(re.sub(r"\s+", " ", text).strip(), WIDTH - indent, break_long_words=False, break_on_hyphens=False) or [""]


def _scalar(text: str, key: str = "") -> str:
    """The text as YAML reads it back unchanged: plain where nothing can go wrong, else in quotes."""
    text = re.sub(r"\s+", " ", text).strip()
    if (key in ("date", "as_of", "founded") and _DATED.fullmatch(text)) or (key == "card" and text == "false"):
        return text
    if _PLAIN.fullmatch(text) and not _UNSAFE.search(text) and _is_text(text):
        return text
    return quoted(text)


def _is_text(text: str) -> bool:
    """Whether YAML 1.1 and 1.2 alike take a plain scalar for text, not for a number, a date, yes or no."""
    for resolvers in (yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], []), yaml.SafeLoader.yaml_implicit_resolvers.get(None, [])):
        if any(pattern.match(text) for _, pattern in resolvers):
            return False
    return not re.fullmatch(r"[-+.\d][\d_,.:eExXoO+-]*|y|n|Y|N|yes|no|on|off|true|false|null|~", text, re.I)


def _numbers(lines: Sequence[int]) -> str:
    """`12`, `12, 14`, `12–15`."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _rest(draft: Draft) -> Iterator[str]:
    total = len(draft.page.lines)
    if not draft.unused:
        yield f"# All {total} lines of the page were used."
        return
    yield f"# {draft.share:.0%} of the page's {total} lines were used.  Not used:"
    for line in draft.unused:
        yield f"#   line {line.number}: {textwrap.shorten(line.text, WIDTH, placeholder=' …')}"


def _marks(draft: Draft) -> Iterator[str]:
    if draft.marks:
        yield "# Marks of all that was proposed.  While they stand here, a later draft of the page brings back nothing that you delete:"
        yield from (f"#   {line}" for line in textwrap.wrap(" ".join(draft.marks), WIDTH))
