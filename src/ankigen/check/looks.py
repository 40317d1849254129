"""Rules about how a card looks: markup that will not show, pictures nobody can describe, tables too wide for a phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ankigen import markup
from ankigen.check.rule import Finding, Limits, Noted, Shown, written
from ankigen.check.shown import OTHER_LETTER
from ankigen.filetypes import SOUNDS
from ankigen.model import Place
from ankigen.patterns import pattern
from ankigen.sections.frames import FRAMES

_IMAGE = pattern(r"!\[([^\]\n]{0,300})\]\(([^()\s]{1,300})")
_NOT_SHOWN = ("id", "tags", "source", "kind", "priority", "card")
_SIGNS = pattern(r"\*\*|__|~~|\$|\]\(|\]:|<[/a-zA-Z!]|`|\\[(\[]")
_TAG_NAME = pattern(r"</?([A-Za-z][^\s/>]*)")
_TABLE = pattern(r"\|[^\n]*\|")
_FRAMED = frozenset(key.partition(".")[0] for key in FRAMES["en"])  # the sections whose questions are made
_RULE_LINE = pattern(r"^\s{0,3}\|?\s{0,9}:?-+:?\s{0,9}(?:\|\s{0,9}:?-+:?\s{0,9}){0,60}\|?\s*$")


def stray_markup(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Reports markup that will not show as meant: a left-over `**`, a `$` without its partner, `::` inside a blank.

    **Why.** The learner sees the signs instead of what they were for, on every review.

    **Example:** `a: Article **279A`

    **Use instead:** `a: Article **279A**`
    """
    for shown in _with(_SIGNS, noted):
        for text, place in _texts(shown):
            faults = markup.faults(text) if _SIGNS.search(text) else []
            raw = [text[fault.offset :] for fault in faults if fault.name == "raw-html"]
            if raw and (told := _of_html(raw, shown, noted.sanitises)):
                yield Finding(*told, place, "warning", shown.entry)
            for fault in faults:
                if fault.name == "stray-markup":
                    yield Finding(fault.message, fault.hint, place, entry=shown.entry)
                    break
    for shown in noted.cards if "{{" in noted.raw else ():
        asked = shown.card.asked
        if asked.kind != "cloze" and any("{{" in side and markup.has_blanks(side) for side in (asked.question, asked.answer)):
            hint = "A sentence with blanks belongs under `key_points`."
            yield Finding("A blank is no blank here: its braces will be seen.", hint, shown.place, entry=shown.entry)


def _of_html(raw: list[str], shown: Shown, sanitises: bool) -> tuple[str, str] | None:
    """What becomes of HTML in a text, and what to write instead; None where it shows as meant.  `raw` starts with each tag."""
    if not sanitises:
        escaped = any("&lt;" in html for html in shown.card.fields.values())
        hint = "Write Markdown (**bold**, *italic*), or set `html: sanitise` in ankigen.yaml."
        return ("HTML is shown as it stands here.", hint) if escaped else None
    from ankigen.markup.parser import TAGS

    names = (name[1] for tag in raw if (name := _TAG_NAME.match(tag)))
    gone = next((name for name in names if name.lower() not in TAGS), "")
    hint = "Write Markdown, such as ![words](file) for a picture; of HTML, what sets text is kept: <u>, <sub>, <ruby>."
    return (f"`<{gone}>` is left out of the card.", hint) if gone else None


def undescribed_image(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Warns of a picture without a description.

    **Why.** Learners who cannot see it hear the description, and it stands where the picture cannot be shown.

    **Example:** `![](india.png)`

    **Use instead:** `![India with the Sundarbans marked](india.png)`
    """
    for shown in _with(_IMAGE, noted):
        for text, place in _texts(shown):
            for found in _IMAGE.finditer(text):
                if not found[1].strip() and not found[2].lower().endswith(SOUNDS):
                    yield Finding(
                        f"The picture {found[2]} has no description.", "Say what it shows: ![what it shows](file).",
                        place, entry=shown.entry,
                    )  # fmt: skip


def wide_table(noted: Noted, limits: Limits) -> Iterator[Finding]:
    """Warns of a table of more than five columns.

    **Why.** On a phone it must be scrolled sideways, and a row of it is a set to be learnt by heart (Wozniak,
    rule 9, “Avoid sets”).

    **Example:** a table of states with area, people, capital, language, rivers and parks.

    **Use instead:** a `comparisons` entry, which asks one cell at a time.
    """
    for shown in _with(_TABLE, noted):
        for text, place in _texts(shown):
            for line in text.splitlines() if "|" in text and "-" in text else ():
                columns = line.strip().strip("|").count("|") + 1
                if columns > limits.limit and _RULE_LINE.match(line):
                    yield Finding(
                        f"The table has {columns} columns.", f"Show {limits.limit:g} or fewer, or ask its cells one by one.",
                        place, entry=shown.entry,
                    )  # fmt: skip


def _with(sign: re.Pattern[str], noted: Noted) -> Iterator[Shown]:
    """The first card of each entry in whose texts the sign stands."""
    if sign.search(noted.raw):
        cards = {id(shown.entry): shown for shown in reversed(noted.cards)}
        yield from (shown for shown in reversed(cards.values()) if sign.search(shown.raw))


def _texts(shown: Shown) -> Iterator[tuple[str, Place]]:
    """Every text of the entry that may be shown, in its Markdown, each with its place."""
    return ((text, place) for key, text, place in written(shown.entry) if key not in _NOT_SHOWN)


def other_script(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Warns where questions are made in English round entries that are written in another script.

    **Why.** What is asked of terms, people, dates and so on is put in the note's language.  Where nobody said which one that
    is, a card asks “What is meant by “परावर्तन”?”, and its fonts are not those of its script.

    **Example:** `{term: परावर्तन, means: प्रकाश का सतह से लौटना}` in a note of `lang: en`

    **Use instead:** `lang: hi` in the head of the note, or in ankigen.yaml for all of them.
    """
    lang = noted.cards[0].card.fields.get("Language", "") if noted.cards else ""
    if not lang.lower().startswith("en") or not OTHER_LETTER.search(noted.raw):
        return
    for entry in noted.note.entries:
        if "q" in entry.values or entry.section not in _FRAMED:  # in the author's own words
            continue
        letters = [sign for _, text, _ in written(entry) for sign in text if sign.isalpha()]
        far = [sign for sign in letters if OTHER_LETTER.match(sign)]
        if 2 * len(far) > len(letters):
            script = unicodedata.name(far[0], "another script").partition(" ")[0].capitalize()
            hint = "Write the code of its language, such as `lang: hi`, in the note's head or in ankigen.yaml."
            yield Finding(f"The entry is in {script}, and its questions are made in English.", hint, entry.place, entry=entry)
            return
