"""The rule about abbreviations that nothing expands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import english
from ankigen.check.clues import SHORT, Table
from ankigen.check.giveaway import asks_expansion, expansion_in
from ankigen.check.glossary import glossary
from ankigen.check.rule import Finding, Limits, Noted, Shown, written
from ankigen.model import Place
from ankigen.patterns import pattern

_LETTERS = pattern(
    r"(?<![\w&/'’-])[A-Z][A-Za-z]{0,8}[A-Z](?:[a-z]?)(?![\w&'’-]|/\w)|(?<![\w&/'’-])[A-Z]{2,10}s?(?![\w&]|-\d)"
)
_MAY_HAVE = Table([(frozenset([SHORT]), "an abbreviation")])
_ROMAN = pattern(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def unknown_abbreviation(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Warns of an abbreviation that nothing expands: not the note, not `terms` in ankigen.yaml, not the shipped glossary.

    It is named once per note.  A note expands it with a `terms` or `organisations` entry that has `expands`, or by
    writing “Goods and Services Tax (GST)” anywhere.

    **Why.** An abbreviation that is not understood is learnt as a shape (Wozniak, rules 1 and 2: understand before
    you learn).

    **Example:** `q: Which ministry runs PMFME?`

    **Use instead:** the same question, with an entry beside it:

    ```yaml
    terms:
      - term: PMFME
        expands: Prime Minister's Formalisation of Micro Food Processing Enterprises
        means: a scheme of aid to small food makers
    ```
    """
    seen: set[str] = set()
    known: set[str] | None = None
    for shown in noted.cards:
        if not (shown.english and _MAY_HAVE.called(shown.calls)):
            continue
        for short in shown.tokens:
            if (
                short.islower()
                or short.istitle()
                or not _LETTERS.fullmatch(short := short.removesuffix("’s").removesuffix("'s"))
            ):
                continue
            single = short.removesuffix("s") if short[-1:] == "s" and short[:-1].isupper() else short
            if single in seen or single in glossary() or single in noted.terms or _ROMAN.fullmatch(single):
                continue
            if (
                sum(letter.isupper() for letter in single) * 2 <= len(single)
                or english.is_general(single.casefold())
                or single == "TODO"
            ):
                continue
            known = _expanded(noted) if known is None else known
            seen.add(single)
            if single not in known and not _shouts(shown.both) and not _needs_none(single, shown):
                yield Finding(
                    f"“{single}” is expanded nowhere.",
                    f"Write it out once, or add it to `terms` in this note or in ankigen.yaml: `{single}: …`.",
                    place=_place(single, shown), entry=shown.entry,
                )  # fmt: skip


def _needs_none(short: str, shown: Shown) -> bool:
    """Whether an abbreviation is somebody's initials (“TN Seshan”), a party (“PUCL v. Union of India”), or is expanded by its
    entry in the words that it stands for."""
    after = re.search(rf"(?<!\w){re.escape(short)} (v\.|[A-Z][a-z]+)", shown.both)
    if after and (after[1] == "v." or (len(short) < 4 and not english.is_general(after[1].lower()))):
        return True
    return any(expansion_in(text, short) for _, text, _ in written(shown.entry))


def _place(short: str, shown: Shown) -> Place:
    """Where an abbreviation was written, if it was: a question may be made by its section."""
    return next((place for _, text, place in written(shown.entry) if short in text), shown.place)


def _expanded(noted: Noted) -> set[str]:
    """Every abbreviation that the note itself expands."""
    known: set[str] = set()
    note = noted.note
    for entry in note.entries:
        for key in ("term", "name"):
            if entry.text(key) and (entry.text("expands") or key == "term"):
                known.update(english.tokens(entry.text(key)))
    texts = [note.title, note.summary, note.subject]
    for entry in note.entries:
        texts.extend(value for value in entry.values.values() if isinstance(value, str))
    for text in texts:
        if "(" in text:
            known.update(_in_brackets(text))
    for shown in noted.cards:
        if shown.kind == "qa" and len(shown.answer) < 200:
            asked = asks_expansion(shown.sides[0])  # then the answer is the expansion: “Radio detection and ranging” of RADAR
            known.update(short for short in _LETTERS.findall(shown.text) if asked or english.stands_for(short, shown.answer))
            known.update(
                short
                for short in _LETTERS.findall(shown.answer)
                if english.stands_for(short, shown.answer.split(short)[0])
            )
    return known


def _in_brackets(text: str) -> Iterator[str]:
    """Abbreviations beside their expansion: “Goods and Services Tax (GST)”, “GST (Goods and Services Tax)”."""
    for found in re.finditer(r"([\w&-]{2,12})?\s*\(([^()\n]{2,120})\)", text):
        inside, before = found[2].strip(), found[1] or ""
        if _LETTERS.fullmatch(inside.removesuffix("s")):
            yield inside.removesuffix("s")
        if _LETTERS.fullmatch(before) and " " in inside:
            yield before


def _shouts(text: str) -> bool:
    """Whether a text is set in capitals throughout, so that its capitals say nothing."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)
