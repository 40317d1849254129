"""The page of each code: what `ankigen explain` prints, and docs/rules.md.

That of a rule is its docstring; those of the codes of other stages stand in codes.md, each under the name of its code.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from textwrap import fill

from ankigen.check import RULES
from ankigen.check.rule import NONE, Rule
from ankigen.codes import CODES
from ankigen.model import Severity

_RULES = {rule.code: rule for rule in RULES}
_LINES = {code: (name, severity, line) for name, (code, severity, line) in CODES.items()}


def known() -> dict[str, str]:
    """Every code with its name, in the order of codes."""
    names = {code: name for code, (name, _, _) in _LINES.items()} | {code: rule.name for code, rule in _RULES.items()}
    return dict(sorted(names.items()))


def find(word: str) -> str:
    """The code that a word means: a code or a name, in any case.  Empty where there is none."""
    word = word.strip().casefold().replace("_", "-")
    return next((code for code, name in known().items() if word in (code.casefold(), name)), "")


def near(word: str) -> list[str]:
    """Names that may have been meant."""
    return get_close_matches(word.casefold(), known().values(), 3, 0.5)


def usual(code: str) -> tuple[Severity, str]:
    """A code's severity where nothing else is said, and its first sentence."""
    if code in _RULES:
        rule = _RULES[code]
        return rule.severity, rule.says
    _, severity, line = _LINES[code]
    return severity, line


def page(code: str) -> str:
    """The page of a code, in Markdown."""
    if code not in _RULES:
        name, severity, line = _LINES[code]
        return f"# {code} {name} ({severity})\n\n{line}\n\n{written()[name]}\n"
    rule = _RULES[code]
    return f"# {code} {rule.name} ({rule.severity})\n\n{rule.page}\n\n{_settings(rule)}\n"


@cache
def written() -> dict[str, str]:
    """What codes.md says of each name."""
    _, *parts = f"\n{files(__package__).joinpath('codes.md').read_text('utf-8')}".split("\n## ")
    return {name: said.strip() for name, _, said in (part.partition("\n") for part in parts)}


def wrapped(text: str, width: int) -> str:
    """A page for a terminal so wide; what stands in a fence keeps its lines."""
    parts = [
        part if "```" in part else fill(part, width, break_long_words=False, break_on_hyphens=False)
        for part in text.rstrip().split("\n\n")
    ]
    return "\n\n".join(parts) + "\n"


def document() -> str:
    """docs/rules.md: every rule of the checker with its page, then the codes of the other stages."""
    parts = [
        "# Rules and codes\n\nMade from the rules themselves; `ankigen explain CODE` prints the same pages.\n\n"
        "| code | name | usually | says |\n|---|---|---|---|\n"
        + "\n".join(
            f"| {code} | [{name}](#{_anchor(code, name)}) | {usual(code)[0]} | {usual(code)[1]} |"
            for code, name in known().items()
        )
    ]
    parts += [_lower(page(code)) for code in known()]
    return "\n".join(parts)


def _anchor(code: str, name: str) -> str:
    return f"{code.lower()}-{name}"


def _lower(text: str) -> str:
    head, _, rest = text.partition("\n")
    code, name, severity = head.removeprefix("# ").split(" ")
    return f"\n## {code} {name}\n\nUsually: {severity.strip('()')}.\n{rest.rstrip()}\n"


def _settings(rule: Rule) -> str:
    allow = f"**Allow it** on an entry or a note with `allow: {{{rule.name}: <the reason>}}`"
    if rule.limits == NONE:
        return f"{allow}; turn it off with `check: {{{rule.name}: off}}` in ankigen.yaml."
    return (
        f"{allow}; set it with `check: {{{rule.name}: {{limit: {rule.limits.limit:g}}}}}` in ankigen.yaml, or to `off`."
    )
