"""The head of the note: title, date, topic, subject, source, exams, summary, related topics, exam tips, article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.dates import written
from ankigen.draft.english import FILLER, RELATIVE, asked_for, content, listed, sentences
from ankigen.draft.exams import exam_names
from ankigen.draft.model import TODO, Page, Proposal

_IN_TEXT = re.compile(
    r"\b(?:exams?|examinations?|prelims|mains|syllabus|aspirants?|(?:relevant|useful|important|prepared|notes|"
    r"quiz|questions|mcqs) for|GS[\s-](?:Paper|I|[1-4]))\b",
    re.I,
)
_FOR_EXAMS = re.compile(r"for (?:competitive|upsc|ssc|\w+ )?\s?(?:exams?|aspirants)", re.I)
_AMBIGUOUS = frozenset({"NET", "NDA", "CDS", "GATE", "RRB", "CAPF", "EPFO", "Civil Services"})
TOPICS = (
    "International Relations", "Science and Technology", "Science & Technology", "Environment and Ecology",
    "Environment & Ecology", "Polity and Governance", "Polity & Governance", "Indian Polity", "Indian Economy",
    "Economic Development", "Internal Security", "Disaster Management", "Social Justice", "Social Issues",
    "Art and Culture", "Art & Culture", "Indian Society", "Modern History", "Ancient History", "Medieval History",
    "Defence and Security", "Banking and Finance", "Sports", "Agriculture", "Geography", "Economy", "Polity",
    "Governance", "Environment", "History", "Ethics", "Defence", "Biodiversity", "Space Technology",
)  # fmt: skip
_SMALL = frozenset("of the and for in on to a an – - & with".split())
_SENTENCE = re.compile(
    r"[:?,]|\b(?:Is|Are|Has|Have|Hails?|Signs?|Launches|Wins?|Gets?|Says)\b|^(?:Daily|Current|Today|Practice|Weekly|Monthly)|"
    r"\b(?:MCQs?|Quiz|Questions|Current Affairs)\b"
)
"""What a title has that is no noun phrase, or the name of a series."""
_TOPIC = re.compile(r"\b(" + "|".join(re.escape(topic) for topic in TOPICS) + r")\b")


def head(page: Page) -> Iterator[Proposal]:
    """Title, date, topic, subject and source; what the page does not say is asked."""
    if page.title:
        yield Proposal("", {"title": page.title}, (page.title_line,), 0.9, "the page's headline")
    else:
        yield Proposal("", {"title": f"{TODO} the page has no headline: what is it about?"}, (1,), 0.9, "no headline found")
    if page.date:
        yield Proposal(
            "",
            {"date": written(page.date.year, page.date.month, page.date.day)},
            (page.published_line or page.title_line or 1,),
            0.99,
            "said with --date",
            computed=("date",),
        )
    elif page.published:
        yield Proposal("", {"date": page.published}, (page.published_line,), 0.9, "the page's own date", computed=("date",))
    if topic := _topic(page):
        yield Proposal("", {"topic": topic[0]}, (topic[1],), 0.7, "a subject of the syllabus that the page names")
    if subject := _subject(page):
        yield Proposal("", {"subject": subject[0]}, (subject[1],), 0.7, "what the page says it is about")
    if page.source:
        lines = tuple(line for _, line in page.source.values())
        if list(page.source) == ["name"]:
            yield Proposal("", {"source": page.source["name"][0]}, lines, 0.85, "the page's own word")
        else:
            name = page.source.get("name", (f"{TODO} the name of the source", 0))[0]
            yield Proposal("", {"source": {"name": [name], "url": [page.source["url"][0]]}}, lines, 0.85, "the page's own word")


def _topic(page: Page) -> tuple[str, int] | None:
    first = [block for block in page.blocks if block.role in ("tips", "exams")]
    for block in first:
        if found := _TOPIC.search(block.text):
            return found[1], block.line_at(found.start())
    above = [line for line in page.lines if line.number < (page.blocks[0].line if page.blocks else 0)]
    for line in above:
        if (
            (found := _TOPIC.search(line.text))
            and (re.search(r"[>›»/|]", line.text) or line.text.strip() == found[1])
            and line.number != page.title_line
        ):
            return found[1], line.number
    return None


def _subject(page: Page) -> tuple[str, int] | None:
    """The subject of “About …”, or a title that is a name and not a sentence."""
    for block in page.blocks:
        if (
            block.kind == "heading"
            and (about := asked_for(block.text))
            and about.lower() not in ("news", "us")
            and (not page.title or content(about) <= content(page.title))
        ):
            return about, block.line
    words = page.title.split()
    names = sum(word[:1].isupper() for word in words)
    if 2 <= len(words) <= 9 and names >= 2 and all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL for word in words):
        return None if _SENTENCE.search(page.title) else (page.title, page.title_line)
    return None


def exams(page: Page) -> Iterator[Proposal]:
    """Exams that the page says it is relevant for; elsewhere only where the sentence speaks of exams."""
    seen: dict[str, int] = {}
    for block in page.blocks:
        speaks = block.role in ("exams", "tips") or block.label.lower().startswith(("exam", "relevan", "syllabus", "gs"))
        if speaks:
            for name, _ in exam_names(block.label):
                seen.setdefault(name, block.line)
        for offset, sentence in sentences(block.text):
            exam_talk = bool(_IN_TEXT.search(sentence))
            for name, at in exam_names(sentence):
                if speaks or (exam_talk and name not in _AMBIGUOUS) or name.startswith("GS"):
                    seen.setdefault(re.sub(r"\s+", " ", name), block.line_at(offset + at))
    first = page.blocks[0].line if page.blocks else 0
    for line in page.lines:
        if (line.number < first or line.number == page.title_line) and _IN_TEXT.search(line.text):
            for name, _ in exam_names(line.text):
                seen.setdefault(name, line.number)
    names = [name for name in seen if not any(name != other and other.startswith(name + " ") for other in seen)]
    if names:
        yield Proposal("", {"exams": names}, tuple(dict.fromkeys(seen[name] for name in names)), 0.9, "exams by name")


def summary(page: Page) -> Iterator[Proposal]:
    """The summary, or why the topic is in the news; sentences that only evaluate are left out."""
    parts: list[str] = []
    lines: list[int] = []
    for block in page.prose:
        if block.role == "summary" and len(" ".join(parts)) < 900:
            parts += [sentence for _, sentence in sentences(block.text) if not FILLER.match(sentence) and not _FOR_EXAMS.match(sentence)]
            lines += block.lines
    if parts:
        asks = ("it speaks of a day that only the page's date makes clear",) if RELATIVE.search(" ".join(parts)) else ()
        yield Proposal("", {"summary": " ".join(parts)}, tuple(lines), 0.9, "the page's summary", asks)


_LIKE = re.compile(
    r"\b(?:related (?:topics?|concepts?|themes?)|topics?|concepts?)\s(?:like|such as|including|:)\s(.{5,400}?)(?:\.|$)", re.I
)


def related(page: Page) -> Iterator[Proposal]:
    """Related topics: the list under their heading, and “related topics like A, B, and C” in the tips."""
    found: dict[str, int] = {}
    for block in page.prose:
        if block.role == "related":
            text = block.text if not block.label or block.label.lower().startswith(("related", "also")) else block.label
            pieces = listed(text) if block.kind == "text" and text.count(",") >= 1 else [text]
            for piece in pieces:
                if 1 <= len(piece.split()) <= 14:
                    found.setdefault(piece.strip(" .;"), block.line)
        elif block.role == "tips":
            for match in _LIKE.finditer(block.text):
                for piece in listed(match[1]):
                    found.setdefault(re.sub(r"^the (?=history|concept|role)", "", piece), block.line_at(match.start(1)))
    if found:
        yield Proposal("", {"related": list(found)}, tuple(dict.fromkeys(found.values())), 0.85, "topics the page names as related")


def exam_tips(page: Page) -> Iterator[Proposal]:
    """What the page says of preparing for exams, as written."""
    tips = [block for block in page.prose if block.role == "tips"]
    if tips:
        yield Proposal("", {"exam_tips": [block.whole for block in tips]}, tuple(block.line for block in tips), 0.9, "the page's exam tips")


def article(page: Page) -> Iterator[Proposal]:
    """The full article, where the page has one under its own heading."""
    parts = [block for block in page.prose if block.role == "article"]
    if parts:
        text = "\n\n".join(block.whole for block in parts)
        yield Proposal("", {"article": text}, tuple(line for block in parts for line in block.lines), 0.9, "the page's full article")
