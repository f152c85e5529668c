"""The desk by keyboard: texts are judged one after the other, and the end is asked about twice."""

from __future__ import annotations

import socketio
from playwright.sync_api import Page, expect

from tests.browsing import Windows
from tests.server import Server

WORDS = 3
"""The step of the plenary that asks for words."""


def rows(desk: Page) -> list[str]:
    return desk.locator(".waiting > li > p").all_inner_texts()


def asking_for_words(server: Server, windows: Windows) -> Page:
    """The desk, gone by keyboard to the question that asks for words."""
    desk = windows.screen(server.workshops[0]["desk"])
    desk.locator(f"#desk-step-{WORDS}").press("Enter")
    expect(desk.locator('#stage[data-state="open"]')).to_be_attached()
    return desk


def writes(server: Server, desk: Page, word: str) -> None:
    """Somebody answers the question on stage with one word, which the desk then sees."""
    phone = socketio.Client()
    phone.connect(server.url, transports=["websocket"])
    stage = phone.call("join", {"code": server.workshops[0]["code"]})["stage"]
    assert phone.call("answer", {"round": stage["round"], "n": 1, "value": [word]})["ok"]
    phone.disconnect()
    expect(desk.locator(".waiting")).to_contain_text(word)


def test_a_text_that_comes_in_moves_no_row_under_the_finger(server: Server, windows: Windows):
    desk = asking_for_words(server, windows)
    for word in ("rust", "vertrouwen", "aandacht"):
        writes(server, desk, word)
    assert rows(desk) == ["rust", "vertrouwen", "aandacht"]


def test_texts_are_judged_and_merged_by_keyboard_and_the_focus_goes_on_to_the_next(server: Server, windows: Windows):
    desk = asking_for_words(server, windows)
    for word in ("hoop", "rust", "vertrouwen"):
        writes(server, desk, word)
    desk.get_by_role("button", name="Goedkeuren: hoop").press("Enter")
    expect(desk.get_by_role("button", name="Goedkeuren: rust")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("telt mee als")).to_be_focused()
    assert desk.get_by_label("Deze tekst").input_value() == "rust"
    desk.get_by_label("telt mee als").select_option("hoop")
    desk.get_by_role("button", name="Voeg samen", exact=True).press("Enter")
    expect(desk.locator(".judged li li")).to_contain_text("rust")
    assert rows(desk) == ["vertrouwen"]


def test_the_workshop_ends_only_after_a_second_yes(server: Server, windows: Windows):
    desk = windows.screen(server.workshops[0]["desk"])
    desk.locator("#do-next").press("Enter")
    expect(desk.locator('#stage[data-state="open"]')).to_be_attached()
    desk.locator("#do-end").press("Enter")
    desk.get_by_role("button", name="Nog niet").press("Enter")
    expect(desk.locator('#stage[data-state="open"]')).to_be_attached()
    desk.locator("#do-end").press("Enter")
    desk.get_by_role("dialog").get_by_role("button", name="Beëindig de workshop").press("Enter")
    expect(desk.get_by_role("heading", name="Deze workshop is klaar")).to_be_visible()
    expect(desk.locator("form[data-do]").locator("visible=true")).to_have_count(0)


def test_keys_that_were_switched_off_do_nothing_and_a_focused_button_keeps_its_own(server: Server, windows: Windows):
    wall = windows.screen(server.workshops[0]["screen"])
    wall.keyboard.press("PageDown")
    expect(wall.locator('#stage[data-state="open"]')).to_be_attached()
    wall.locator("#more").press("Space")
    expect(wall.locator("#keys[open]")).to_be_visible()
    expect(wall.locator('#stage[data-state="open"]')).to_be_attached()
    wall.get_by_label("Losse toetsen staan aan").press("Space")
    wall.keyboard.press("Escape")
    wall.locator("#more").blur()
    wall.keyboard.press("Space")
    wall.keyboard.press("PageDown")
    expect(wall.locator('#stage[data-step="2"]')).to_be_attached()
    wall.keyboard.press("PageUp")
    expect(wall.locator('#stage[data-step="1"][data-state="locked"]')).to_be_attached()
