"""The cards for those who live in a terminal: plain words, one block or one line a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ankigen.preview.shown import Preview, Shown, ShownNote

Style = Callable[[str, str], str]
"""Sets a text off for a reader: `style(text, role)`; the role is "place", a severity, a state or the kind of a part."""

_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
"""A word diff without colour, as git writes it."""


def chosen(
    preview: Preview, *, words: str = "", section: str = "", tag: str = "", deck: str = "", changed: bool = False, faulty: bool = False
) -> Iterator[tuple[ShownNote, Shown]]:
    """The cards with all the words, in this section, under this tag and deck; or only changed, or faulty, ones."""
    wanted = words.casefold().split()
    for note in preview.notes:
        for card in note.cards:
            text = f"{card.question}\n{card.answer}\n{note.title}\n{note.file}\n{' '.join(card.tags)}".casefold()
            if (
                all(word in text for word in wanted)
                and section in ("", card.section)
                and (not tag or any(_under(one, tag) for one in card.tags))
                and (not deck or _under(card.deck, deck))
                and (not changed or card.state in ("new", "changed", "reworded", "restored"))
                and (not faulty or card.problems)
            ):
                yield note, card


def _under(name: str, parent: str) -> bool:
    return name.casefold() == parent.casefold() or name.casefold().startswith(f"{parent.casefold()}::")


def line(card: Shown) -> str:
    """A card as one line of a table: place, state, section, deck, tags, question, answer, parted by tabs."""
    place = f"{card.place.file}:{card.place.line}"
    tags = " ".join(card.tags)
    cells = (place, card.state or "", card.section, card.deck, tags, card.question, card.answer or card.why)
    return "\t".join(" ".join(cell.split()) for cell in cells)


def block(card: Shown, style: Style) -> str:
    """A card as a few lines to read."""
    faces = f"{len(card.faces)} cards" if len(card.faces) > 1 else ""
    about = " · ".join(filter(None, (card.section, card.deck, faces)))
    state = f"  {style(card.state, card.state)}" if card.state and card.state != "unchanged" else ""
    lines = [f"{style(f'{card.place.file}:{card.place.line}', 'place')}  {about}{state}", *_side("Q", card.question)]
    lines += _side("A", card.answer) if card.answer else []
    lines += _side("-", f"no card: {card.why}" if card.why else "no card") if not card.faces else []
    for name, parts in card.before:
        said = "".join(style(_MARKS[kind].format(text), kind) for kind, text in parts)
        lines += _side("~", f"{name}: {said}")
    for problem in card.problems:
        lines.append(f"  {style(problem.severity, problem.severity)} {problem.code} {problem.name}: {problem.message}")
    return "\n".join(lines)


def _side(letter: str, text: str) -> list[str]:
    first, *rest = text.strip().splitlines() or [""]
    return [f"  {letter}  {first}", *(f"     {more}" for more in rest)]
