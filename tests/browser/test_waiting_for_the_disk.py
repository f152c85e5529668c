"""While nothing can be saved the phone keeps the answer and says so, the presenter is told, and it mends by itself."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browsing import Windows
from tests.plays.hands import ASKED, KEPT
from tests.server import Server
from tests.serving.breaking import limited

KEEPS = "Even wachten: dit duurt langer dan anders. Je antwoord blijft bewaard en gaat vanzelf mee."
WALL = "Even wachten: antwoorden kunnen nu niet bewaard worden. Ze wachten op de telefoons en volgen vanzelf."
CALM = "What was saved is safe. New answers wait on the phones and follow by themselves."


def test_a_phone_sends_its_answer_again_by_itself_and_the_wall_and_the_desk_say_what_is_the_matter(
    server: Server, windows: Windows
):
    workshop = server.workshops[3]
    wall, desk = windows.screen(workshop["screen"]), windows.screen(workshop["desk"], lang="en")
    phone = windows.phone(f"{server.url}/{workshop['code']}")
    wall.keyboard.press("ArrowRight")
    phone.check('input[name="value"][value="zorg"]')
    expect(wall.locator('#stage[data-step="1"]')).to_be_attached()
    with limited(server.pid):
        phone.locator(f"{ASKED} .send button:not([type]):not([name])").click()
        expect(phone.locator("#patience")).to_be_visible()
        expect(phone.locator("#patience")).to_have_text(KEEPS)
        expect(phone.locator("#patience")).to_be_in_viewport()
        expect(phone.locator("#offline")).to_be_hidden()
        expect(wall.locator("#trouble")).to_have_text(WALL)
        expect(desk.locator("#trouble")).to_contain_text(CALM)
        wall.reload()
        expect(wall.locator("#trouble")).to_have_text(WALL)
        wall.keyboard.press("ArrowRight")
        expect(wall.locator("#warning")).to_contain_text("Even wachten")
        late = windows.phone(f"{server.url}/{workshop['code']}")
        expect(late.locator(ASKED)).to_be_visible()
    for page in (wall, desk):
        expect(page.locator("#trouble")).to_be_hidden()
    expect(phone.locator(KEPT)).to_be_visible()
    expect(phone.locator("#patience")).to_be_hidden()
    expect(wall.locator("#stage")).to_contain_text("1 van")
