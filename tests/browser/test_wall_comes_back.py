"""The wall and the desk after a crash: they come back by themselves, in the same round, and go on together."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browsing import Windows
from tests.plays import hands
from tests.server import Server


def test_after_a_kill_the_phone_the_wall_and_the_desk_carry_on_in_the_same_round(server: Server, windows: Windows):
    workshop = server.workshops[3]
    wall, desk = windows.screen(workshop["screen"]), windows.screen(workshop["desk"])
    phone = windows.phone(f"{server.url}/{workshop['code']}")
    wall.keyboard.press("ArrowRight")
    question = {"type": "single", "title": "Vanuit welk domein kijk jij?"}
    round_ = hands.answer(phone, question, "zorg")
    expect(wall.locator("#stage")).to_contain_text("1 van 1")

    server.kill()
    for page in (wall, desk):
        expect(page.locator("#offline")).to_be_visible()
    expect(wall.get_by_role("heading", level=1, name=question["title"])).to_be_visible()
    server.start()

    for page in (wall, desk):
        expect(page.locator("#offline")).to_be_hidden()
    assert hands.change(phone, question, "veiligheid") == round_
    expect(wall.locator("#stage")).to_contain_text("1 van 1")
    desk.locator("#do-lock").click()
    expect(desk.locator("#do-open")).to_be_visible()
    for page in (wall, phone):
        expect(page.locator('#stage[data-state="locked"]')).to_be_attached()


def test_two_walls_of_one_workshop_show_the_same_and_a_link_that_only_watches_has_no_controls(
    server: Server, windows: Windows
):
    workshop = server.workshops[4]
    wall = windows.screen(workshop["screen"])
    view = windows.screen(f"{server.url}/present/{workshop['watch_key']}", lang="en")
    assert workshop["key"] not in wall.url
    assert workshop["watch_key"] not in view.content()
    expect(view.locator("#do-next, #more, form.controls")).to_have_count(0)
    view.keyboard.press("ArrowRight")
    wall.keyboard.press("PageDown")
    expect(view.get_by_role("heading", level=1, name="Here, action only comes after a serious event.")).to_be_visible()
    assert wall.locator("#stage").get_attribute("data-rev") == view.locator("#stage").get_attribute("data-rev")


def test_the_keys_of_the_wall_do_what_they_say(server: Server, windows: Windows):
    wall = windows.screen(server.workshops[2]["screen"])
    stage = wall.locator("#stage")
    for key, fact in (
        ("ArrowRight", '[data-step="1"][data-state="open"]'),
        ("Space", '[data-step="1"][data-state="locked"]'),
        ("b", ".scene-paused"),
        ("b", ":not(.scene-paused)"),
        ("PageDown", '[data-step="2"][data-state="open"]'),
        ("PageUp", '[data-step="1"][data-state="locked"]'),
    ):
        wall.keyboard.press(key)
        expect(wall.locator(f"#stage{fact}")).to_be_attached()
    wall.keyboard.press("?")
    expect(wall.locator("#keys[open]")).to_be_visible()
    wall.keyboard.press("Escape")
    wall.keyboard.press("g")
    expect(wall.locator("#steps[open]")).to_be_visible()
    wall.keyboard.press("Escape")
    expect(stage).to_be_attached()
