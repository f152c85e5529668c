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


def waits_in_sight(phone: Page) -> None:
    expect(phone.locator("#offline").get_by_text("Je antwoord wordt bewaard en later verstuurd")).to_be_visible()


def test_an_answer_without_a_line_waits_in_sight_and_is_sent_when_it_is_back(phone: Page) -> None:
    phone.context.set_offline(True)
    choose(phone, "Sociaal domein")
    waits_in_sight(phone)
    expect(phone.get_by_role("button", name="Probeer nu")).to_be_enabled()
    assert phone.evaluate("sessionStorage.length + localStorage.length") == 1
    phone.context.set_offline(False)
    shows_kept(phone, "Sociaal domein")
    expect(phone.locator("#offline")).to_be_hidden()
    assert phone.evaluate("sessionStorage.length + localStorage.length") == 0


def test_an_answer_survives_the_death_of_the_server(phone: Page, server: Server) -> None:
    server.kill()
    choose(phone, "Anders")
    waits_in_sight(phone)
    server.start()
    shows_kept(phone, "Anders")


def test_an_answer_survives_a_reload_that_comes_before_the_server_is_back(phone: Page, server: Server) -> None:
    server.kill()
    choose(phone, "Anders")
    waits_in_sight(phone)
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


class Gate:
    """Stands between the socket of a phone and the server, and holds its `join` until `open`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.passed: list[str] = []
        self.held: list[tuple[WebSocketRoute, str]] = []
        page.route_web_socket("**/socket.io/**", self._connect)

    def wait(self) -> None:
        """Until the phone has said who it is, and the server has not heard it."""
        expect(self.page).to_have_title("held")

    def open(self, old: str = "", new: str = "") -> None:
        """Let through what is held, with `new` in the place of `old`."""
        self.page.evaluate("document.title = ''")
        for line, message in self.held:
            self._pass(line, message.replace(old, new))
        self.held.clear()

    def _connect(self, socket: WebSocketRoute) -> None:
        line = socket.connect_to_server()
        socket.on_message(lambda message: self._arrive(line, str(message)))

    def _arrive(self, line: WebSocketRoute, message: str) -> None:
        if '["join"' in message:
            self.held.append((line, message))
            self.page.evaluate("document.title = 'held'")
        else:
            self._pass(line, message)

    def _pass(self, line: WebSocketRoute, message: str) -> None:
        self.passed.append(message)
        line.send(message)

    def said(self) -> list[str]:
        """The names of the messages that the server got, in order."""
        return [message.split('"')[1] for message in self.passed if '["' in message]


@pytest.fixture
def gate(windows: Windows, server: Server, presenter: Presenter) -> Gate:
    page = windows.phone()
    gate = Gate(page)
    page.goto(address(server))
    gate.wait()
    return gate


def test_an_answer_waits_until_the_server_knows_whose_it_is(gate: Gate) -> None:
    choose(gate.page, "Anders")
    gate.open()
    shows_kept(gate.page, "Anders")
    assert gate.said() == ["join", "answer"]


def test_an_answer_goes_by_http_where_the_server_does_not_hear_whose_it_is(gate: Gate) -> None:
    choose(gate.page, "Anders")
    shows_kept(gate.page, "Anders")
    assert "answer" not in gate.said()


def test_an_answer_goes_by_http_where_the_line_was_refused(gate: Gate, server: Server) -> None:
    choose(gate.page, "Anders")
    gate.open(server.workshops[DECK_3]["code"], "000000")
    shows_kept(gate.page, "Anders")
    assert gate.said() == ["join"]


def test_an_answer_of_before_a_reload_waits_in_sight_where_the_line_was_refused(gate: Gate, server: Server) -> None:
    choose(gate.page, "Anders")
    gate.held.clear()
    gate.page.reload()
    gate.wait()
    gate.open(server.workshops[DECK_3]["code"], "000000")
    waits_in_sight(gate.page)
    gate.page.evaluate("dispatchEvent(new Event('online'))")
    gate.wait()
    gate.open()
    gate.wait()  # for the page with the answer in it, as the form of before the reload is gone
    gate.open()
    shows_kept(gate.page, "Anders")
    assert gate.said() == ["join", "join", "answer", "join"]


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
