"""People with their roles.  A role keeps its “former”, “acting” and “then”; an office without its body is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ankigen.draft.english import Word, sentence_case, words
from ankigen.draft.finders.material import ROLES, Material, is_name_word, names, together
from ankigen.draft.model import TODO, Proposal

BEFORE = frozenset(
    "former acting interim retired ex then late outgoing incoming incumbent caretaker deputy vice assistant joint additional "
    "union chief prime foreign defence defense finance home external affairs interior state party opposition army navy naval air "
    "force military senior supreme executive managing general health education environment trade culture railway commerce law "
    "agriculture official rebel veteran renowned noted eminent government special permanent high principal scientific economic "
    "national security political ruling spiritual tribal student youth human rights social climate space wildlife nuclear first "
    "current new designate cabinet council police intelligence museum project mission team company group bank court tennis chess "
    "football hockey badminton cricket olympic".split()
)
"""Small words that belong to the office after them: “former”, “acting”, “foreign minister”."""
_HONORIFICS = "Dr|Mr|Mrs|Ms|Shri|Smt|Prof|Sri"
_TITLE_BEFORE = re.compile(rf"(?:{_HONORIFICS})\.?\s$")
_WITHIN = re.compile(r"(?:['’]s)?[\s-]|\s?\([A-Z]{2,8}\)\s|\sand\s")  # what stands between the words of one office
_ENDS_NO_ROLE = ("chiefs", "ministers", "leaders", "and", "of", "for", "the")
_NO_ROLE = ("mp", "pm", "cm", "head")
_STOPS = re.compile(
    r"\b(?:said|says|who|whom|which|was|is|has|have|had|met|will|would|told|added|announced|visited|that|at|"
    r"after|before|during|on|while|when|as|by|with|from|and (?:said|added|the))\b|[,.;:()—–]"
)
_PAST_ROLE = re.compile(r"(?:former|retired|then|ex|late|outgoing|erstwhile)\b", re.I)
_FOR_GOOD = re.compile(r"\b(?:author|founder|co-founder|historian|poet|novelist)\b", re.I)
_NAMED = re.compile(
    r"^,?\s?(?:has been |was |is |have been |is being )?(?:re-?)?(?:appointed|elected|named|sworn in|nominated|chosen|selected|designated"
    r"|promoted)(?: unanimously)?(?: to (?:be|serve))?(?: as)?(?: (?:the|a|an|its|their))?(?: (?:new|next))?\s"
)
_IS = re.compile(
    r"^,?\s?(?:is|became|becomes|will be|has become|takes over as|took over as|took charge as|has taken over "
    r"as|has taken charge as|assumed (?:charge|office) as)\s(?:also\s)?(?:the|a|an|its)?\s?(?:new\s)?"
)
_BEHIND = (
    # what stands between a name and its office, how sure that makes it, and why
    (_NAMED, 0.9, "appointed or elected to the office"),
    (_IS, 0.82, "“is the …”"),
    (re.compile(r"^(?:,?\s(?:was|served as|had been)|(?:\s?\([^()]{1,30}\))?,\swho was)\s(?:the|a|an)?\s?"), 0.5,
     "“was the …”: an office of the past"),
    (re.compile(r"^(?:\s?\([^()]{1,30}\))?,\s(?:who is\s)?(?:the|a|an)?\s?"), 0.88, "the office stands behind the name, between commas"),
)  # fmt: skip
_HEADS = re.compile(
    r"^(?:president|chairman|chairperson|director[- ]general|director|head|ceo|governor|secretary[- ]general|"
    r"chief|founder|chief minister|prime minister|commissioner|coach|captain|author|king)$",
    re.I,
)


class Found(NamedTuple):
    """A person with a role as one sentence gives it."""

    name: str
    role: str
    line: int
    confidence: float
    why: str


def people(material: Material) -> Iterator[Proposal]:
    """One entry per person: the fullest role the page gives; another, different role is a comment."""
    by_name: dict[str, list[Found]] = {}
    for found in _found(material):
        by_name.setdefault(_full(found.name, by_name), []).append(found)
    for name, all_found in by_name.items():
        best = max(all_found, key=lambda one: (one.confidence >= 0.6, len(one.role.split()) > 1, one.confidence, len(one.role)))
        qualified = next(
            (
                one
                for one in all_found
                if re.match(r"(?:former|retired|then|ex|late|acting|interim|outgoing)\b", one.role, re.I)
                and _head(one.role) == _head(best.role)
            ),
            None,
        )
        best = qualified or best
        lines = together((best.line,), tuple(one.line for one in all_found))
        values = {"name": name, "role": best.role}
        if best.confidence >= 0.6 and not _FOR_GOOD.search(best.role):
            past = _PAST_ROLE.match(best.role)
            values["as_of"] = f"{TODO} when was that?" if past else material.day or f"{TODO} as of when?"
        asks = (
            ()
            if " of " in best.role or any(word[0].isupper() and word.lower() not in ROLES for word in best.role.split())
            else ("of which country or body?",)
        )
        material.people[name] = best.role
        yield Proposal("people", values, lines, best.confidence, best.why, asks, ("as_of",))
        others = {one.role.lower(): one for one in all_found if _head(one.role) != _head(best.role)}
        for other in others.values():
            yield Proposal(
                "people", {"name": name, "role": other.role}, (other.line,), min(other.confidence, 0.55), f"a second role: {other.why}"
            )


def _head(role: str) -> str:
    """The office itself: the last word of the role before any “of …”."""
    return re.split(r"\s(?:of|for|to|at)\s", role)[0].split()[-1].lower()


def _full(name: str, known: dict[str, list[Found]]) -> str:
    return next(
        (
            other
            for other in known
            if other.endswith(" " + name.split()[-1]) and (name.split()[0] == other.split()[0] or len(name.split()) == 1)
        ),
        name,
    )


def _found(material: Material) -> Iterator[Found]:
    for said in material.sentences:
        text = said.text
        found_here = list(names(text))
        for name, start, end in found_here:
            line = said.line_at(start)
            role = _role_before(text, start)
            if role:
                yield Found(name, role, line, 0.92 if len(role.split()) > 1 else 0.85, "the office stands before the name")
            if not role or len(role.split()) == 1:
                for role, sure, why in _roles_after(text, end):
                    yield Found(name, role, line, sure, why)
        if (
            said.block.label
            and len(words(said.text)) <= 8
            and _HEADS.match(said.block.label.split()[-1])
            and len(said.block.label.split()) <= 6
        ):
            whole = re.sub(rf"^(?:{_HONORIFICS}|Justice)\.?\s", "", text.strip(" ."))
            if any(name == whole for name, *_ in found_here):
                yield Found(whole, sentence_case(said.block.label), said.line, 0.8, "“Office: name”")
    for block in material.page.blocks:
        if block.kind == "item" and block.role == "people" and block.label and any(block.label == name for name, *_ in names(block.label)):
            role = re.split(r"(?<=[a-z)])[.;]\s?|\swho\s", block.text)[0].rstrip(".")
            if len(role.split()) <= 16:
                yield Found(
                    block.label,
                    re.sub(r"^(?:the|a|an)\s", "", role, flags=re.I),
                    block.line,
                    0.85,
                    "“Name: role” under a heading of people",
                )


def _role_before(text: str, start: int) -> str:
    """The office directly before a name, with all that belongs to it: “former Reserve Bank of India Governor”."""
    before = words(text, 0, start)
    if title := _TITLE_BEFORE.search(text[:start]):
        before, start = before[:-1], title.start()
    if not before:
        return ""
    at = len(before) - 1
    if not _is_office(before[at]) or not re.fullmatch(r",?\s", text[before[at].end : start]):
        at = _office_of(before, text, start)
    if at < 0:
        return ""
    begin = before[_first_of_role(before, at, text)].start
    if text[max(0, begin - 3) : begin].lower() == "ex-":
        begin -= 3
    role = re.sub(r"\s+", " ", text[begin:start]).strip(" ,")
    return "" if role.split()[-1].lower() in _ENDS_NO_ROLE or role in _NO_ROLE else role


def _first_of_role(before: list[Word], at: int, text: str) -> int:
    """The index of the first word that belongs to the office at `at`."""
    first = at
    while first and _WITHIN.fullmatch(text[before[first - 1].end : before[first].start]) and _belongs(before[first - 1], text):
        first -= 1
    if first > 1 and before[first - 1].text.isalpha() and before[first - 2].low in _QUALIFY:
        first -= 2  # “former power secretary”
    while first < at and before[first].low in ("of", "the", "and", "for"):
        first += 1
    return first


def _is_office(word: Word) -> bool:
    low = word.low.rstrip(".")
    return (
        low in ROLES
        or low.removesuffix("-designate").removesuffix("-elect") in ROLES
        or low.endswith("-general")
        or low.split("-")[-1] in ROLES
    )


def _office_of(before: list[Word], text: str, start: int) -> int:
    """The office in “President of the European Commission Ursula …”: its index, or -1."""
    for at in range(len(before) - 1, max(-1, len(before) - 9), -1):
        word = before[at]
        if word.low in ROLES or word.low.endswith("-general"):
            following = text[word.end : start]
            if re.match(r"\s(?:of|for|to)\s", following) and not re.search(
                r"[,.;:(]|\b(?:said|met|told|visited|and the|that|who|by|with)\b", following.rstrip(" ,")
            ):
                middle = [one for one in before[at + 1 :] if one.low not in ("of", "the", "and", "for", "to", "in")]
                if middle and all(one.capital for one in middle):
                    return at
            return -1
    return -1


def _belongs(word: Word, text: str) -> bool:
    if word.low in BEFORE or word.low.split("-")[0] in _QUALIFY:
        return word.low not in ("new", "current", "first") or word.capital
    if word.low in ("of", "and", "the", "for", "to"):
        return _joins(word, text)
    opener = word.start == 0 and word.low in _OPENERS
    return (word.capital and not opener) or bool(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word.low))


def _joins(word: Word, text: str) -> bool:
    """Whether “of” or “and” stands within a name: “former Reserve Bank of India Governor”."""
    return bool(re.search(r"[A-Z][\w’'-]*\s$", text[max(0, word.start - 30) : word.start]) and re.match(r"\s[A-Z]", text[word.end :]))


_QUALIFY = frozenset("former retired then ex acting interim late outgoing co vice".split())
_OPENERS = frozenset(
    "under while when after before the in on for as with by although though since if led both however "
    "meanwhile because during and but".split()
)


def _roles_after(text: str, end: int) -> Iterator[tuple[str, float, str]]:
    """The office behind a name, and the one behind an apposition: “…, a former judge, was appointed as the Chair”."""
    rest = text[end : end + 200]
    for pattern, sure, why in _BEHIND:
        if (opened := pattern.match(rest)) and (role := _cut(rest[opened.end() :])):
            yield role, sure, why
            break
    if (
        (apposed := re.match(r",\s[^,]{3,90}(?=,\s)", text[end:]))
        and (named := _NAMED.match(text[end + apposed.end() :]))
        and (role := _cut(text[end + apposed.end() + named.end() :][:200]))
    ):
        yield role, *_BEHIND[0][1:]


def _cut(rest: str) -> str:
    """The office at the start of a text, up to the next verb or stop; an office must be among its first words."""
    stop = _STOPS.search(rest)
    role = rest[: stop.start()] if stop else rest
    parts = words(role)
    office = next((at for at, word in enumerate(parts[:7]) if _is_office(word)), -1)
    if office < 0 or len(parts) > 14:
        return ""
    if any(
        word.low not in BEFORE and not word.capital and not re.match(r"\d", word.text) and word.low not in ("of", "the", "and")
        for word in parts[:office]
    ):
        return ""
    cut_at = len(parts)
    for at in range(office + 1, len(parts)):
        word = parts[at]
        if word.low in ("of", "the", "and", "for", "to", "in", "general") or word.capital or _is_office(word) or word.low in BEFORE:
            continue
        cut_at = at
        break
    while cut_at > office + 1 and parts[cut_at - 1].low in ("of", "the", "and", "for", "to", "in"):
        cut_at -= 1
    if any(is_name_word(word.text) for word in parts[office + 1 : office + 2]) and not re.match(
        r"\s?(?:of|for|to|,)", role[parts[office].end :]
    ):
        return ""  # “…, President Vladimir Putin”: the office of another person
    role = re.sub(r"\s+", " ", role[: parts[cut_at - 1].end]).strip(" ,")
    tail = rest[len(role) : len(role) + 1]
    return role + ("'s" if tail == "'" and role.lower().endswith("king") else "")


def resolve(name: str, material: Material) -> str:
    """The full name of a person whom a sentence calls by one of its parts, if the page names only one such person."""
    if name in material.people:
        return name
    full = [other for other in _all_names(material) if name in other.split()]
    return full[0] if len(set(full)) == 1 else ""


def _all_names(material: Material) -> list[str]:
    known = list(material.people)
    for said in material.sentences:
        known += [name for name, *_ in names(said.text)]
    return list(dict.fromkeys(known))

