"""Multiple-choice questions of a page, from its lines: question, statements, options, the answer given, explanation.

What the page does not say stays empty; an answer whose letter and words disagree counts as not given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ankigen.draft.english import tidy
from ankigen.draft.model import Line

_OPTION = re.compile(
    r"^[\s>*+•-]{0,8}(?:\(([a-eA-E])\)|\[([a-eA-E])\]|([a-eA-E])[.)]|(?:option|choice)\s([a-eA-E])\s?[.):-])\s*(?:\*\*)?\s*(\S.*)$"
)
_INLINE = re.compile(r"(?:^|(?<=[\s?.:;,]))(?:\(([a-eA-E])\)|([a-eA-E])[.)])\s?(?=\S)")
_START = re.compile(
    r"^[\s>#*•-]{0,8}(?:(?:q(?:uestion|ue)?|mcq)\s?\.?\s?(?:no\.?\s?)?(\d{1,3})?\s?[.):–-]{1,2}|"
    r"(?:q(?:uestion)?)\s?(\d{1,3})|(\d{1,3})[.)])\s*(?:\*\*)?\s*(.*)$",
    re.I,
)
_STATEMENT = re.compile(
    r"^[\s>*•-]{0,8}(?:(?:statement|assertion|reason)\s?[-–]?\s?)?\(?(\d{1,2}|[IVX]{1,4}|[ivx]{1,4})\)?\s?[.):]\s?(\S.*)$", re.I
)
_ANSWER = re.compile(
    r"^[\s>#*•✓✅\[(-]{0,8}(?:the\s)?(?:correct\s|right\s)?(?:ans(?:wer)?|key|correct option|correct choice|"
    r"solution)\b\.?\s?(?:is|key)?\s?(?:option)?[\s:.=–—*-]{0,8}(?:option\s)?(\S.*)?$",
    re.I,
)
_LETTER = re.compile(r"^\(?([a-eA-E])(?:\)|\.|:|\b(?=\s?(?:[-–—:.]|$|\()))[\s.:*–—-]{0,6}(.*)$")
_WHY = re.compile(
    r"^[\s>#*•-]{0,8}(?:explanation|exp|sol|rationale|why|reason|justification|solution|detailed solution|"
    r"learning)\s?[:.–—*-]{1,5}\s*(.*)$",
    re.I,
)
_WHY_ALONE = re.compile(r"^[\s>#*•-]{0,8}(?:explanation|rationale|detailed solution|solution|justification)[\s:*]{0,5}$", re.I)
_KEY_HEAD = re.compile(r"^[\s>#*-]{0,8}(?:answers?|answer\s?keys?|keys?|solutions)\s?[:*]{0,4}\s*(.*)$", re.I)
_KEY_ALONE = re.compile(r"^[\s>#*-]{0,8}(?:answers|answer\s?keys?|keys|solutions)[\s:*]{0,6}$", re.I)
_KEY = re.compile(r"(?:^|[\s,;|])(?:q\.?\s?)?(\d{1,3})\s?[.):=–-]{0,2}\s?\(?([a-eA-E])\)?(?=$|[\s,;|.])", re.I)
_ASKED_IN = re.compile(
    r"[\[(]\s*((?:UPSC|IAS|SSC|CDS|NDA|CAPF|State PSC|[A-Z]{2,6}PSC|RRB|IBPS|SBI|RBI|CSE|CGL|PYQ|Prelims|Civil "
    r"Services)[A-Za-z .,'–/-]{0,50}?)[\s,:'–-]{0,4}((?:19|20)\d\d)?\s*[\])]"
)
_CLOSING = re.compile(
    r"^(?:\*\*)?\s*(?:which|how many|select|choose|find|identify|in the light|what|of the above|the correct|"
    r"codes?\b|with reference|consider)",
    re.I,
)


@dataclass(slots=True)
class Question:
    """A question as found; `answer` is the text of one of `options`, or empty; `clash` says why it was not taken."""

    q: str
    options: list[str]
    lines: list[int]
    statements: list[str] = field(default_factory=list)
    number: int = 0
    answer: str = ""
    why: str = ""
    clash: str = ""
    exam: str = ""
    year: str = ""


def questions(lines: Sequence[Line]) -> list[Question]:
    """Every multiple-choice question of a page, in order."""
    found: list[Question] = []
    at = floor = 0
    while at < len(lines):
        options, end = _options(lines, at)
        if not options:
            at += 1
            continue
        if len(options) == 2 and end < len(lines) and _CLOSING.match(lines[end].text):
            at = end  # the two lists of “Match the following”
            continue
        start = _start(lines, at, floor)
        question = _asked(lines, start, at, options)
        used = list(range(start, end))
        after = _answered(lines, end, question, used)
        if question.q and len(question.options) >= 2:
            question.lines = sorted({lines[one].number for one in used if lines[one].text.strip()})
            found.append(question)
        at = floor = max(after, end)
    _answer_key(lines, floor, found)
    return found


def _options(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """The options that begin on line `at` (`a` first, in order), and the line after them."""
    options: list[str] = []
    end = at
    while end < len(lines):
        text = lines[end].text
        if not text.strip():
            if options and end + 1 < len(lines) and _letter_of(lines[end + 1].text) == chr(97 + len(options)):
                end += 1
                continue
            break
        letter = _letter_of(text)
        if letter and letter == chr(97 + len(options)):
            options += _inline(text, len(options))
            end += 1
        elif (
            options and len(options) < 4 and not _START.match(text) and not _ANSWER.match(text) and text[:1] == " " and not _WHY.match(text)
        ):
            options[-1] += " " + text.strip()  # an option that runs over two lines
            end += 1
        else:
            break
    if len(options) >= 2:
        return [_option(one) for one in options], end
    if not options and (inline := _tail(lines[at].text)):
        return [_option(one) for one in inline], at + 1
    return [], at


def _letter_of(text: str) -> str:
    found = _OPTION.match(text)
    return next((group.lower() for group in found.groups()[:4] if group), "") if found else ""


def _inline(text: str, first: int) -> list[str]:
    """The options of one line: “(a) 1 only (b) 2 only”."""
    cuts: list[tuple[int, int]] = []
    for mark in _INLINE.finditer(text):
        letter = (mark[1] or mark[2]).lower()
        if letter == chr(97 + first + len(cuts)):
            cuts.append((mark.start(), mark.end()))
    if not cuts:
        found = _OPTION.match(text)
        return [found[5]] if found else []
    return [text[start:end].strip() for (_, start), end in zip(cuts, [cut[0] for cut in cuts[1:]] + [len(text)], strict=True)]


def _tail(text: str) -> list[str]:
    """Options at the end of the question's own line; only with brackets, and at least three."""
    at = text.lower().find("(a)")
    if at < 10:
        return []
    inline = _inline(text[at:], 0)
    return inline if len(inline) >= 3 else []


def _option(text: str) -> str:
    return tidy(re.sub(r"\s*(?:✓|✔|✅|\[correct\]|\(correct(?: answer)?\))\s*$", "\u2713", text, flags=re.I)).strip().rstrip(";")


def _start(lines: Sequence[Line], at: int, floor: int) -> int:
    """The line on which the question begins whose options begin at `at`."""
    best, numbered = at, False
    for one in range(at, max(floor, at - 16) - 1, -1):
        text = lines[one].text
        if one < at and (_ANSWER.match(text) or _WHY.match(text) or re.match(r"#{1,6}\s(?!.{0,6}q(?:uestion)?\s?\.?\d)", text, re.I)):
            break
        if not text.strip():
            if best < at and not numbered and not _announced(lines, one, floor):
                break
            continue
        best = one
        found = _START.match(text)
        if found and (found[3] is None or _begins(found[4].rstrip(" *"), lines, one, at)):
            return one
        numbered = bool(_STATEMENT.match(text)) or bool(_CLOSING.match(text) and not text.rstrip().endswith(":"))
    return best


def _announced(lines: Sequence[Line], last: int, floor: int) -> bool:
    """Whether the text up to line `last` announces what follows (“Consider the following statements:”)."""
    above = next((lines[one].text for one in range(last, floor - 1, -1) if lines[one].text.strip()), "")
    return above.rstrip(" *").endswith(":") or bool(_STATEMENT.match(above))


def _begins(body: str, lines: Sequence[Line], one: int, at: int) -> bool:
    """Whether the `body` of `12. …` on line `one` opens a question rather than being one of its statements."""
    if (
        "?" in body
        or body.endswith(":")
        or (re.match(r"(?:consider|which|what|who|with reference|match|the|in |assertion|where|when|how)\b", body, re.I) and one == at)
    ):
        return True
    between = [_START.match(lines[later].text) for later in range(one + 1, at)]
    return not any(other and other[3] for other in between) and not _announced(lines, one - 1, max(0, one - 3))


def _asked(lines: Sequence[Line], start: int, at: int, options: list[str]) -> Question:
    """The question itself: its opening, its statements, its closing."""
    texts = [line.text for line in lines[start:at]]
    if at < len(lines) and not _letter_of(lines[at].text):  # options stand at the end of this very line
        texts.append(lines[at].text[: lines[at].text.lower().find("(a)")])
    question = Question("", options, [])
    parts: list[str] = []
    for index, text in enumerate(texts):
        if not text.strip():
            continue
        begun = _START.match(text) if index == 0 else None
        if begun:
            question.number = int(begun[1] or begun[2] or begun[3] or 0)
            text = begun[4]
        elif (stated := _STATEMENT.match(text)) and parts and not _CLOSING.match(stated[2]):
            question.statements.append(tidy(stated[2]))
            continue
        elif question.statements and not _CLOSING.match(text.strip()) and not text.strip().endswith("?"):
            question.statements[-1] += " " + tidy(text)
            continue
        parts.append(tidy(re.sub(r"^#{1,6}\s", "", text)))
    q = " ".join(part for part in parts if part)
    if asked := _ASKED_IN.search(q):
        question.exam, question.year = asked[1].strip(" ,-–:'"), asked[2] or ""
        q = (q[: asked.start()] + q[asked.end() :]).strip()
    elif dated := re.search(r"\s?[\[(]((?:19|20)\d\d)[\])]", q):
        question.year, q = dated[1], q[: dated.start()] + q[dated.end() :]
    question.q = re.sub(r"\s+", " ", q)
    right = [one for one in options if one.endswith("\u2713")]
    question.options = [one.rstrip("\u2713").strip() for one in options]
    if len(right) == 1:
        question.answer = right[0].rstrip("\u2713").strip()
    return question


def _answered(lines: Sequence[Line], end: int, question: Question, used: list[int]) -> int:
    """Takes the answer and the explanation below the options; gives the line after them."""
    at, seen, why_open = end, False, False
    why: list[str] = []
    while at < len(lines) and at < end + 40:
        text = lines[at].text
        if _KEY_ALONE.match(text):
            break
        if not text.strip():
            at += 1
            if why and not why_open:
                break
            if why and at < len(lines) and _stops(lines, at):
                break
            continue
        answer = None if seen else _ANSWER.match(text)
        if answer and not (_WHY.match(text) and not _LETTER.match((answer[1] or "").strip("* "))):
            seen = True
            said = (answer[1] or "").strip(" *]")
            if not said and at + 1 < len(lines):
                at += 1
                used.append(at - 1)
                said = lines[at].text.strip(" *")
            split = re.split(r"[.\s]\s*(?:Explanation|Exp)\s?[:.–-]\s?", said, maxsplit=1)
            _take_answer(question, tidy(split[0]))
            if len(split) == 2:
                why.append(tidy(split[1]))
                why_open = True
        elif (reason := _WHY.match(text)) or _WHY_ALONE.match(text):
            why_open = True
            if reason and reason[1].strip(" *"):
                why.append(tidy(reason[1]))
        elif why_open and not _stops(lines, at):
            why.append(tidy(re.sub(r"^[\s>]*[-*•]\s+", "", text)))
        else:
            break
        used.append(at)
        at += 1
    question.why = " ".join(why).strip()
    return at


def _stops(lines: Sequence[Line], at: int) -> bool:
    """Whether an explanation ends before line `at`: a heading, or the next question."""
    text = lines[at].text
    if re.match(r"\s*#{1,6}\s", text) or (_KEY_HEAD.match(text) and len(text) < 40):
        return True
    if re.match(r"[\s>#*]{0,8}(?:q(?:uestion)?\s?\.?\s?\d|\bq\.)", text, re.I):
        return True
    if _START.match(text):
        return any(_letter_of(line.text) == "a" or "(a)" in line.text for line in lines[at : at + 10])
    return text.strip().endswith("?") and any(_letter_of(line.text) == "a" for line in lines[at + 1 : at + 3])


def _take_answer(question: Question, said: str) -> None:
    """The option that the page names, by letter, by words, or by both where they agree."""
    letter = _LETTER.match(said)
    words = letter[2] if letter else said
    by_words = next((option for option in question.options if _bare(option) == _bare(words) != ""), "")
    if letter:
        index = ord(letter[1].lower()) - 97
        by_letter = question.options[index] if index < len(question.options) else ""
        if not by_letter:
            question.clash = f"the page says “{said}”, and there is no such option"
        elif by_words and by_words != by_letter:
            question.clash = f"the page says “{said}”, but letter and words name different options"
        else:
            question.answer = by_letter
        if not by_words and len(words) > 25 and not question.why:
            question.why = words
    elif by_words:
        question.answer = by_words
    elif said and re.fullmatch(r"[1-5]", said) and int(said) <= len(question.options):
        question.clash = f"the page says “{said}”: the number of an option, or an option?"
    elif said:
        question.clash = f"the page says “{said}”, which is none of the options"


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _answer_key(lines: Sequence[Line], floor: int, found: list[Question]) -> None:
    """Answers given together at the end of the page: “Answers: 1. (b) 2. (c)”."""
    for at in range(floor, len(lines)):
        head = _KEY_HEAD.match(lines[at].text)
        if not head:
            continue
        for later in range(at, min(len(lines), at + 40)):
            text = head[1] if later == at else lines[later].text
            for mark in _KEY.finditer(text):
                for nth, question in enumerate(found, 1):
                    if (question.number or nth) == int(mark[1]) and not question.answer and not question.clash:
                        index = ord(mark[2].lower()) - 97
                        if index < len(question.options):
                            question.answer = question.options[index]
                            question.lines = [*question.lines, lines[later].number]
        break
