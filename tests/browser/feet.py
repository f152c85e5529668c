"""Walking by the stops without a browser: Flask's test client opens the pages and sends the forms."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browser.states import ORGANISERS, TOKENS, Stop
from tests.world import PASSWORD, World


class Feet:
    """Everybody in a world, each with a client of their own. What scripts do is left out.

    `address` is where the last page was found.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.address = ""
        self._clients: dict[str, FlaskClient] = {}
        self._inside: set[tuple[str, int]] = set()

    def visit(self, stop: Stop, lang: str) -> BeautifulSoup:
        """The page of a stop in a language."""
        client = self.client(stop.who)
        stop.before()
        page = self.get(client, f"{stop.path}{'&' if '?' in stop.path else '?'}lang={lang}")
        return self.send(client, page, stop.path, stop.sends, dict(stop.fields)) if stop.sends else page

    def client(self, who: str) -> FlaskClient:
        """The browser of somebody; who needs a link or a password has used it."""
        client = self._clients.get(who) or self._clients.setdefault(who, self._new(who))
        here = 0 if who in ORGANISERS else self.world.workshop
        if (who, here) not in self._inside:
            self._inside.add((who, here))
            self._come_in(client, who)
        return client

    def get(self, client: FlaskClient, address: str) -> BeautifulSoup:
        return self._page(client.get(address, follow_redirects=True))

    def send(self, client: FlaskClient, page: BeautifulSoup, path: str, selector: str, fields: Any) -> BeautifulSoup:
        form = page.select_one(selector)
        assert form, f"{path} has no {selector}"
        filled = {str(field["name"]): field.get("value") or "" for field in form.select("[name]") if _is_sent(field)}
        address = str(form.get("action") or path)
        kind = str(form.get("enctype") or "application/x-www-form-urlencoded")
        return self._page(client.post(address, data=filled | fields, content_type=kind, follow_redirects=True))

    def _page(self, reply: TestResponse) -> BeautifulSoup:
        self.address = reply.request.path
        return BeautifulSoup(reply.text, "html.parser")

    def _new(self, who: str) -> FlaskClient:
        client = self.world.app.flask.test_client()
        if token := TOKENS.get(who):
            client.set_cookie("poll", token)
        return client

    def _come_in(self, client: FlaskClient, who: str) -> None:
        if who in ("presenter", "viewer"):
            client.get(f"/present/{self.world.key('control' if who == 'presenter' else 'watch')}")
        if who in ORGANISERS:
            login = "/organise/login"
            fields = {"name": ORGANISERS[who], "password": PASSWORD}
            self.send(client, self.get(client, login), login, ".form", fields)


def _is_sent(field: Tag) -> bool:
    """Whether a field goes along as it stands: hidden or written in, and not a button or a choice."""
    return field.name != "button" and field.get("type") not in ("radio", "checkbox", "submit", "file")
