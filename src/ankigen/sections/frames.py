"""THE TABLE of sentences: how each card asks, in each language.

A frame is filled by `frame`.  `{name:the}` sets the value `name` by the English form `the`; another language has only
the plain values, and is worded so that it needs no more.  A frame that a language lacks is looked for without the parts
of its key that only English tells apart (`find`), then among those of no language, which say in signs and in the
author's own keys what is asked.  To teach ankigen a language, add a table here and its months in `words.MONTHS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import combinations

from ankigen import words
from ankigen.model import Entry, Note

FORMS: dict[str, Callable[[str], str]] = {
    "": str,
    "the": words.the,
    "name": words.the_name,
    "mid": words.mid,
    "sentence": words.sentence,
    "law": words.the_law,
    "place": words.the_place,
    "person": words.the_person,
    "provision": words.the_provision,
    "axis": words.the_axis,
    "row": words.mid_axis,
    "event": words.the_event,
    "theme": words.the_theme,
    "own": lambda text: words.possessive(words.the_name(text)),
    "quoted": words.quoted,
    "question": words.question,
    "lowered": words.lowered,
    "is": lambda text: "are" if words.is_plural(text) else "is",
    "was": lambda text: "were" if words.is_plural(text) else "was",
    "who is": lambda text: "are" if words.names_several(text) else "is",
    "does": lambda text: "do" if words.is_plural(text) else "does",
    "deals": lambda text: "deal" if words.is_plural(text) else "deals",
    "inverted": words.inverted,
}
"""What may stand behind the colon in a frame."""

FRAMES: dict[str, dict[str, str]] = {
    "en": {
        "as of": "As of {when}, {question:mid}",
        "not": " (not to be confused with {other})",
        "or": "or",
        "terms.means": "What is meant by {term:quoted}{apart}?",
        "terms.means.name": "What {term:is} {term:name}{apart}?",
        "terms.expands": "What {term:does} {term} stand for?",
        "terms.which": "Which term means {means:quoted}?",
        "terms.which.noun": "Which term denotes {means:mid}?",
        "terms.not": "With what is {term:quoted} easily confused?",
        "terms.not.name": "With what {term:is} {term:name} easily confused?",
        "people.who": "Who {role:is}{hedge} {role:the}?",
        "people.who.dated": "Who {role:was}{hedge} {role:the}?",
        "people.who.verb": "Who{hedge} {role:lowered}?",
        "people.role": "Who {name:who is}{hedge} {name:person}?",
        "people.role.dated": "What role did {name:person}{hedge} hold?",
        "people.role.verb.dated": "What did {name:person}{hedge} do?",
        "organisations.is": "What {name:is} {name:name}?",
        "organisations.expands": "What does {name} stand for?",
        "organisations.head": "Who{hedge} heads {name:name}?",
        "organisations.hq": "Where {name:is} {name:name}{hedge} headquartered?",
        "organisations.founded": "When {name:was} {name:name}{hedge} founded?",
        "organisations.founded.year": "In which year {name:was} {name:name}{hedge} founded?",
        "organisations.founded.month": "In which month and year {name:was} {name:name}{hedge} founded?",
        "organisations.founded.day": "On which date {name:was} {name:name}{hedge} founded?",
        "organisations.members": "Members of {name:name}:",
        "organisations.members.count": "How many members {name:does} {name:name} have?",
        "timeline.clause": "When {event:inverted}?",
        "timeline.clause.year": "In which year {event:inverted}?",
        "timeline.clause.month": "In which month and year {event:inverted}?",
        "timeline.clause.day": "On which date {event:inverted}?",
        "timeline.noun": "When did {event:event} take place?",
        "timeline.noun.year": "In which year did {event:event} take place?",
        "timeline.noun.month": "In which month and year did {event:event} take place?",
        "timeline.noun.day": "On which date did {event:event} take place?",
        "timeline": "{event}: when?",
        "timeline.year": "{event}: in which year?",
        "timeline.month": "{event}: in which month and year?",
        "timeline.day": "{event}: on which date?",
        "quotes.speaker": "Who{hedge} said {text:quoted}{occasion}?",
        "quotes.speaker.question": "Who{hedge} said: {text:quoted}",
        "quotes.about": "To what do {speaker:own} words {text:quoted}{occasion} refer?",
        "quotes.means": "What did {speaker:name} mean by {text:quoted}{occasion}?",
        "quotes.means.question": "What did {speaker:name} mean by this: {text:quoted}",
        "numbers": "What is{hedge} {what:the}?",
        "numbers.count": "What is{hedge} the number of {what:mid}?",
        "numbers.count.noun": "How many {what:mid} are there{hedge}?",
        "numbers.plural": "What is{hedge} the figure for {what:mid}?",
        "laws.cite": "{provision:provision} of {instrument:law}",
        "laws.subject": "What is the subject of {cite}{apart}?",
        "laws.provision": "Which {noun} of {instrument:law} {noun:deals} with {subject:theme}?",
        "laws.part": "In which {noun} of {instrument:law} {provision:does} {provision:provision} stand?",
        "laws.enforceable": "How far {provision:is} {cite} enforceable in court?",
        "laws.enforceable.no": "Not at all",
        "laws.enforceable.yes": "Fully",
        "laws.not": "With what {provision:is} {cite} easily confused?",
        "stakeholders.wants": "What{else_} {name:does} {name:name}{hedge} want{about}?",
        "stakeholders.gains": "What{else_} {name:does} {name:name}{hedge} gain{about}?",
        "stakeholders.fears": "What{else_} {name:does} {name:name}{hedge} fear{about}?",
        "stakeholders.does": "What{else_} {name:does} {name:name}{hedge} do{about}?",
        "else": " else",
        "about": " from {subject:mid}",
        "about.does": " with regard to {subject:mid}",
        "effects.cause.clause": "Why {effect:inverted}?",
        "effects.cause.noun": "What is the cause of {effect:the}?",
        "effects.cause.noun.past": "What was the cause of {effect:the}?",
        "effects.cause": "{effect}: why?",
        "effects.effect.clause": "With what effect{on} {cause:inverted}?",
        "effects.effect.noun": "What is the effect of {cause:the}{on}?",
        "effects.effect.noun.past": "What was the effect of {cause:the}{on}?",
        "effects.effect": "{cause}: with what effect{on}?",
        "effects.on": " on {on:name}",
        "comparisons": "What {axis:is} {axis:axis} of {item:name}{apart}?",
        "comparisons.who": "Who {axis:is} {axis:axis} of {item:name}{apart}?",
        "comparisons.who.of": "Who {axis:is} {axis:axis} for {item:name}{apart}?",
        "comparisons.of": "What {axis:is} {axis:axis} for {item:name}{apart}?",
        "comparisons.other": "What applies to {item:name} under {axis:quoted}{apart}?",
        "comparisons.question": "{item:name}{apart}: {axis:mid}",
        "comparisons.yes": "{item:name}{apart}: {axis:row}?",
        "named": "{item:name}",
        "named.provision": "{item:provision}",
        "places.where": "Where {name:is} {name:place}?",
        "places.why": "Why {name:is} {name:place} in the news?",
        "places.why.dated": "Why {name:was} {name:place} in the news in {when}?",
        "mains": "{q}{measure} – recall the outline.",
        "mains.marks": "{marks} marks",
        "mains.words": "{words} words",
        "cards.of": "{answer:sentence} {answer:is} {what} of what?",
        "cards.who": "Who {verb} {answer}?",
        "exam": "Asked in {exam}.",
    },
    "hi": {
        "as of": "{when} की स्थिति: {question}",
        "not": " ({other} नहीं)",
        "or": "या",
        "terms.means": "{term} का क्या अर्थ है{apart}?",
        "terms.expands": "{term} का पूरा रूप क्या है?",
        "terms.which": "“{means}” – यह किस पद का अर्थ है?",
        "terms.not": "{term} – इससे मिलता-जुलता कौन-सा पद अलग है?",
        "people.who": "{role} कौन हैं?",
        "people.role": "{name} कौन हैं?",
        "organisations.is": "{name} क्या है?",
        "organisations.expands": "{name} का पूरा रूप क्या है?",
        "organisations.head": "{name} – प्रमुख कौन हैं?",
        "organisations.hq": "{name} – मुख्यालय कहाँ है?",
        "organisations.founded": "{name} – स्थापना कब हुई?",
        "organisations.founded.year": "{name} – स्थापना किस वर्ष हुई?",
        "organisations.founded.month": "{name} – स्थापना किस माह और वर्ष में हुई?",
        "organisations.founded.day": "{name} – स्थापना किस तारीख़ को हुई?",
        "organisations.members": "{name} – सदस्य:",
        "organisations.members.count": "{name} – कितने सदस्य हैं?",
        "timeline": "{event} – कब?",
        "timeline.year": "{event} – किस वर्ष?",
        "timeline.month": "{event} – किस माह और वर्ष में?",
        "timeline.day": "{event} – किस तारीख़ को?",
        "quotes.speaker": "“{text}” – यह किसने कहा{occasion}?",
        "quotes.about": "“{text}” ({speaker}) – यह किसके बारे में है?",
        "quotes.means": "“{text}” ({speaker}) – इसका क्या अर्थ है?",
        "numbers": "{what} – आँकड़ा क्या है?",
        "laws.cite": "{provision}, {instrument}",
        "laws.subject": "{cite} – विषय क्या है{apart}?",
        "laws.provision": "{instrument}: “{subject}” किस प्रावधान का विषय है?",
        "laws.part": "{cite} – किस भाग में है?",
        "laws.enforceable": "{cite} – न्यायालय में प्रवर्तनीयता क्या है?",
        "laws.enforceable.no": "न्यायालय द्वारा प्रवर्तनीय नहीं",
        "laws.enforceable.yes": "न्यायालय द्वारा प्रवर्तनीय",
        "laws.not": "{cite} – किस प्रावधान से इसका भ्रम होता है?",
        "stakeholders.wants": "{about}{name} – {else_}क्या अपेक्षा है?",
        "stakeholders.gains": "{about}{name} – {else_}क्या लाभ है?",
        "stakeholders.fears": "{about}{name} – {else_}क्या आशंका है?",
        "stakeholders.does": "{about}{name} – {else_}क्या भूमिका है?",
        "else": "और ",
        "effects.cause": "{effect} – क्यों?",
        "effects.effect": "{cause} – क्या प्रभाव{on}?",
        "effects.on": " ({on} पर)",
        "comparisons": "{item} – {axis} क्या है{apart}?",
        "comparisons.question": "{axis} – {item}{apart}",
        "comparisons.yes": "{item} – {axis}{apart}?",
        "places.where": "{name} कहाँ है?",
        "places.why": "{name} – चर्चा में क्यों?",
        "places.why.dated": "{name} – {when} में चर्चा में क्यों?",
        "mains": "{q}{measure} – रूपरेखा याद कीजिए।",
        "mains.marks": "{marks} अंक",
        "mains.words": "{words} शब्द",
        "exam": "{exam} में पूछा गया।",
    },
    "": {
        "as of": "{question} ({when})",
        "not": " (≠ {other})",
        "or": "/",
        "terms.means": "{term}{apart} = ?",
        "terms.expands": "{term} = … ?",
        "terms.which": "? = {means}",
        "terms.not": "{term} ≠ ?",
        "people.who": "? = {role}",
        "people.role": "{name} = ?",
        "organisations.is": "{name} = ?",
        "organisations.expands": "{name} = … ?",
        "organisations.head": "{name} · head = ?",
        "organisations.hq": "{name} · hq = ?",
        "organisations.founded": "{name} · founded = ?",
        "organisations.members": "{name} · members:",
        "organisations.members.count": "{name} · members = ?",
        "timeline": "{event} = ?",
        "timeline.year": "{event} = ? (YYYY)",
        "timeline.month": "{event} = ? (YYYY-MM)",
        "timeline.day": "{event} = ? (YYYY-MM-DD)",
        "quotes.speaker": "“{text}”{occasion} ← ?",
        "quotes.about": "“{text}” ({speaker}) → ?",
        "quotes.means": "“{text}” ({speaker}) = ?",
        "numbers": "{what} = ?",
        "laws.cite": "{provision}, {instrument}",
        "laws.subject": "{cite}{apart} → ?",
        "laws.provision": "{instrument}: ? → {subject}",
        "laws.part": "{cite} · part = ?",
        "laws.enforceable": "{cite} · enforceable = ?",
        "laws.enforceable.no": "✗",
        "laws.enforceable.yes": "✓",
        "laws.not": "{cite} ≠ ?",
        "stakeholders.wants": "{about}{name} · wants = {else_}?",
        "stakeholders.gains": "{about}{name} · gains = {else_}?",
        "stakeholders.fears": "{about}{name} · fears = {else_}?",
        "stakeholders.does": "{about}{name} · does = {else_}?",
        "else": "… + ",
        "about": "{subject}: ",
        "effects.cause": "? → {effect}",
        "effects.effect": "{cause} → ?{on}",
        "effects.on": " ({on})",
        "comparisons": "{item}{apart} · {axis} = ?",
        "named": "{item}",
        "places.where": "{name} · where = ?",
        "places.why": "{name} · why = ?",
        "places.why.dated": "{name} · why = ? ({when})",
        "mains": "{q}{measure}",
        "mains.marks": "{marks}",
        "mains.words": "{words}",
        "exam": "{exam}",
    },
}


class _Value(str):
    """A value in a frame: what stands behind its colon is the form it takes."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        return _formed(str(self), form)


@lru_cache(maxsize=256)
def _formed(text: str, form: str) -> str:
    """An entry's cards name the same things."""
    return FORMS[form](text)


def frame(note: Note, key: str, /, **values: str) -> str:
    """The sentence `key` in the note's language, filled with values in the author's words."""
    filled = {name: _Value(value) for name, value in values.items()}
    return _find(note.lang, key).format_map({"hedge": "", "apart": "", **filled})


@cache
def _find(lang: str, key: str) -> str:
    return find(FRAMES.get(words.base(lang), FRAMES[""]), key)


def find(table: Mapping[str, str], key: str) -> str:
    """The frame of a key in a language or in none, else of the key without the part that says how English puts it.

    `timeline.clause.year` is looked for as itself, then as `timeline.year`, `timeline.clause` and `timeline`.
    """
    stem, *parts = key.split(".")
    keys = [".".join((stem, *kept)) for size in range(len(parts), -1, -1) for kept in reversed([*combinations(parts, size)])]
    return next(frames[name] for frames in (table, FRAMES[""]) for name in keys if name in frames)


def is_adverb(hedge: str) -> bool:
    """Whether a hedge is one word such as `reportedly`, which English sets within the sentence."""
    return hedge.isalpha() and hedge.lower().endswith("ly")


def adverb(entry: Entry) -> str:
    """The entry's hedge where it is an adverb, for the place that a frame keeps for it."""
    hedge = entry.text("hedge")
    return f" {hedge.lower()}" if is_adverb(hedge) else ""


def apart(entry: Entry, note: Note, named: str = "named") -> str:
    """The clause that names what the entry is not to be confused with, as the frame `named` sets it."""
    other = words.bare(entry.text("not"))
    return frame(note, "not", other=frame(note, named, item=other)) if other else ""


def as_of(note: Note, when: str, question: str) -> str:
    """A question about a time, which is written as a date or in words; as it is where no time is given."""
    return frame(note, "as of", when=words.as_written(when, note.lang), question=question) if when else question
