"""From nodes to values of a wanted shape, with a Problem for each that has another; shared by settings and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from ankigen.codes import problem
from ankigen.mend import quoted
from ankigen.model import Option, Place, Problem, Source, Text
from ankigen.nodes import Broken, Items, Node, Pairs
from ankigen.patterns import pattern
from ankigen.words import date_hint, parse_date

ID = pattern(r"[A-Za-z0-9._-]+")
_LANG = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_CONTROL = pattern(r"[\x00-\x1f\x7f]")
_SPACES = pattern(r"\s+")
_Value = TypeVar("_Value")
_YES_NO = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


_ALSO_CALLED = {
    "question": "q", "front": "q", "answer": "a", "back": "a", "definition": "means", "choices": "options", "explanation": "why",
    "notes": "extra", "correct": "answer", "full_form": "expands", "year": "date",
}  # fmt: skip
"""What other programs, and people, call a key."""


def likely(word: str, known: Collection[str]) -> str:
    """The known word that was probably meant, or an empty string."""
    from difflib import get_close_matches  # only for who has mistyped

    word = re.sub(r"[\s-]+", "_", word.lower())
    if (called := _ALSO_CALLED.get(word, "")) in known:
        return called
    close = get_close_matches(word, known, 1, 0.6)
    return close[0] if close else ""


def choices(words: Sequence[str]) -> str:
    """The words as a choice in a sentence: `a`, `b` or `c`."""
    shown = [f"`{word}`" for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


class Shapes:
    """Takes values from nodes, and gathers the problems of those that do not fit.

    Every method takes the key and the node behind it and gives the value, or None where there is none to use.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fault(self, name: str, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(problem(name, place, message, hint))

    # -- text

    def text(self, key: Text, node: Node) -> Text | None:
        """One text, not empty."""
        if isinstance(node, Text):
            if node:
                return node
            self.empty(key)
        elif isinstance(node, Items):
            self.fault(
                "wrong-shape", node.place, f"`{key}` takes one text, not a list.", "Write one text; one that starts with `[` needs quotes."
            )
        elif isinstance(node, Pairs):
            self.fault("wrong-shape", node.place, f"`{key}` takes a text, not keys of its own.", _in_quotes(node))
        return None

    def empty(self, key: Text) -> None:
        """Nothing stands behind the key."""
        self.fault("empty-value", key.place, f"`{key}` has nothing behind it.", "Write its value, or delete the key.")

    def texts(self, key: Text, node: Node) -> tuple[Text, ...] | None:
        """A list of texts, none of them empty; None rather than half a list."""
        found = self._sound_texts(key, node)
        return found if found and isinstance(node, Items) and len(found) == len(node.items) else None

    def _sound_texts(self, key: Text, node: Node) -> tuple[Text, ...]:
        if isinstance(node, Items) and node.items:
            return tuple([text for item in node.items if (text := self._item(key, item)) is not None])
        if isinstance(node, Items) or not node:
            self.empty(key)
        elif isinstance(node, Text):
            parts = ", ".join(quoted(part.strip()) for part in node.split(",") if part.strip())
            self.fault("wrong-shape", node.place, f"`{key}` takes a list.", f"Write: {key}: [{parts}]")
        elif isinstance(node, Pairs):
            first = next(iter(node.pairs.values()), None)
            hint = f"Write each without its key: - {first}" if isinstance(first, Text) and first else "Start each entry with `- `."
            self.fault("wrong-shape", node.place, f"`{key}` takes a list, not keys of its own.", hint)
        return ()

    def _item(self, key: Text, item: Node) -> Text | None:
        if isinstance(item, Text) and item:
            return item
        if isinstance(item, Text):
            self.fault("empty-value", item.place, f"An entry of `{key}` is empty.", "Write it, or delete its line.")
        elif not isinstance(item, Broken):
            self.fault("wrong-shape", item.place, f"An entry of `{key}` is one text.", _in_quotes(item))
        return None

    def text_or_texts(self, key: Text, node: Node) -> Text | tuple[Text, ...] | None:
        """One text or a list of them."""
        return self.texts(key, node) if isinstance(node, Items) else self.text(key, node)

    # -- text of a form

    def date(self, key: Text, node: Node) -> Text | None:
        """A date at one of the three precisions, as typed."""
        text = self.text(key, node)
        if text is None or parse_date(text):
            return text
        self.fault("bad-date", text.place, f"“{text}” cannot be read as a date.", f"{date_hint(text)}.")
        return None

    def flag(self, key: Text, node: Node) -> Text | None:
        """Yes or no, as the text `true` or `false`."""
        text = self.text(key, node)
        said = text and _YES_NO.get(text.lower())
        if text and said:
            return Text(said, text.place)
        if text:
            self.bad_choice(key, text, ("true", "false"))
        return None

    def reverse(self, key: Text, node: Node) -> Text | None:
        """Yes or no, as the text `true` or `false`, or else a question."""
        text = self.text(key, node)
        return text and Text(_YES_NO.get(text.lower(), text), text.place)

    def choice(self, key: Text, node: Node, words: Sequence[str]) -> Text | None:
        """One of the words."""
        text = self.text(key, node)
        if text is None or text in words:
            return text
        self.bad_choice(key, text, words)
        return None

    def bad_choice(self, key: Text, text: Text, words: Sequence[str]) -> None:
        """The text is none of the words."""
        meant = likely(text, words)
        self.fault(
            "bad-choice",
            text.place,
            f"“{text}” is not a value of `{key}`.",
            f"Did you mean `{meant}`?" if meant else f"Write {choices(words)}.",
        )

    def _formed(self, key: Text, node: Node, form: re.Pattern[str], name: str, said: str, hint: str) -> Text | None:
        """One text of a form."""
        text = self.text(key, node)
        if text is None or form.fullmatch(text):
            return text
        self.fault(name, text.place, said.format(text), hint)
        return None

    def id(self, key: Text, node: Node) -> Text | None:
        """A permanent name."""
        hint = "Ids are made of the letters A to Z, digits, `-`, `_` and `.`."
        return self._formed(key, node, ID, "bad-id", "The id “{}” has characters that an id cannot have.", hint)

    def lang(self, key: Text, node: Node) -> Text | None:
        """A language's code."""
        hint = "Write a code such as `en`, `hi` or `pt-BR`."
        return self._formed(key, node, _LANG, "bad-choice", "“{}” is not the code of a language.", hint)

    def tags(self, key: Text, node: Node) -> tuple[Text, ...] | None:
        """Tags as Anki keeps them."""
        return tuple([tag for text in self._sound_texts(key, node) if (tag := self._tag(text)) is not None])

    def _tag(self, text: Text) -> Text | None:
        if "" in (part.strip() for part in text.split("::")):
            self.fault(
                "bad-tag",
                text.place,
                f"The tag “{text}” has an empty part.",
                "Write each part between `::`, as in `polity::gst`.",
            )
        elif _CONTROL.search(text.replace("\t", "").replace("\n", "")):
            self.fault("bad-tag", text.place, "The tag has a control character, which Anki removes.", "Delete it.")
        elif text.lower() in ("leech", "marked"):
            self.fault(
                "bad-tag", text.place, f"The tag “{text}” has a meaning of its own in Anki.", "Choose another tag."
            )
        elif _SPACES.search(text):
            hyphened = Text(_SPACES.sub("-", text), text.place)
            self.fault(
                "spaced-tag",
                text.place,
                f"The tag “{text}” has spaces, which a tag in Anki cannot have.",
                f"Write: {hyphened}",
            )
            return hyphened
        else:
            return text
        return None

    def deck(self, key: Text, node: Node) -> Text | None:
        """A deck's name, without the blanks round `::` that Anki would remove."""
        text = self.text(key, node)
        if text is None:
            return None
        parts = [part.strip() for part in text.split("::")]
        if _CONTROL.search(text):
            self.fault(
                "bad-deck", text.place, "The deck's name has a control character, which Anki removes.", "Delete it."
            )
        elif "" in parts:
            self.fault(
                "bad-deck",
                text.place,
                f"The deck “{text}” has an empty part.",
                "Write each part between `::`, as in `Polity::GST`.",
            )
        elif any(part[0] == ":" or part[-1] == ":" for part in parts):
            self.fault(
                "bad-deck",
                text.place,
                f"The deck “{text}” has a lone colon beside `::`, which Anki removes.",
                "Write two colons.",
            )
        else:
            if text.lower() == "default":
                self.fault(
                    "default-deck",
                    text.place,
                    "The cards would land in Anki’s own deck Default.",
                    "Give the deck a name of its own.",
                )
            return Text("::".join(parts), text.place)
        return None

    # -- values of several parts

    def pairs(self, key: Text, node: Node) -> Mapping[Text, Node] | None:
        """Keys and values."""
        if isinstance(node, Pairs) and node.pairs:
            return node.pairs
        if isinstance(node, Pairs) or not node:
            self.empty(key)
        elif not isinstance(node, Broken):
            self.fault(
                "wrong-shape",
                node.place,
                f"`{key}` takes keys with values.",
                f"Write them indented below `{key}:`, each as `key: value`.",
            )
        return None

    def fields(self, what: str, node: Pairs, known: Sequence[str], required: Sequence[str]) -> dict[str, Text]:
        """The texts of a value whose keys are known."""
        found: dict[str, Text] = {}
        meant = set()
        for key, value in node.pairs.items():
            if key not in known:
                meant.add(self.unknown(key, what, known))
            elif (text := self.text(key, value)) is not None:
                found[str(key)] = text
        for name in required:
            if name not in node.pairs and name not in meant:
                self.fault("missing-key", node.place, f"{what[0].upper()}{what[1:]} needs `{name}`.", f"Add `{name}:`.")
        return found

    def unknown(self, key: Text, what: str, known: Collection[str], elsewhere: str = "") -> str:
        """A key that is not known; gives the one that was probably meant."""
        meant = "" if elsewhere else likely(key, known)
        hint = elsewhere or (f"Did you mean `{meant}`?" if meant else f"Its keys are {', '.join(known)}.")
        self.fault("unknown-key", key.place, f"`{key}` is not a key of {what}.", hint)
        return meant

    def texts_by_key(self, key: Text, node: Node) -> dict[Text, Text] | None:
        """A text for each key."""
        pairs = self.pairs(key, node)
        return None if pairs is None else _kept(pairs, self.text)

    def rows(self, key: Text, node: Node) -> dict[Text, tuple[Text, ...]] | None:
        """A list of texts for each key."""
        pairs = self.pairs(key, node)
        return None if pairs is None else _kept(pairs, self.texts)

    def options(self, key: Text, node: Node) -> tuple[Option, ...] | None:
        """A list of texts, or of `text` with `why`."""
        if not isinstance(node, Items) or not node.items:
            self.texts(key, node)
            return None
        found = []
        for item in node.items:
            if isinstance(item, Pairs) and not {"text", "why"}.isdisjoint(item.pairs):
                fields = self.fields("an option", item, ("text", "why"), ("text",))
                if "text" in fields:
                    found.append(Option(fields["text"], fields.get("why", "")))
            elif (text := self._item(key, item)) is not None:
                found.append(Option(text))
        return tuple(found) if found and len(found) == len(node.items) else None

    def source(self, key: Text, node: Node) -> Source | None:
        """A source's name, or its `name`, `url` and `date`."""
        if not isinstance(node, Pairs):
            name = self.text(key, node)
            return None if name is None else Source(name)
        fields = self.fields("a source", node, ("name", "url", "date"), ("name",))
        return Source(fields["name"], fields.get("url", ""), fields.get("date", "")) if "name" in fields else None

    def sources(self, key: Text, node: Node) -> dict[Text, Source] | None:
        """Sources by short name."""
        pairs = self.pairs(key, node)
        return None if pairs is None else _kept(pairs, self.source)


def _kept(pairs: Mapping[Text, Node], take: Callable[[Text, Node], _Value | None]) -> dict[Text, _Value]:
    return {key: value for key, node in pairs.items() if (value := take(key, node)) is not None}


def _in_quotes(node: Items | Pairs) -> str:
    """The hint for a text that YAML has taken for a pair because of its colon."""
    if isinstance(node, Pairs) and len(node.pairs) == 1:
        ((key, value),) = node.pairs.items()
        if isinstance(value, Text):
            return f"If it is a text with a colon, put it in quotes: {quoted(f'{key}: {value}'.strip())}"
    return "Put it in quotes if it is text."
