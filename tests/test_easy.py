"""What is set without scanner and parser is set as they would set it, whatever signs stand side by side."""

from random import Random

import pytest

from ankigen.markup import easy, faults
from ankigen.markup.faults import _faults
from ankigen.markup.html import AROUND, Piece, Setting, no_file, set_text, words
from ankigen.markup.parser import markdown

BLANKS = "{{a}} {{b::hint}} {{c1::a}} {{C1:a}} {{c 1::a}} {{ a}} {{}} {{a:b}} {{a::}} {{a::b::c}} {{ }} } :: : ~~ é - . word and".split(" ") + ["{{a}}", "{{b::hint}}", "{{two words}}"] * 5
MARKS = "* ** *** _ __ ` *x* **x y** _x_ `x` ( ) “ ” . , ? : - — | a word 1. 1) 2*3 # + = --- ~~~ हि ि \xa0 \ufdd00\ufdd1".split(" ") + ["a", "*x*", "**x y**", "`x`"] * 8


def texts(seed: int, parts: list[str], joints: list[str], count: int) -> set[str]:
    chance = Random(seed)
    made = ("".join(chance.choice(parts) + chance.choice(joints) for _ in range(chance.randint(1, 6))) for _ in range(count))
    return {text for each in made if (text := each.strip(AROUND))}


def test_simple_blanks_are_set_as_the_scanner_sets_them() -> None:
    easily = [text for text in texts(1, BLANKS, ["", " ", "  "], 20_000) if easy.is_easy(text)]
    assert len(easily) > 300
    for text in easily:
        setting = Setting(no_file, blanks=True)
        assert easy.easy_cloze(text) == (set_text(text, setting), tuple(setting.answers)), text
        assert faults(text) == sorted(_faults(text, 0, "text")), text
        for kind in ("answers", "marked"):
            slow = set_text(text, Setting(no_file, blanks=True, words=kind))
            assert words(text, kind) == easy.one_space(slow), text


@pytest.mark.parametrize("joints", [["", " "], [" ", " ", "\n", "\n\n", "\n- ", "\n1. ", "\n2. ", "\n\n- ", "\n\n1. ", "\n  ", "\n> "]])
def test_simple_markdown_is_set_as_the_parser_sets_it(joints: list[str]) -> None:
    pieces = [Piece("p", lambda: "p", lambda: "p")]
    made = {text: easy.easy_markdown(text) for text in texts(2, MARKS, joints, 30_000)}
    easily = {text: html for text, html in made.items() if html is not None and html != text}
    assert len(easily) > 300
    for text, html in easily.items():
        assert html == markdown(text, False, Setting(no_file), pieces), text
