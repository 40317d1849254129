"""Text → Page: the article without its site, what it is called, when and where it appeared, and its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ankigen.draft import blocks, profiles
from ankigen.draft.dates import read_date
from ankigen.draft.decode import Undecodable
from ankigen.draft.english import content, tidy
from ankigen.draft.exams import exam_names
from ankigen.draft.lines import Source, read_lines
from ankigen.draft.model import Block, Line, Page
from ankigen.draft.questions import Question, questions

MAX_LINES = 20_000
LONGEST_LINE = 30_000
"""A line of more characters is no paragraph: nothing is looked for in it."""
_BYLINE = re.compile(
    r"^[\s*_(\[]{0,4}(?:(?:last )?(?:updated|published|posted|date|modified|released|created|dated)(?: on| at| "
    r"date)?\s?[:–-]?\s?)(.{6,40})$",
    re.I,
)
_SOURCE = re.compile(r"^[\s*_(\[-]{0,4}(?:news )?(?:source|sources|via|courtesy)\s?:\s?\**\s?(.{2,80}?)[\s*_)\]]*$", re.I)
_URL = re.compile(r"https?://[^\s)>\]\"']{4,300}")
_MARKED = re.compile(r"^\s*(?:[-*+•◦▪●■➢►]\s|\(?\d{1,2}[.)]\s|\||\*\*|\(?[a-d][.)]\s)", re.I)


def read_page(text: str, today: date | None = None, profile: str = "") -> tuple[Page, list[Question]]:
    """The page that a text is, and its multiple-choice questions, whose options must not be taken for facts.

    Raises `Undecodable` where it is far too long for an article.
    """
    source = read_lines(text)
    if len(source.lines) > MAX_LINES:
        raise Undecodable(f"The page has more than {MAX_LINES:,} lines.", "Save the article alone, without the site.")
    whole = [line for line in source.lines if line.text.strip()]
    source.lines = [line if len(line.text) <= LONGEST_LINE else Line(line.number, "") for line in source.lines]
    lines = [line for line in source.lines if line.text.strip()]
    name = profile or profiles.recognise(lines)
    asked = questions(source.lines)
    taken = {number for question in asked for number in question.lines}
    start = _first_of_article(lines, taken)
    title, title_line = _title(lines[:start], lines[start:], source)
    published, published_line = _published(lines, start, source)
    origin = _origin(lines, source)
    used = {title_line, published_line, *(line for _, line in origin.values())}
    head = {line.number for line in lines[:start]}
    article = [
        line
        for line in source.lines
        if line.number not in head
        and (line.number not in used or len(line.text) > 200 or (source.html and not _is_head(line, title, origin)))
        and line.number not in taken
    ]
    found = blocks.read_blocks(article, wrapped=not source.html)
    if not title:
        title, title_line, found = _title_from(found)
    page = Page(
        tuple(line for line in whole if not profiles.is_noise(tidy(line.text)) or line.number in used),
        tuple(block for block in found if block.role != "noise"),
        name, name != profiles.UNKNOWN, title, title_line, published, published_line, origin, tuple(source.glosses), today,
    )  # fmt: skip
    return page, asked


def _is_head(line: Line, title: str, origin: dict[str, tuple[str, int]]) -> bool:
    bare = tidy(line.text.lstrip("# "))
    return bare == title or bool(_BYLINE.match(bare)) or any(value in bare for value, _ in origin.values())


def _first_of_article(lines: Sequence[Line], taken: set[int]) -> int:
    """The index of the first line that is no navigation, no title and no byline."""
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if line.number in taken or _begins(line.text, following, early=at < 3):
            return at
    return 0


def _begins(written: str, following: str, early: bool) -> bool:
    """Whether an article may begin with this line."""
    text = tidy(written)
    size = len(text.split())
    if re.match(r"\s*#{2,6}\s", written) and not profiles.is_noise(text.lstrip("# ")):
        return True
    if re.match(r"\s*#\s", written) or profiles.is_noise(text) or _BYLINE.match(text) or _SOURCE.match(text):
        return False
    if profiles.role_of(text) not in (None, "noise") and size <= 9:
        listed = _MARKED.match(following) or re.match(r"\s*\(?\d{1,2}[.)]?\s*$", following)
        return bool(len(following.split()) >= 6 or listed or exam_names(following)) and not profiles.is_noise(following)
    labelled = re.match(r"^\s*\**[A-Z][\w ?]{2,40}\**\s?:\s", written) and profiles.role_of(written.split(":")[0])
    item = _MARKED.match(written) and size >= 5 and (not written.lstrip().startswith("**") or size > 14)
    title = early and size <= 16 and text.endswith("?")
    sentence = size >= 8 and text.rstrip("\"”’'").endswith((".", "?", "!", ":")) and not title
    return bool(profiles.glued(written.strip()) or labelled or item or sentence or size >= 22)


def _title(head: Sequence[Line], body: Sequence[Line], source: Source) -> tuple[str, int]:
    """The line of the head whose words the article uses most; an HTML page's own title where that fits better."""
    spoken = content(" ".join(line.text for line in body)[:60_000])
    best, best_line, best_score = "", 0, 0.0
    for line in head:
        text = tidy(line.text.lstrip("# ").strip())
        size = len(text.split())
        if (
            profiles.is_noise(text)
            or profiles.role_of(text) == "noise"
            or _BYLINE.match(text)
            or _SOURCE.match(text)
            or (_MARKED.match(line.text) and not line.text.lstrip().startswith("**"))
        ):
            continue
        if re.search(r"\s[>›»/|]\s", text) or (read_date(text) and size <= 4) or size > 30:
            continue
        words = content(text)
        score = (
            len(words & spoken)
            + (4 if re.match(r"\s*#\s", line.text) else 0)
            + (0.5 if size >= 4 else 0)
            - (2 if size == 1 and not words & spoken else 0)
        )
        if score >= best_score and score > 0.9:
            best, best_line, best_score = text, line.number, score
    for name in ("title", "og:title", "page title"):
        if name in source.meta and not best:
            text, line_number = source.meta[name]
            return re.split(r"\s[|»]\s|\s[-–—]\s(?=[A-Z][\w.]*(?:\s\w+){0,2}$)", text)[0].strip(), line_number
    return best, best_line


def _title_from(found: list[Block]) -> tuple[str, int, list[Block]]:
    """The title of a page that begins with its parts: the subject under “Relevant for Exams”, or a first short line."""
    for at, block in enumerate(found[:3]):
        if (
            block.kind == "text"
            and block.role == "exams"
            and not block.label
            and 3 <= len(block.text.split()) <= 30
            and not _only_exams(block.text)
        ):
            return block.text.rstrip("."), block.line, [*found[:at], *found[at + 1 :]]
    first = next((block for block in found if block.kind == "heading" and profiles.role_of(block.text) is None), None)
    if first:
        return first.text, first.line, found
    return "", 0, found


def _only_exams(text: str) -> bool:
    named = sum(len(name.split()) for name, _ in exam_names(text))
    return named >= len(text.split()) * 0.5


def _published(lines: Sequence[Line], start: int, source: Source) -> tuple[str, int]:
    """The day that the page says it appeared on: an HTML page's own word, a byline, a date alone above the article."""
    if "date" in source.meta and (found := read_date(source.meta["date"][0][:10]) or read_date(source.meta["date"][0])):
        return found, source.meta["date"][1]
    for line, text in _segments(lines[: start + 3]):
        byline = _BYLINE.match(text)
        if byline and (found := read_date(byline[1])):
            return found, line.number
    for line in lines[:start]:
        text = tidy(line.text)
        if len(text) <= 60 and re.search(r"\b(?:19|20)\d\d\b", text) and (found := read_date(text)) and found.count("-") == 2:
            left = re.sub(
                r"[\d,.:/–-]|\b(?:st|nd|rd|th|am|pm|ist|[A-Z][a-z]{2,8}day|by|min|read|updated|published|on)\b", "", text, flags=re.I
            )
            if len(left.split()) <= 6:
                return found, line.number
    return "", 0


def _segments(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Lines, those that say several things (“Published: … | Source: …”) in their parts."""
    for line in lines:
        for part in re.split(r"\s[|·•]\s", line.text) if len(line.text) < 200 else [line.text]:
            yield line, tidy(part)


def _origin(lines: Sequence[Line], source: Source) -> dict[str, tuple[str, int]]:
    """Where the page says it comes from."""
    origin: dict[str, tuple[str, int]] = {}
    for line, text in _segments(lines):
        if (found := _SOURCE.match(text)) and len(found[1].split()) <= 8:
            name = found[1]
            if address := _URL.search(name):
                origin.setdefault("url", (address[0], line.number))
                name = name.replace(address[0], "").strip(" ()-–:,")
            if name:
                origin.setdefault("name", (name, line.number))
            break
    if "name" not in origin and "site" in source.meta:
        origin["name"] = source.meta["site"]
    if "url" not in origin and "url" in source.meta and source.meta["url"][0].startswith("http"):
        origin["url"] = source.meta["url"]
    return origin
