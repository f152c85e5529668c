"""The phone in a real hall: no line, a line that comes back, a question that moves on, networks without WebSockets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import socketio
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browsing import Windows
from tests.server import Server

DECK_3 = 3
NO_WEBSOCKETS = """window.WebSocket = class {
  constructor() { setTimeout(() => this.onclose(), 5); }
  send() {}
  close() {}
}"""


class Presenter:
    """The presenter of deck 3, at its first question."""

    def __init__(self, server: Server) -> None:
        self.workshop = server.workshops[DECK_3]
        self.rev = 0
        self.connect(server)
        self.do("next")

    def connect(self, server: Server) -> None:
        self.socket = socketio.Client()
        self.socket.connect(server.url, transports=["websocket"])
        self.rev = self._call("watch")["stage"]["rev"]

    def do(self, verb: str) -> None:
        self.rev = self._call("do", rev=self.rev, verb=verb)["stage"]["rev"]

    def _call(self, message: str, **payload: Any) -> dict[str, Any]:
        reply: dict[str, Any] = self.socket.call(message, {"key": self.workshop["key"], "place": "desk"} | payload)
        assert reply["ok"], reply
        return reply


@pytest.fixture
def presenter(server: Server) -> Iterator[Presenter]:
    presenter = Presenter(server)
    yield presenter
    presenter.socket.disconnect()


@pytest.fixture
def phone(windows: Windows, server: Server, presenter: Presenter) -> Page:
    """A phone at the first question, connected."""
    phone = windows.phone(address(server))
    connected(phone)
    return phone


def address(server: Server) -> str:
    return f"{server.url}/{server.workshops[DECK_3]['code']}"


def connected(phone: Page) -> None:
    """Wait until messages reach the phone: it has been told that there is no line when there is none."""
    expect(phone.locator("#answer")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    expect(phone.locator("#offline")).to_be_hidden()


def choose(phone: Page, answer: str) -> None:
    phone.get_by_label(answer, exact=True).check()
    phone.get_by_role("button", name="Verstuur antwoord").click()


def shows_kept(phone: Page, answer: str) -> None:
    expect(phone.get_by_role("heading", name="Je antwoord is bewaard")).to_be_visible()
    expect(phone.locator("#own")).to_contain_text(answer)


def test_an_answer_without_a_line_waits_in_sight_and_is_sent_when_it_is_back(phone: Page) -> None:
    phone.context.set_offline(True)
    choose(phone, "Sociaal domein")
    expect(phone.locator("#offline")).to_contain_text("Je antwoord wordt bewaard en later verstuurd")
    expect(phone.get_by_role("button", name="Probeer nu")).to_be_enabled()
    assert phone.evaluate("sessionStorage.length + localStorage.length") == 1
    phone.context.set_offline(False)
    shows_kept(phone, "Sociaal domein")
    expect(phone.locator("#offline")).to_be_hidden()
    assert phone.evaluate("sessionStorage.length + localStorage.length") == 0


def test_an_answer_survives_the_death_of_the_server(phone: Page, server: Server) -> None:
    server.kill()
    choose(phone, "Anders")
    expect(phone.locator("#offline")).to_contain_text("Je antwoord wordt bewaard")
    server.start()
    shows_kept(phone, "Anders")


def test_an_answer_survives_a_reload_that_comes_before_the_server_is_back(phone: Page, server: Server) -> None:
    server.kill()
    choose(phone, "Anders")
    expect(phone.locator("#offline")).to_contain_text("Je antwoord wordt bewaard")
    server.start()
    phone.reload()
    shows_kept(phone, "Anders")


def test_a_pushed_question_does_not_wipe_what_is_being_filled_in(phone: Page, presenter: Presenter) -> None:
    phone.get_by_label("Anders", exact=True).check()
    presenter.do("next")
    expect(phone.locator("#banner").get_by_text("Nieuwe vraag.")).to_be_visible()
    expect(phone.get_by_label("Anders", exact=True)).to_be_checked()
    phone.get_by_role("button", name="Verstuur antwoord").click()
    expect(phone.locator("#fault")).to_be_visible()
    phone.get_by_role("link", name="Ga naar de vraag").click()
    expect(phone.get_by_role("heading", name="Wat is polarisatie volgens jou vooral?")).to_be_focused()
    expect(phone).to_have_title("Wat is polarisatie volgens jou vooral? · pollapp")


def test_who_waits_is_taken_along_and_reads_on_from_the_heading(phone: Page, presenter: Presenter) -> None:
    choose(phone, "Anders")
    shows_kept(phone, "Anders")
    presenter.do("lock")
    expect(phone.locator("#stage")).to_contain_text("De vraag is gesloten. Je antwoord is bewaard.")
    expect(phone.locator("#own")).to_contain_text("Anders")
    presenter.do("next")
    expect(phone.get_by_role("heading", name="Wat is polarisatie volgens jou vooral?")).to_be_focused()


def test_an_answer_that_comes_after_the_question_is_told_so(phone: Page, presenter: Presenter) -> None:
    phone.context.set_offline(True)
    choose(phone, "Anders")
    expect(phone.locator("#offline")).to_be_visible()
    presenter.do("next")
    phone.context.set_offline(False)
    expect(phone.locator("#warning")).to_contain_text("Je antwoord is niet verstuurd.")
    expect(phone.get_by_role("heading", name="Wat is polarisatie volgens jou vooral?")).to_be_visible()


def test_of_two_tabs_the_last_press_counts(phone: Page, server: Server) -> None:
    other = phone.context.new_page()
    other.goto(address(server))
    connected(other)
    for answer in ("Veiligheid", "Anders", "Veiligheid"):
        choose(other, answer)
        shows_kept(other, answer)
        other.get_by_role("link", name="Verander antwoord").click()
    choose(phone, "Sociaal domein")
    shows_kept(phone, "Sociaal domein")
    other.reload()
    shows_kept(other, "Sociaal domein")


def test_the_back_button_leads_to_what_is_on_now(phone: Page, server: Server, presenter: Presenter) -> None:
    phone.goto(f"{server.url}/help")
    presenter.do("next")
    phone.go_back()
    expect(phone.get_by_role("heading", name="Wat is polarisatie volgens jou vooral?")).to_be_visible()


def test_a_network_without_websockets_goes_along_by_polling(
    windows: Windows, server: Server, presenter: Presenter
) -> None:
    phone = windows.phone()
    phone.add_init_script(NO_WEBSOCKETS)
    phone.goto(address(server))
    choose(phone, "Anders")
    shows_kept(phone, "Anders")
    presenter.do("next")
    expect(phone.get_by_role("heading", name="Wat is polarisatie volgens jou vooral?")).to_be_visible()


def test_an_answer_waits_until_the_server_knows_whose_it_is(
    windows: Windows, server: Server, presenter: Presenter
) -> None:
    held: list[tuple[WebSocketRoute, str | bytes]] = []
    sent: list[str] = []

    def slow(socket: WebSocketRoute) -> None:
        line = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            sent.append(str(message))
            if '["join"' in str(message):
                held.append((line, message))
                page.evaluate("document.title = 'coming in'")
            else:
                line.send(message)

        socket.on_message(pass_on)

    page = windows.phone()
    page.route_web_socket("**/socket.io/**", slow)
    page.goto(address(server))
    expect(page).to_have_title("coming in")
    choose(page, "Anders")
    expect(page.locator("#offline")).to_contain_text("Je antwoord wordt bewaard")
    assert not [message for message in sent if '["answer"' in message]
    for line, message in held:
        line.send(message)
    shows_kept(page, "Anders")


def test_where_no_socket_can_be_had_an_answer_goes_by_http(
    windows: Windows, server: Server, presenter: Presenter
) -> None:
    phone = windows.phone()
    phone.add_init_script(NO_WEBSOCKETS)
    phone.route("**/socket.io/**", lambda route: route.abort())
    phone.goto(address(server))
    choose(phone, "Anders")
    shows_kept(phone, "Anders")
    phone.get_by_role("button", name="Trek antwoord in").click()
    expect(phone.get_by_label("Anders", exact=True)).not_to_be_checked()


def test_a_withdrawn_answer_leaves_an_empty_form(phone: Page) -> None:
    choose(phone, "Anders")
    shows_kept(phone, "Anders")
    phone.get_by_role("button", name="Trek antwoord in").click()
    expect(phone.locator("#answer")).to_be_visible()
    expect(phone.get_by_label("Anders", exact=True)).not_to_be_checked()
