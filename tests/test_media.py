"""Media and themes: what is shipped, under which name, and what never is."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import Desk

from ankigen.filetypes import KINDS
from ankigen.media import MediaFolder, media_name, theme_css
from ankigen.media.svg import ATTRIBUTES, ELEMENTS, SVG, UnsafeSvg, sanitise_svg
from ankigen.model import Place, Problem

PNG = b"\x89PNG\r\n\x1a\n and so on"
HERE = Place("notes/a/note.yaml", 3, 5)


class Folder:
    """A project in a temporary folder, seen from a note in notes/a."""

    def __init__(self, base: Path) -> None:
        self.root = base / "project"
        self.note = self.root / "notes" / "a"
        self.note.mkdir(parents=True)
        (base / "outside.png").write_bytes(PNG)
        self.problems: list[Problem] = []
        self.media = MediaFolder(self.root, "notes/a/note.yaml", self.problems)

    def write(self, name: str, data: bytes = PNG) -> Path:
        path = self.note / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def resolve(self, path: str) -> tuple[str | None, list[str]]:
        """The shipped name, and the names of the problems met."""
        self.problems.clear()
        name = self.media.resolve(path, HERE)
        assert all(problem.place == HERE and problem.message and problem.hint for problem in self.problems)
        return name, [problem.name for problem in self.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(("file", "written"), [
    ("map.png", "map.png"), ("map.png", "./map.png"), ("deep/er/map.png", "deep/er/map.png"), ("../map.png", "../map.png"),
    ("my map.png", "my map.png"), ("my map.png", "my%20map.png"), ("100%25.png", "100%25.png"), ("käse.png", "käse.png"),
    ("ka\u0308se.png", "käse.png"), ("नक्शा.PNG", "नक्शा.PNG"),
])  # fmt: skip
def test_found(folder: Folder, file: str, written: str) -> None:
    folder.write(file)
    name, problems = folder.resolve(written)
    assert problems == []
    assert name and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,19}-[0-9a-f]{12}\.png", name)


@pytest.mark.parametrize(("written", "problem"), [
    ("gone.png", "missing-media"), ("", "bad-media"), ("empty.png", "missing-media"), ("pointer.png", "missing-media"),
    ("../../../outside.png", "outside-media"), ("%2e%2e/%2e%2e/..%2foutside.png", "outside-media"), ("/etc/passwd", "outside-media"),
    ("C:\\a.png", "outside-media"), ("\\\\host\\a.png", "bad-media"), ("link.png", "outside-media"), ("linked/outside.png", "outside-media"),
    ("../../../project-twin/a.png", "outside-media"), ("https://a.b/c.png", "bad-media"), ("//a.b/c.png", "bad-media"),
    ("file:///etc/passwd", "bad-media"), ("data:image/png;base64,AA", "bad-media"), ("folder.png", "bad-media"), ("pipe.png", "bad-media"),
    ("program.exe", "bad-media"), ("note.yaml", "bad-media"), ("a\0.png", "bad-media"), ("a%00.png", "missing-media"), ("x" * 5000 + ".png", "missing-media"),
    ("loop.png", "missing-media"),
])  # fmt: skip
def test_refused(folder: Folder, written: str, problem: str) -> None:
    folder.write("empty.png", b"")
    folder.write("pointer.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    folder.write("program.exe")
    folder.write("note.yaml")
    (folder.note / "folder.png").mkdir()
    (folder.root.parent / "project-twin").mkdir()
    (folder.root.parent / "project-twin" / "a.png").write_bytes(PNG)
    if sys.platform == "win32":
        pytest.skip("needs links and pipes")
    (folder.note / "link.png").symlink_to(folder.root.parent / "outside.png")
    (folder.note / "loop.png").symlink_to("loop.png")
    (folder.note / "linked").symlink_to(folder.root.parent)
    os.mkfifo(folder.note / "pipe.png")
    assert folder.resolve(written) == (None, [problem])


def test_a_link_within_the_project_is_fine(folder: Folder) -> None:
    folder.write("map.png")
    (folder.note / "other.png").symlink_to("map.png")
    name, problems = folder.resolve("other.png")
    assert problems == []
    assert name and name.startswith("other-")


def test_the_name_is_of_the_bytes(folder: Folder) -> None:
    path = folder.write("Map of the Himalaya (north-west).png")
    first, _ = folder.resolve(path.name)
    assert first == media_name(path.name, "png", PNG)
    path.write_bytes(PNG + b"!")
    os.utime(path, (1, 1))
    again, _ = MediaFolder(folder.root, "notes/a/note.yaml", []).resolve(path.name, HERE), None
    assert again != first
    assert again and again.startswith("map-of-the-himalaya-")


def test_what_a_card_uses(folder: Folder) -> None:
    folder.write("map.png")
    folder.write("a.mp3", b"ID3")
    used = folder.media.start()
    for written in ("a.mp3", "map.png", "./a.mp3", "gone.png"):
        folder.media.resolve(written, HERE)
    assert [media.name[:2] for media in used] == ["a-", "ma"]
    assert [media.path.read_bytes() for media in used] == [b"ID3", PNG]
    assert folder.media.start() == []
    assert len(used) == 2


def test_a_problem_is_said_once_for_a_place(folder: Folder) -> None:
    for place in (HERE, HERE, Place("notes/a/note.yaml", 9)):
        folder.media.resolver(place)("gone.png")
    assert [problem.place.line for problem in folder.problems] == [3, 9]


def test_a_problem_stands_at_the_value_that_names_the_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("notes/house.yaml", """\
        title: T
        source: S
        cards:
          - q: Who was elected Speaker of the 18th Lok Sabha in June 2024?
            a: Om Birla
            extra: See ![the Speaker](birla.jpg)
        mcqs:
          - q: Which is shown here ![a house](house.png) of the Parliament of India?
            options:
              - Lok Sabha
              - {text: Rajya Sabha, why: "It is red: ![red](red.png)"}
              - text: Vidhan Sabha
                why: It is elsewhere ![there](there.png)
            answer: Lok Sabha
        """)
    problems = json.loads(desk.run("check", "--format", "json", status=1).stdout)
    found = {each["message"].split("“")[1].split("”")[0]: each["line"] for each in problems if each["name"] == "missing-media"}
    assert found == {"birla.jpg": 6, "house.png": 8, "red.png": 11, "there.png": 13}


def test_a_likely_name_is_given(folder: Folder) -> None:
    folder.write("Plateau.png")
    folder.media.resolve("plateu.png", HERE)
    assert folder.problems[0].hint == "Did you mean “Plateau.png”?"


def test_bytes_of_another_kind_are_warned_of(folder: Folder) -> None:
    folder.write("a.jpg", b"<html>")
    name, problems = folder.resolve("a.jpg")
    assert (name is not None, problems, folder.problems[0].severity) == (True, ["bad-media"], "warning")


@given(st.text(max_size=80), st.sampled_from(sorted(KINDS)), st.binary(max_size=9))
@settings(max_examples=80, deadline=None, derandomize=True, database=None)
def test_any_name_is_one_anki_keeps(stem: str, kind: str, data: bytes) -> None:
    name = media_name(f"{stem}.{kind}", kind, data)
    assert re.fullmatch(r"[a-z0-9-]+\.[a-z0-9]+", name)
    assert not name.startswith(("_", "-", "."))
    assert len(name) <= 120


# ---- SVG


def svg(inner: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'.encode()


def cleaned(inner: str, attributes: str = "") -> str:
    return sanitise_svg(svg(inner, attributes))[0].decode()


@pytest.mark.parametrize("inner", [
    "<script>alert(1)</script>", "<script xlink:href='http://a.b/c.js'/>", "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>",
    "<rect onclick='x()'/>", "<rect ONLOAD='x()'/>", "<a href='javascript:x()'><rect/></a>", "<a xlink:href='http://a.b'><rect/></a>", "<image href='http://a.b/c.png'/>",
    "<image xlink:href='//a.b/c.png'/>", "<use href='http://a.b/c.svg#d'/>", "<use href='other.svg#d'/>", "<image href='data:image/svg+xml;base64,AAAA'/>",
    "<rect fill='url(http://a.b/#c)'/>", "<rect style='fill:url(http://a.b)'/>", r"<rect style='fill:u\72l(http://a.b)'/>", "<style>@import 'http://a.b'</style>",
    r"<style>a{b:\75rl(http://a.b)}</style>", "<style>a{b:url(//a.b)}</style>", "<set attributeName='href' to='javascript:x()'/>", "<animate attributeName='href' values='http://a.b'/>",
    "<handler type='x'>x()</handler>", "<iframe src='http://a.b'/>", "<style><![CDATA[</style><script>x()</script>]]></style>", "<feImage href='http://a.b'/>",
    "<rect xml:base='http://a.b'/>", "<filter id='a' href='http://a.b'/>", "<x:script xmlns:x='http://www.w3.org/2000/svg'>x()</x:script>",
    "<?xml-stylesheet href='http://a.b'?>", "<!-- http://a.b -->", "<metadata>http://a.b javascript:</metadata>",
])  # fmt: skip
def test_what_an_svg_is_shipped_without(inner: str) -> None:
    made = cleaned(inner)
    assert not re.search(r"script|javascript:|http://a\.b|//a\.b|other\.svg|svg\+xml|on\w+=|xhtml|@import|<set|<animate|handler|iframe|x\(\)", made, re.IGNORECASE)
    root = ElementTree.fromstring(made)
    for element in root.iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in ELEMENTS
        assert all(name in ATTRIBUTES for name in element.attrib)


def test_what_an_svg_keeps() -> None:
    inner = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><style>.a&gt;b{fill:url(#g)}</style>'
        '<g class="a" transform="rotate(3)" style="fill:url(#g)"><path d="M0 0L1 1"/><text x="1">a &lt; b &amp; हिन्दी</text></g>'
        '<use href="#g"/><image href="data:image/png;base64,AAAA"/>'
    )
    made = cleaned(inner, 'viewBox="0 0 9 9" xml:space="preserve"')
    assert made == (
        f'<svg xmlns="{SVG}" viewBox="0 0 9 9" xml:space="preserve">' + re.sub(r"<(\w+)([^<>]*)/>", r"<\1\2></\1>", inner) + "</svg>"
    )
    assert sanitise_svg(made.encode()) == (made.encode(), [])


def test_a_link_in_an_svg_leaves_its_picture() -> None:
    assert cleaned('<a href="http://a.b"><rect x="1"/></a>') == f'<svg xmlns="{SVG}"><rect x="1"></rect></svg>'


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'


@pytest.mark.parametrize("data", [
    BOMB.encode(), b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://a.b"> %x;]><svg/>',
    b"", b"not XML", b"<html/>", b"<svg>", b"<svg/><svg/>", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="nonsense"?><svg/>', b"<svg>&nbsp;</svg>", PNG,
    b'<svg xmlns="http://a.b"/>',
])  # fmt: skip
def test_an_svg_that_is_refused(data: bytes) -> None:
    with pytest.raises(UnsafeSvg):
        sanitise_svg(data)


def test_an_svg_with_the_usual_doctype_is_taken() -> None:
    data = b'<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd"><svg><title>\xe9</title></svg>'
    assert sanitise_svg(data) == (f'<svg xmlns="{SVG}"><title>é</title></svg>'.encode(), [])


def test_deep_nesting_does_not_stop_it() -> None:
    assert sanitise_svg(svg("<g>" * 20_000 + "</g>" * 20_000))[1] == []


def test_an_svg_is_shipped_sanitised(folder: Folder) -> None:
    folder.write("a.svg", svg("<script>x</script><rect/>"))
    used = folder.media.start()
    name, problems = folder.resolve("a.svg")
    assert (problems, folder.problems[0].severity) == (["bad-media"], "warning")
    assert "<script>" in folder.problems[0].message
    assert used[0].data == f'<svg xmlns="{SVG}"><rect></rect></svg>'.encode()
    assert name == media_name("a.svg", "svg", used[0].data)
    folder.write("b.svg", BOMB.encode())
    assert folder.resolve("b.svg") == (None, ["bad-media"])


XMLISH = st.lists(st.sampled_from([
    "<g>", "</g>", "<script>", "</script>", "<style>", "</style>", "<rect onload='x'/>", "<a href='javascript:x'>", "</a>", "<![CDATA[", "]]>", "<!--", "-->",
    "text", "&lt;", "&#x3c;script>", "@import", "url(", "//a.b", ")", "<image href='http://a.b'/>", "<set/>", "é",
]), max_size=10).map("".join)  # fmt: skip


@given(XMLISH)
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_any_svg_is_refused_or_safe(inner: str) -> None:
    try:
        made, _ = sanitise_svg(svg(inner))
    except UnsafeSvg:
        return
    assert sanitise_svg(made) == (made, [])
    for element in ElementTree.fromstring(made).iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in ELEMENTS
        assert all(name in ATTRIBUTES for name in element.attrib)


# ---- themes


@pytest.mark.parametrize("css", [
    ".card { color: #333; background: url(data:image/png;base64,AAAA) }", "a::before { content: 'x: y // z' }", "a { src: local(Noto) } /* see https://a.b */",
    'a { background: url( "data:image/svg+xml,%3Csvg/%3E" ) }', "a { mask: url(#b) } a > b {}", "", ".my-image(x) {}", r"a { content: '\201C' }",
])  # fmt: skip
def test_a_theme_that_loads_nothing(tmp_path: Path, css: str) -> None:
    (tmp_path / "theme.css").write_text(css, "utf-8")
    assert theme_css(tmp_path / "theme.css", tmp_path) == (css, [])


@pytest.mark.parametrize("rule", [
    "@import 'a.css';", "@IMPORT url(a)", r"@\69mport 'a'", r"@\000069 mport 'a'", "a{b:url(http://a.b)}", "a{b:URL( 'https://a.b')}", "a{b:url(//a.b)}",
    r"a{b:\75rl(http://a.b)}", r"a{b:u\72 l(http://a.b)}", r"a{b:ur\l(http://a.b)}", r"a{b:url(\68ttp://a.b)}", "a{b:url(a.png)}", r"a{b:url(\5c\5c a.b)}",
    "a{b:url(/**/http://a.b)}", 'a{c:"/*"} b{c:url(http://a.b)} d{c:"*/"}', "a{b:image-set('http://a.b' 1x)}", "a{b:-webkit-image-set('a' 1x)}",
    "a{b:image('http://a.b')}", "a{b:src('http://a.b')}", "a{b:expression(x)}", r"a{b:e\78pression(x)}", "a{-moz-binding:url(#a)}", "a{behavior:url(#a)}",
    "</style><script>", r"<\/style>"[:1] + "/STYLE>", "<!-- -->", "a{b:url(\nhttp://a.b)}", "a{b:url(javascript:x)}",
])  # fmt: skip
def test_a_theme_that_would_load(tmp_path: Path, rule: str) -> None:
    (tmp_path / "theme.css").write_text(f"a {{}}\n  {rule}", "utf-8")
    css, problems = theme_css(tmp_path / "theme.css", tmp_path)
    assert css == ""
    assert {problem.name for problem in problems} == {"network-theme"}
    assert problems[0].place.file == "theme.css"
    assert problems[0].place.line == 2


def test_a_theme_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert theme_css(None, tmp_path) == ("", [])
    assert [problem.name for problem in theme_css(tmp_path / "gone.css", tmp_path)[1]] == ["missing-media"]
    (tmp_path / "theme.css").write_bytes(b"\xff\xfe")
    assert [problem.name for problem in theme_css(tmp_path / "theme.css", tmp_path)[1]] == ["bad-encoding"]
