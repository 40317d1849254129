"""Note types of other tools, in Anki's JSON: what their templates say of where a card has room for what.

Names of fields tell little, so the templates are asked: the question is what the first front shows, the answer what only its
back adds.  Where both could be several fields, names decide after all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ankigen.notetypes.render import Shown, fields_of, says_something

_QUESTION = ("question", "front", "text", "prompt", "term")
_ANSWER = ("answer", "back", "definition", "response")
_EXTRA = ("extra", "back extra")


def counterparts(model: Mapping[str, Any]) -> dict[str, str]:
    """Which of the fields receives which of ours; nothing where there is no room for a card of ours."""
    names = [field["name"] for field in model["flds"]]
    first = model["tmpls"][0]
    back = _fields(first["afmt"], names)
    if model.get("type") == 1:
        front = _fields(first["qfmt"], names, lambda field: "cloze" in field.filters)
        text = _named(front or names, _QUESTION)
        extra = _named([name for name in back if name != text], (*_EXTRA, *_ANSWER))
        return {"Text": text} | ({"Extra": extra} if extra else {})
    front = _fields(first["qfmt"], names, lambda field: "type" not in field.filters)
    question = _named(front or names, _QUESTION)
    others = [name for name in back or names if name != question]
    answer = _named([name for name in others if name not in front] or others, (*_ANSWER, *_EXTRA))
    if not answer:
        return {}
    spare = [name for name in others if name.lower() in _EXTRA and name not in {answer, *asked_for(model)}]
    return {"Question": question, "Answer": answer} | ({"Extra": spare[0]} if spare else {})


def asked_for(model: Mapping[str, Any]) -> set[str]:
    """The fields that some card asks for: they stand on a front, or learners type them."""
    names = [field["name"] for field in model["flds"]]
    return {
        name for each in model["tmpls"]
        for name in (*_fields(each["qfmt"], names), *_fields(each["afmt"], names, lambda field: "type" in field.filters))
    }


def ordinals(model: Mapping[str, Any], filled: Collection[str]) -> tuple[int, ...]:
    """The ordinals of the cards that Anki makes of a note in which these fields are filled; at least one, as in Anki."""
    return tuple(at for at, each in enumerate(model["tmpls"]) if says_something(each["qfmt"], filled)) or (0,)


def _fields(template: str, names: Sequence[str], wanted: Callable[[Shown], bool] = lambda _: True) -> list[str]:
    """Those of the fields that a template shows, in its order."""
    return list(dict.fromkeys(field.name for field in fields_of(template) if field.name in names and wanted(field)))


def _named(names: Sequence[str], wanted: Sequence[str]) -> str:
    """The field with the first of the wanted names, else the first field, if any."""
    by_name = {name.lower(): name for name in names}
    return next((by_name[name] for name in wanted if name in by_name), next(iter(names), ""))
