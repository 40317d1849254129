"""The last of a card's fields: what can only be set once its identity is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from string import ascii_uppercase

from ankigen.model import Card, Choice

_NUMBER = re.compile(r"\{\{c(\d+)::")


def settle(card: Card, guid: str, numbers: Mapping[int, int]) -> Mapping[str, str]:
    """The fields of `card` as a learner receives them, under `guid`; `numbers` maps a blank's place (1, 2, 3 …) to its
    permanent number."""
    fields = card.fields
    if card.kind == "cloze":
        return {**fields, "Text": _NUMBER.sub(lambda found: f"{{{{c{numbers[int(found[1])]}::", fields["Text"])}
    if card.kind == "choice":
        return {**fields, **_choice_fields(shuffled(card.options, guid), fields.get("Answer", ""), fields.get("Explanation", ""))}
    return fields


def shuffled(options: tuple[Choice, ...], guid: str) -> list[Choice]:
    """The options in an order bound to the card for ever: an option added between others moves none of them."""
    return sorted(options, key=lambda option: blake2b(f"{guid}\0{option.text}".encode(), digest_size=8).digest())


def _choice_fields(options: list[Choice], answer: str, explanation: str) -> dict[str, str]:
    lettered = list(zip(ascii_uppercase, options, strict=False))
    said = [f'<bdi class="letter">{letter}</bdi> {option.text}' for letter, option in lettered]
    whys = [f"<li>{text} – {option.why}</li>" for text, (_, option) in zip(said, lettered, strict=True) if option.why]
    return {
        "Options": '<ol class="options" type="A">' + "".join(f"<li>{option.text}</li>" for option in options) + "</ol>",
        "Answer": next((text for text, (_, option) in zip(said, lettered, strict=True) if option.right), answer),
        "Explanation": explanation + (f'<ul class="whys">{"".join(whys)}</ul>' if whys else ""),
    }
