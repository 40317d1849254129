"""The preview's page in a real browser, opened from the disk as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Watched, axe
from preview_sample import PREVIEW, qa

from ankigen.preview import Preview, ShownNote, write_preview


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_preview(tmp_path_factory.mktemp("preview"), PREVIEW).as_uri()


@pytest.fixture
def page(watched: Watched, address: str) -> Iterator[Any]:
    yield watched.open(address)
    assert watched.said == []


def frame(page: Any, name: str = "desktop") -> Any:
    return page.frame_locator(f"#{name}").locator("body")


def words(page: Any, name: str = "desktop") -> str:
    page.evaluate("async () => { await shown; }")
    return str(frame(page, name).locator("#qa").inner_text()).strip()


def rows(page: Any) -> list[str]:
    return [str(text) for text in page.locator("#list .row.card .title").all_inner_texts()]


# what is shown


def test_the_first_card_stands_in_both_widths(page: Any) -> None:
    assert words(page) == words(page, "phone") == "[...] under the 101st"
    assert page.locator("#where").inner_text() == "1 of 6, card 1 of 2"
    assert page.locator("#totals").inner_text() == "2 notes, 6 cards"


def test_a_card_has_the_classes_that_anki_gives_it(page: Any) -> None:
    assert frame(page).get_attribute("class") == "card card1"
    page.keyboard.press("j")
    page.keyboard.press("n")
    assert words(page)
    assert frame(page).get_attribute("class") == "card card2 nightMode night_mode"
    assert frame(page, "phone").evaluate("body => body.parentElement.className") == "mobile night-mode"
    assert frame(page).evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(34, 34, 34)"
    assert frame(page, "phone").evaluate("body => body.ownerDocument.defaultView.innerWidth") == 375


def test_beside_a_card_stand_its_place_its_problems_and_what_the_last_export_said(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert words(page) == "Which Article provides for the GST Council?"
    about = page.locator("#about").inner_text()
    for said in ("notes/gst.yaml:9", "UPSC::Polity", "topic::polity", "AK202 long-answer", "14 words.", "Split it."):
        assert said in about
    diff = page.locator("#about .diff").text_content()
    assert diff == "Answer Article [removed: 279][added: 279A]"


def test_math_is_drawn_by_mathjax_in_its_own_font_and_from_the_disk(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}#gst/math")
    page.keyboard.press("Space")
    watched.settle()
    assert frame(page).locator("mjx-container").count() == 1 and r"\(" not in words(page)
    fonts = "document.getElementById('desktop').contentDocument.fonts"
    page.wait_for_function(f"[...{fonts}].some(font => font.status === 'loaded')")
    assert all(request.startswith("file:") for request in watched.requests) and watched.said == []


def test_pictures_and_sounds_are_those_of_the_preview(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}#gst/picture")
    page.keyboard.press("Space")
    assert "source" in words(page)
    decoded = "async image => { await image.decode(); return image.naturalWidth; }"
    assert frame(page).locator("img").evaluate(decoded) == 1
    page.evaluate(
        "() => { window.played = [];"
        " window.Audio = class { constructor(file) { played.push(file); } async play() {} pause() {} }; }"
    )
    frame(page).get_by_role("button", name="Play a.mp3").click()
    assert page.evaluate("played") == ["media/a.mp3"]
    assert page.locator("#flip").inner_text() == "Show question"


def test_an_entry_without_a_card_is_shown_as_what_it_is(watched: Watched, address: str) -> None:
    page = watched.open(f"{address}#gst/")
    assert words(page) == "It needs no card." and page.locator("#flip").is_disabled()
    assert "too easy" in page.locator("#about").inner_text()


def test_each_text_has_its_language(page: Any) -> None:
    page.keyboard.press("Shift+J")
    assert words(page).startswith("जीएसटी")
    assert frame(page).evaluate("body => body.parentElement.lang") == "hi"
    assert page.locator(".row.card .title").get_attribute("lang") == "hi"
    assert page.locator("html").get_attribute("lang") == "en"


# going through the cards


def test_keys_go_through_every_card_and_back(page: Any) -> None:
    seen = []
    for key in ["ArrowRight", "j", "ArrowDown", "j", "j", "j", "j"]:
        page.keyboard.press(key)
        seen.append(words(page)[:7].strip())
    assert seen == ["1 July", "Which A", "What is", "Which p", "It need", "जीएसटी", "जीएसटी"]
    for key in ["ArrowLeft", "k", "ArrowUp", "k", "k", "k", "k"]:
        page.keyboard.press(key)
    assert words(page) == "[...] under the 101st"


def test_space_and_a_tap_flip(page: Any) -> None:
    page.keyboard.press("Space")
    assert words(page) == "on 1 July 2017"
    frame(page, "phone").click()
    assert words(page) == "[...] under the 101st"
    page.locator("#flip").click()
    assert words(page) == "on 1 July 2017"


def test_keys_work_inside_a_card(page: Any) -> None:
    page.locator("#desktop").focus()
    page.keyboard.press("Space")
    assert words(page) == "on 1 July 2017"
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert words(page).startswith("1 July 2017 under")


def test_the_address_leads_back_to_the_card(page: Any) -> None:
    page.keyboard.press("Shift+J")
    assert words(page)
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert words(page).startswith("जीएसटी")


def test_the_list_can_be_narrowed(page: Any) -> None:
    for pick, value, count in (
        ("deck", "Hindi", 1), ("section", "key_points", 2), ("tag", "topic::polity", 4), ("problem", "any", 1),
        ("problem", "long-answer", 1), ("problem", "none", 5), ("state", "any", 3), ("state", "reworded", 1),
    ):
        page.select_option(f"#{pick}", value)
        assert page.locator("#found").inner_text() == f"{count} of 6 entries", value
        page.select_option(f"#{pick}", "")
    page.select_option("#deck", "UPSC::Polity")
    page.select_option("#state", "any")
    assert page.locator("#found").inner_text() == "2 of 6 entries"


def test_text_narrows_the_list_whatever_its_case_and_accents(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("COUNCIL 279á")
    page.wait_for_function("document.getElementById('found').value === '1 of 6 entries'")
    assert words(page) == "Which Article provides for the GST Council?" and len(rows(page)) == 1
    page.keyboard.press("Escape")
    assert page.locator("#found").inner_text() == "6 entries in 2 notes"


def test_nothing_found_is_said(page: Any) -> None:
    page.fill("#text", "no such words")
    page.wait_for_selector("#nothing:not([hidden])")
    assert page.locator("#nothing").inner_text() == "No card passes this filter."
    page.click("#clear")
    page.wait_for_selector("#nothing", state="hidden")
    assert words(page)


def test_every_problem_is_listed_and_leads_to_its_card(page: Any) -> None:
    page.click("#all-problems")
    assert page.locator("#problem-list .problem").count() == 2
    page.locator("#problem-list .go").first.click()
    assert words(page) == "Which Article provides for the GST Council?"


def test_a_project_without_notes_says_so(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    page.goto(write_preview(tmp_path, Preview("Empty")).as_uri())
    page.wait_for_selector("#nothing:not([hidden])")
    assert page.locator("#nothing").inner_text() == "This project has no notes yet." and watched.said == []


def test_on_a_phone_the_card_fills_the_width_and_the_list_opens(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    Watched(page).open(address)
    assert not page.locator("#desktop").is_visible() and page.locator("#phone").bounding_box()["width"] > 350
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#list-toggle")
    page.locator(".row.card").nth(1).tap()
    assert not page.locator("#list").is_visible()
    assert words(page, "phone") == "Which Article provides for the GST Council?"
    page.close()


# access


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_an_audit_finds_nothing(browser: Any, address: str, scheme: Any, width: int) -> None:
    audit = axe()
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    Watched(page).open(f"{address}#gst/article")
    page.evaluate(audit)
    for step in (
        "() => {}",
        "() => at('all-problems').click()",
        "() => { at('problems').close(); at('keys').click(); }",
        "() => { at('help').close(); at('text').value = 'zzz'; filter(); }",
    ):
        page.evaluate(step)
        found = page.evaluate("async () => (await axe.run({ iframes: false })).violations")
        assert [(each["id"], each["impact"], [node["html"] for node in each["nodes"]]) for each in found] == []
    page.close()


def test_all_can_be_reached_with_tab_and_focus_is_seen(page: Any) -> None:
    seen = []
    for _ in range(24):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        name, outline = page.evaluate(
            "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline != "none" or name == "BODY", seen
    for wanted in ("night", "keys", "text", "deck", "state", "list", "flip", "next", "desktop", "phone", "Copy place"):
        assert wanted in seen, seen


def test_a_long_answer_moves_into_sight_and_a_wide_table_can_be_scrolled(watched: Watched, tmp_path: Path) -> None:
    wide = "<table style='display: block; overflow-x: auto; white-space: nowrap'><td>" + "wide " * 200 + "</table>"
    back = "<p style='height: 900px'>Q</p><hr id=answer>" + wide + "<p style='height: 900px'>more</p>"
    notes = (ShownNote("n", "N", "notes/n.yaml", cards=(qa("q", "Q?", "A", back=back),)),)
    page = watched.open(write_preview(tmp_path, Preview("Long", notes)).as_uri())
    page.keyboard.press("Space")
    watched.settle()
    for name in ("desktop", "phone"):
        top = frame(page, name).locator("#answer").evaluate("line => Math.round(line.getBoundingClientRect().top)")
        assert 0 <= top < 5
        assert frame(page, name).locator("table").get_attribute("tabindex") == "0"
    assert page.evaluate("[document.scrollingElement.scrollTop, at('main').scrollTop]") == [0, 0]


def test_the_list_tells_what_is_chosen(page: Any) -> None:
    page.keyboard.press("Shift+J")
    assert words(page)
    active = page.locator("#list").get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert page.locator(".row.note").nth(1).get_attribute("aria-posinset") == "2"


def test_nothing_moves_for_those_who_asked(browser: Any, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    Watched(page).open(address)
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0
    page.close()


# size


def test_ten_thousand_cards_open_and_filter_without_waiting(watched: Watched, tmp_path: Path) -> None:
    def note(at: int) -> ShownNote:
        tags = (f"t::{at % 50}",)
        cards = (qa(f"{at}-{nth}", f"Question {nth} of note {at}?", f"Answer {nth}", tags=tags) for nth in range(10))
        return ShownNote(f"n{at}", f"Note {at}", f"notes/n{at}.yaml", "en", tuple(cards))

    page = watched.open(write_preview(tmp_path, Preview("Large", tuple(map(note, range(1000))))).as_uri())
    assert page.locator("#found").inner_text() == "10,000 entries in 1,000 notes"
    assert page.locator("#list .row").count() < 60
    took = page.evaluate("""() => {
        const start = performance.now();
        at("text").value = "note 777? question 3";
        filter();
        return performance.now() - start;
    }""")
    assert page.locator("#found").inner_text() == "1 of 10,000 entries" and took < 400
    page.evaluate("() => { at('text').value = ''; filter(); at('list').scrollTop = 30000; }")
    page.wait_for_selector(".row.note .title:text-is('Note 577')")
    assert len([request for request in watched.requests if "/cards/" in request]) < 6
