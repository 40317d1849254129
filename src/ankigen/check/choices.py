"""Rules about multiple-choice questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from ankigen.check.rule import Finding, Limits, Shown, Whole
from ankigen.model import Card, Option
from ankigen.patterns import pattern
from ankigen.sections.mcqs import options_of

_ALL_NONE = pattern(
    r"^(?:all|none|both|any|neither)(?: of)?(?: the)? ?(?:above|these|them|options|\(?a\)? and \(?b\)?)\b|^(?:all"
    r"|none) of (?:the )?(?:above|these)",
    re.IGNORECASE,
)
_NOT = pattern(r"\b(not|except|incorrect|false|least)\b", re.IGNORECASE)
_ASKS_CORRECT = pattern(
    r"\b(?:is|are)(?:/are)? (?:not|incorrect|false)\b|\bnot (?:correct|true|a|an|one|among|part)\b|\bexcept\b|\bincorrect\b",
    re.IGNORECASE,
)
_STATEMENT = pattern(r"(?:^|\n|\s)(?:\d|[IVX]+)\.\s")


def answer_not_an_option(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a choice question whose answer is none of its options.

    **Why.** `answer` is the text of one of `options`; letters would not survive the shuffling of the options.

    **Example:** `options: [Yonhap, KCNA, TASS]` with `answer: B`

    **Use instead:** `answer: KCNA`
    """
    if _right(shown.card) < 0:
        yield Finding(
            f"The answer “{shown.value('answer')}” is none of the options.", "Copy the text of the right option.",
            place=shown.entry.place_of("answer"),
        )  # fmt: skip


def repeated_option(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports two options that say the same.

    **Why.** Neither can then be the answer, or both are.

    **Example:** `options: [Russia, China, russia]`

    **Use instead:** three options of one class, all different.
    """
    seen: set[str] = set()
    for option in _options(shown.card):
        if (words := _words(option.text)) in seen:
            yield Finding(f"The option “{option.text}” stands twice.", "Give another of the same class.", option.text.place)
        seen.add(words)


def few_options(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Reports a choice question with fewer than 3 options.

    **Why.** Of two options one is right by luck half the time (Roediger & Marsh 2005; Little & Bjork on lures that
    make choices worth answering).

    **Example:** `options: [KCNA, TASS]`

    **Use instead:** `options: [KCNA, TASS, Yonhap, Xinhua]`
    """
    options = _options(shown.card)
    if len(options) < limits.limit:
        yield Finding(
            f"There are {len(options)} options.",
            f"Give {limits.limit:g} or more of one class.",
            place=options[0].text.place,
        )


def unexplained_answer(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a choice question that does not say why its answer is right.

    **Why.** Wrong options are learnt too, unless the back corrects them at once (Roediger & Marsh 2005; Fazio 2010).

    **Example:** an entry of `mcqs` without `why`.

    **Use instead:** `why: KCNA is North Korea's agency; Yonhap is South Korean, TASS Russian, Xinhua Chinese.`
    """
    options = _options(shown.card)
    if not shown.value("why") and not any(option.why for option in options):
        yield Finding("Nothing says why the answer is right.", "Add `why`, on the entry or on each option.")


def all_of_the_above(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Warns of an option such as “all of the above” or “none of these”.

    **Why.** Whoever knows two of the others to be right need not know the third; and options are shuffled, so nothing is above.

    **Example:** `options: [Missiles, Satellites, Food aid, All of the above]`

    **Use instead:** four options of one class, one of them right.
    """
    for option in _options(shown.card):
        if _ALL_NONE.search(option.text.strip()):
            yield Finding(f"The option “{option.text}” leans on the others.", "Give one that stands alone.", option.text.place)


def telling_length(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Warns where the right option is more than 1.6 times as long as the others.

    **Why.** The longest option is right so often that learners choose it unread.

    **Example:** `options: [TASS, Yonhap, The state-run Korean Central News Agency]`

    **Use instead:** options of one length: `[TASS, Yonhap, KCNA]`
    """
    options = _options(shown.card)
    if (right := _right(shown.card)) < 0:
        return
    key = options[right].text
    lures = [len(option.text) for option in options if _words(option.text) != _words(key)]
    if not lures or _ALL_NONE.search(key):
        return
    length = len(key)
    if length > 15 and length > limits.limit * _mean(lures) and length > 1.2 * max(lures):
        yield Finding(
            f"The right option is {length / _mean(lures):.1f} times as long as the others.", "Shorten it, or lengthen them.",
            place=key.place,
        )  # fmt: skip


def unstressed_not(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Warns of a NOT in a choice question that is not stressed.

    **Why.** It is easily overlooked, and a learner who knows the fact then answers wrongly.

    **Example:** `q: Which of these is not a permanent member of the UN Security Council?`

    **Use instead:** `q: Which of these is NOT a permanent member of the UN Security Council?` (or `**not**`)
    """
    stem = _STATEMENT.split(shown.source_text)
    for text in (stem[0], stem[-1]) if len(stem) > 1 else stem:
        for found in _NOT.finditer(text):
            near = text[max(0, found.start() - 12) : found.end() + 12]
            stressed = found[0].isupper() or text[found.start() - 1 : found.start()] in ("*", "_") or "<u>" in near
            if not stressed and _ASKS_CORRECT.search(near):
                yield Finding(f"“{found[0]}” is easily overlooked.", f"Write {found[0].upper()}.")
                return


def lopsided_keys(whole: Whole, limits: Limits) -> Iterator[Finding]:
    """Warns where the right option is written under one letter in more than 40 % of at least 8 choice questions.

    Anki's cards are shuffled; the notes are not, and are printed and read aloud too.  Writing the right option first
    throughout is a habit that tells nothing, and is left alone; so is what chance alone makes uneven.

    **Why.** Learners find out which letter pays (Roediger & Marsh 2005, on what tests teach besides).

    **Example:** twelve questions, eight of them with the right option third.

    **Use instead:** the right option first throughout, or anywhere.
    """
    keys = [(note, card, at) for note, card in whole.cards if card.kind == "choice" and (at := _right(card)) >= 0]
    if len(keys) < 8:
        return
    choices = _mean([len(_options(card)) for _, card, _ in keys])
    letter, count = Counter(at for _, _, at in keys).most_common(1)[0]
    chance = 1 / max(choices, 2)
    uneven = count - len(keys) * chance > 3 * sqrt(len(keys) * chance * (1 - chance))
    if letter and uneven and 100 * count / len(keys) > limits.limit:
        note, first = next((note, card) for note, card, at in keys if at == letter)
        yield Finding(
            f"The right option is {chr(65 + letter)} in {count} of {len(keys)} choice questions.",
            "Write the right option first throughout (Anki's cards are shuffled), or anywhere.",
            place=_options(first)[0].text.place, note=note, entry=first.entry,
        )  # fmt: skip


def _options(card: Card) -> tuple[Option, ...]:
    return options_of(card.entry)


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _right(card: Card) -> int:
    """Which option is right as written, counted from 0; -1 where none is."""
    answer = _words(card.entry.text("answer"))
    return next((at for at, option in enumerate(_options(card)) if _words(option.text) == answer), -1)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
