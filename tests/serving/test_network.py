"""How phones really come in: by a host name over plain http, over https behind nginx, and over a slow line."""

from __future__ import annotations

import re
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3
from playwright.sync_api import CDPSession, Page, expect
from websocket import WebSocketBadStatusException, create_connection

from tests.browsing import HOST, Windows, cookies
from tests.server import Server, until
from tests.serving.proxies import Meter, Nginx
from tests.serving.raw import Raw

WIRE = 30_000
REQUESTS = 6
SOCKET = "/socket.io/?EIO=4&transport=websocket"


class Presenter:
    """Leads the plenary of a server from beside it."""

    def __init__(self, server: Server, workshop: int = 0) -> None:
        self.line = Raw(server.url)
        self.stage = self.line.ask("watch", {"key": server.workshops[workshop]["key"]})["stage"]

    def do(self, verb: str, **details: Any) -> None:
        reply = self.line.ask("do", {"rev": self.stage["rev"], "verb": verb, **details})
        assert reply["ok"], reply
        self.stage = reply["stage"]

    def is_told(self, fact: str, people: int) -> None:
        """Wait until the screen is told of so many who are `present` or have `answered`."""
        self.line.wait(lambda: self.line.heard and self.line.heard[-1][1][fact] == people)


def answer(page: Page, option: str) -> None:
    """Choose an option by its label and send it."""
    page.get_by_text(option, exact=True).click()
    page.locator("form#answer .send button").first.click()
    expect(page.get_by_text("Je antwoord is bewaard")).to_be_visible()


def takes_part(page: Page, presenter: Presenter, code: str) -> None:
    """A phone that types the code, sees the question come without loading anew, answers and comes back."""
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.get_by_label("Code").fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button").click()
    page.wait_for_url(f"**/{code}")
    expect(page.locator("#stage")).to_have_attribute("data-state", "lobby")
    presenter.is_told("present", 1)
    presenter.do("next")
    expect(page.locator("#stage")).to_have_attribute("data-state", "open")
    answer(page, "Jongerenwerk")
    presenter.is_told("answered", 1)
    assert [url.partition("?")[0] for url in sockets] == [page.url.replace("http", "ws", 1).replace(code, "socket.io/")]
    page.reload()
    expect(page.get_by_text("Je antwoord is bewaard")).to_be_visible()
    presenter.do("lock")
    expect(page.locator("#stage")).to_have_attribute("data-state", "locked")
    assert presenter.stage["answered"] == 1


class TestOverPlainHttpByAName:
    @pytest.fixture
    def server(self, tmp_path: Path) -> Iterator[Server]:
        with Server(tmp_path) as server:
            yield server

    def test_a_phone_joins_keeps_its_cookie_and_is_one_person(self, server: Server, windows: Windows):
        page = windows.phone(f"http://{HOST}:{server.port}/")
        code = server.workshops[0]["code"]
        takes_part(page, Presenter(server), code)
        kept = cookies(page)
        assert list(kept) == ["poll"]
        assert (kept["poll"]["secure"], kept["poll"]["httpOnly"], kept["poll"]["sameSite"]) == (False, True, "Lax")
        page.goto(f"http://{HOST}:{server.port}/{server.workshops[1]['code']}")
        assert cookies(page)["poll"]["value"] == kept["poll"]["value"]

    def test_pages_of_another_site_get_no_line(self, server: Server):
        address = server.url.replace("http", "ws", 1) + SOCKET
        for origin in ("http://elsewhere.test", f"https://127.0.0.1:{server.port}", "http://127.0.0.1:1", "null"):
            with pytest.raises(WebSocketBadStatusException) as refused:
                create_connection(address, origin=origin)
            assert refused.value.status_code == 400
        ours = create_connection(f"ws://127.0.0.1:{server.port}{SOCKET}", origin=server.url)
        assert str(ours.recv()).startswith("0{")
        ours.close()


class TestBehindNginxWithTheDocumentedConfiguration:
    @pytest.fixture(scope="class")
    @classmethod
    def nginx(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nginx, Server]]:
        folder = tmp_path_factory.mktemp("nginx")
        server = Server(folder, POLLAPP_PROXIES="1")
        nginx = Nginx(folder / "nginx", server.port)
        server.environment["PUBLIC_URL"] = nginx.url
        with server, nginx:
            yield nginx, server

    @pytest.fixture
    def front(self, nginx: tuple[Nginx, Server]) -> Nginx:
        return nginx[0]

    @pytest.fixture
    def server(self, nginx: tuple[Nginx, Server]) -> Server:
        return nginx[1]

    @pytest.fixture
    def visitor(self, front: Nginx) -> Iterator[requests.Session]:
        """A program that comes by the name and does not mind that the certificate is our own."""
        with requests.Session() as session, warnings.catch_warnings():
            warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
            session.verify = session.trust_env = False
            session.headers["Host"] = front.url.partition("://")[2]
            yield session

    def test_a_phone_joins_over_https_and_nginx_writes_no_address_down(
        self, front: Nginx, server: Server, windows: Windows
    ):
        page = windows.phone(f"{front.url}/", ignore_https_errors=True)
        takes_part(page, Presenter(server), server.workshops[0]["code"])
        kept = cookies(page)
        assert list(kept) == ["__Host-poll"]
        told = kept["__Host-poll"]
        assert (told["secure"], told["httpOnly"], told["path"], told["domain"]) == (True, True, "/", HOST)
        assert "127.0.0.1" not in front.logs()
        assert "127.0.0.1" not in server.said
        assert server.workshops[0]["code"] not in front.logs()

    def test_plain_http_leads_to_https(self, front: Nginx):
        reply = requests.get(
            f"http://127.0.0.1:{front.plain_port}/123456", headers={"Host": HOST}, allow_redirects=False, timeout=30
        )
        assert (reply.status_code, reply.headers["Location"]) == (301, f"https://{HOST}/123456")

    def test_pages_of_another_site_get_no_line(self, front: Nginx):
        address = front.by_number.replace("https", "wss") + SOCKET
        trusting: dict[str, Any] = {"host": f"{HOST}:{front.port}", "sslopt": {"cert_reqs": ssl.CERT_NONE}}
        for origin in ("https://elsewhere.test", f"http://{HOST}:{front.port}", f"https://{HOST}", "null"):
            with pytest.raises(WebSocketBadStatusException) as refused:
                create_connection(address, origin=origin, **trusting)
            assert refused.value.status_code == 400
        ours = create_connection(address, origin=front.url, **trusting)
        assert str(ours.recv()).startswith("0{")
        ours.close()

    def test_forms_of_another_site_are_refused(self, front: Nginx, server: Server, visitor: requests.Session):
        code = server.workshops[1]["code"]
        page = visitor.get(f"{front.by_number}/{code}/erase")
        form = {"csrf_token": re.findall(r'name="csrf_token" value="(\w+)"', page.text)[0]}
        theirs = visitor.post(
            f"{front.by_number}/{code}/erase", data=form, headers={"Origin": "https://elsewhere.test"}
        )
        ours = visitor.post(f"{front.by_number}/{code}/erase", data=form, headers={"Origin": front.url})
        assert (theirs.status_code, ours.status_code) == (403, 200)

    def test_pages_are_not_compressed_and_files_are(self, front: Nginx, visitor: requests.Session):
        page = visitor.get(f"{front.by_number}/", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in page.headers
        style = re.findall(r'href="(/static/phone-[^"]+\.css)"', page.text)[0]
        file = visitor.get(front.by_number + style, headers={"Accept-Encoding": "gzip"})
        assert file.headers["Content-Encoding"] == "gzip"
        assert "max-age=31536000" in file.headers["Cache-Control"]
        assert "1.2" not in page.headers["Server"]

    def test_an_address_that_a_phone_makes_up_is_thrown_away(self, front: Nginx, visitor: requests.Session):
        said = [
            visitor.get(f"{front.by_number}/000000", headers={"X-Forwarded-For": f"203.0.113.{at}"}).status_code
            for at in range(40)
        ]
        assert said == [404] * 30 + [429] * 10


class Wire:
    """What a page costs until it is connected, as its browser tells: requests, and bytes that arrived with headers."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.bytes, self.joined = 0, False
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda one: self.requests.append(one["request"]["url"]))
        session.on("Network.webSocketCreated", lambda one: self.requests.append(one["url"]))
        session.on("Network.loadingFinished", lambda one: self.count(one["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda one: self.hear(one["response"]["payloadData"]))

    def hear(self, frame: str) -> None:
        self.joined = self.joined or frame.startswith("43")
        self.count(len(frame.encode()) + 4)

    def count(self, size: float) -> None:
        self.bytes += int(size)


class TestTheFirstLoadOfAPhonePage:
    @pytest.fixture(scope="class")
    @classmethod
    def server(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
        with Server(tmp_path_factory.mktemp("wire")) as server:
            for workshop, step in ((0, 5), (1, 0), (2, 5), (3, 8), (4, 2)):
                if step:
                    Presenter(server, workshop).do("go", step=step)
            yield server

    @pytest.mark.parametrize("workshop", range(5))
    def test_is_30_kilobytes_and_6_requests_at_most(self, server: Server, windows: Windows, workshop: int):
        with Meter(server.port) as meter:
            page = windows.phone()
            wire = Wire(page)
            page.goto(f"http://{HOST}:{meter.port}/{server.workshops[workshop]['code']}")
            page.wait_for_load_state("networkidle")
            until(lambda: page.evaluate("true") and wire.joined)
            assert len(wire.requests) <= REQUESTS, wire.requests
            assert wire.bytes <= WIRE
            assert meter.down + meter.up <= WIRE, (meter.down, meter.up)
            page.context.close()

    @pytest.mark.parametrize("workshop", range(5))
    def test_can_be_used_before_any_script_has_run(self, server: Server, windows: Windows, workshop: int):
        page = windows.phone(f"{server.url}/{server.workshops[workshop]['code']}", java_script_enabled=False)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        state = page.locator("#stage").get_attribute("data-state")
        if workshop != 1:
            assert state == "open"
            expect(page.locator("form#answer .send button").first).to_be_visible()
