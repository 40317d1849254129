"""Rules about the two sides of a card: that they are there, and how much they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import clues, english
from ankigen.check.rule import TAG, Finding, Limits, Shown, Side
from ankigen.model import Place
from ankigen.patterns import pattern

_IMAGE = pattern(r"<(?:img|audio|video|svg)\b|\[sound:", re.IGNORECASE)
_HOW_MANY = pattern(r"\b(\d{1,2}|" + "|".join(english.NUMBER_WORDS) + r")\b", re.IGNORECASE)
_PARTS = pattern(r"\s*(?:[;\n•·]|(?<!\S)(?:\(?\d{1,2}[.)]|\([a-z]\)|[-*])\s)\s*")
_LISTS = pattern(r"[,;\n•·]|(?<!\S)(?:\(?\d{1,2}[.)]|\([a-z]\)|[-*])\s")
LIST_SIGNS = clues.starts(", ; • · - *") | {clues.ITEM, clues.LINES}
_LAST = pattern(r",?\s+(?:and|or|&)\s+")
_ONE_NAME = pattern(
    r"^(?:the )?(?:ministry|department|committee|commission|convention|agreement|council|institute|office|bureau)\b"
    r"|\b(?:act|bill|code),? (?:of )?\d{4}", re.IGNORECASE,
)  # fmt: skip
_PAIRS = pattern(
    r"\b(?:jammu and kashmir|andaman and nicobar|dadra and nagar haveli|daman and diu|trinidad and tobago|law and order"
    r"|bosnia and herzegovina|goods and services|peace and security|science and technology|antigua and barbuda)\b",
    re.IGNORECASE,
)
_CLAUSE = pattern(r", (?:which|who|whose|where|when|but|not|so|because|including|such as|as|while)\b.*", re.DOTALL)
_FULL_FORM = pattern(r"^expand\b|\bstands? for\b|\bfull form\b|\babbreviat|\bacronym", re.IGNORECASE)


def empty_side(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a card whose front or back shows nothing.

    **Why.** A learner cannot answer a blank front nor learn from a blank back, and Anki makes no card at all of a front
    that is empty (Anki manual, “Card generation”).

    **Example**

    ```yaml
    - q: "&nbsp;"
      a: Article 279A
    ```

    **Use instead**

    ```yaml
    - q: Which Article of the Constitution of India provides for the GST Council?
      a: Article 279A
    ```
    """
    fields = shown.card.fields
    front = fields.get("Text" if shown.kind == "cloze" else "Question", shown.text)
    if not _shows(front):
        yield Finding("The front of this card is blank.", "Write a question that shows something.")
    back = fields.get("Answer", shown.answer)
    if shown.kind != "cloze" and not _shows(back):
        yield Finding("The back of this card is blank.", "Write the answer, or remove the entry.")


def no_blank(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a cloze card that has no blank.

    No section makes such a card: of a sentence without blanks it makes none.  If you see this, ankigen is at fault.

    **Why.** Anki makes no card of a cloze note without a blank (Anki manual, “Cloze deletion”).

    **Example:** `text: GST came into force on 1 July 2017.` as a card.

    **Use instead:** `text: GST came into force on {{1 July 2017}}.`
    """
    if not shown.card.blanks and not shown.blanks:
        yield Finding("This card has no blank, so there is nothing to recall.", "Put {{…}} round the words to recall.")


def long_answer(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Reports an answer of more than 10 words; more than 20 are an error.  Outlines (`mains`) may be long.

    **Why.** What cannot be recalled in one breath is graded by mood: some of it comes, some does not, and the interval
    fits neither part (Wozniak, rule 4, “Stick to the minimum information principle”; Matuschak, “Prompts should be
    focused”).

    **Example:** `a: A Council chaired by the Union Finance Minister which recommends rates, exemptions and thresholds`

    **Use instead:** one entry per fact: who chairs it, what it recommends. What only explains belongs in `extra`.
    """
    for side in shown.sides:
        count = len(side.answer_tokens)
        if severity := limits.severity(count):
            yield Finding(
                f"The answer has {count} words.",
                f"Say it in {limits.limit:g} or fewer, make it several cards, or move what explains into `extra`.",
                place=_answer_place(shown, side), severity=severity,
            )  # fmt: skip


def long_question(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Reports a question of more than 25 words (an error beyond 35), or a sentence with blanks or a choice question of
    more than 45 (beyond 70).

    **Why.** A learner reads the front hundreds of times.  A long one is recognised by its shape instead of being
    understood, and the answer then comes from the shape (Matuschak, “Prompts should be precise”; Wozniak, rule 12,
    “Optimize wording”).

    **Example:** `q: In the message which he sent at the New Year and which was reported by the state news agency, which
    expression did Kim Jong Un use of the relations that his country has with its northern neighbour?`

    **Use instead:** `q: How did Kim Jong Un describe the alliance with Russia in his New Year 2026 message?`
    """
    count = len(shown.tokens if shown.kind == "cloze" else shown.sides[0].tokens)
    if severity := limits.severity(count):
        what = "sentence" if shown.kind == "cloze" else "question"
        yield Finding(
            f"The {what} has {count} words.",
            f"Ask it in {limits.limit:g} or fewer; what is not needed to answer it belongs in `extra`.",
            severity=severity,
        )


def enumeration(side: Side, limits: Limits) -> Iterator[Finding]:
    """Reports a question that asks for three things at once and does not say how many; four or more are an error.

    **Why.** Sets and enumerations are the hardest of all to keep: one forgotten member fails the whole card, and
    nothing in the question leads to it (Wozniak, rules 9 and 10, “Avoid sets”, “Avoid enumerations”).

    **Example**

    ```yaml
    cards:
      - q: Which countries founded the G4?
        a: Brazil, Germany, India, Japan
    ```

    **Use instead**

    ```yaml
    lists:
      - title: The members of the G4
        items: [Brazil, Germany, India, Japan]
    ```
    """
    if side.shown.section.figures or not _LISTS.search(side.answer):
        return
    count = len(items(side.answer))
    severity = limits.severity(count)
    if not severity or _FULL_FORM.search(side.front) or side.front.casefold().startswith("where"):
        return
    said = any(
        english.NUMBER_WORDS.get(found.casefold(), found) in (count, str(count))
        for found in _HOW_MANY.findall(side.front)
    )
    if severity == "error" or not said:
        yield Finding(
            f"The answer is a list of {count} things asked for at once.",
            "Make it a `lists` entry (one item asked at a time), or one card per item"
            + ("." if severity == "error" else "; for three, at least say “which three”."),
            place=_answer_place(side.shown, side), severity=severity,
        )  # fmt: skip


def items(answer: str) -> list[str]:
    """The items of an answer that is a list; a plain phrase is one item."""
    answer = _PAIRS.sub("pair", english.PARENTHESIS.sub(" ", answer)).strip()
    if _ONE_NAME.search(answer):
        return [answer]
    parts = [part for part in _PARTS.split(answer) if part]
    if len(parts) > 2:
        return parts
    parts = [part.strip() for part in _CLAUSE.sub("", answer).split(", ")]
    parts = [part for part in parts if part and not re.fullmatch(r"\d{4}", part)]
    if len(parts) < 2:
        return parts
    last = _LAST.split(parts[-1].removeprefix("and ").removeprefix("or "))
    return parts[:-1] + last


def _shows(field: str) -> bool:
    if field[:1].isalnum():
        return True
    if _IMAGE.search(field):
        return True
    plain = TAG.sub("", field) if "<" in field else field
    return bool(plain.replace("&nbsp;", "").strip())


def _answer_place(shown: Shown, side: Side) -> Place:
    """Where the answer was written: of a question in the author's own words, not where the question stands."""
    key = "a" if side is shown.sides[0] else "reverse_a"
    return shown.entry.place_of(key) if shown.value(key) else shown.place
