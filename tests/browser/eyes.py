"""Looking at the stops of a walk with a real browser: a window for everybody, on a world that is served for real."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from typing import Any, Self
from wsgiref.util import FileWrapper

from flask import Response, request, request_finished
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.states import ORGANISERS, TOKENS, Stop
from tests.browsing import Page, Windows
from tests.world import PASSWORD, World

SEND = """([selector, fields]) => {
  const form = document.querySelector(selector);
  for (const [name, value] of Object.entries(fields)) {
    const field = form.querySelector(`[name="${name}"]:not([type=radio], button)`);
    if (field) field.value = value;
    else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  HTMLFormElement.prototype.submit.call(form);
}"""
"""A form goes out as without scripts: no handler of the page hears of it."""


class Quiet(WSGIRequestHandler):
    """Says nothing about who asked for what."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


class Live:
    """A world behind an address. `answered` are the endpoints that were called so far, `pages` those of them that
    gave a page, and `page` is the endpoint of the last page."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.answered: set[str] = set()
        self.pages: set[str] = set()
        self.page = ""
        self._server = make_server("127.0.0.1", 0, self._serve, threaded=True, request_handler=Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        request_finished.connect(self._note, self.world.app.flask)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        request_finished.disconnect(self._note, self.world.app.flask)
        self._server.shutdown()
        self._server.server_close()
        self.world.close()

    def _serve(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """A file is read at once: werkzeug leaves it open when the browser goes on before it has it."""
        answer = self.world.app.flask(environ, start_response)
        if not isinstance(answer, FileWrapper):
            return answer
        with contextlib.closing(answer):
            return list(answer)

    def _note(self, _: object, response: Response, **__: Any) -> None:
        self.answered.add(str(request.endpoint))
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            self.page = str(request.endpoint)
            self.pages.add(self.page)


class Eyes:
    """Windows of everybody in a world, on which nothing moves. `script` runs in each page before anything else, and
    `phone` are options for the windows of participants."""

    def __init__(self, windows: Windows, live: Live, script: str = "", **phone: Any) -> None:
        self.windows, self.live, self.script, self.phone = windows, live, script, phone
        self._pages: dict[str, Page] = {}
        self._inside: set[tuple[str, int]] = set()

    def look(self, stop: Stop, lang: str) -> Page:
        """The page of a stop in a language, as it is once everything was done that the stop asks for."""
        page = self._page(stop)
        stop.before()
        mark = "&" if "?" in stop.path else "?"
        address = f"{self.live.url}{stop.path}{mark}lang={lang}"
        if stop.file:
            assert page.request.get(address).headers["content-type"].split(";")[0] != "text/html"
            return page
        page.goto(address)
        if stop.sends:
            with page.expect_navigation():
                page.evaluate(SEND, [stop.sends, dict(stop.fields)])
        if stop.acts:
            stop.acts(page)
        return page

    def _page(self, stop: Stop) -> Page:
        page = self._pages.get(stop.who) or self._pages.setdefault(stop.who, self._open(stop))
        here = 0 if stop.who in ORGANISERS else self.live.world.workshop
        if (stop.who, here) not in self._inside:
            self._inside.add((stop.who, here))
            self._come_in(page, stop.who)
        return page

    def _open(self, stop: Stop) -> Page:
        still: dict[str, Any] = {"reduced_motion": "reduce"}
        page = self.windows.phone(**still, **self.phone) if stop.who in TOKENS else self.windows.screen(**still)
        if self.script:
            page.context.add_init_script(self.script)
        if token := TOKENS.get(stop.who):
            page.context.add_cookies([{"name": "poll", "value": token, "url": self.live.url}])
        return page

    def _come_in(self, page: Page, who: str) -> None:
        """A presenter has a link, an organiser a password."""
        world = self.live.world
        if who in ("presenter", "viewer"):
            page.goto(f"{self.live.url}/present/{world.key('control' if who == 'presenter' else 'watch')}")
        if who in ORGANISERS:
            page.goto(f"{self.live.url}/organise/login")
            page.fill("#name", ORGANISERS[who])
            page.fill("#password", PASSWORD)
            page.click(".form .btn")


def forgive(windows: Windows) -> None:
    """Pages that are errors, and lines that are cut, make the browser complain; nothing else may."""
    meant = ("the server responded with a status of 4", "WebSocket is closed before")
    windows.complaints[:] = [one for one in windows.complaints if not any(part in one for part in meant)]
