"""A browser of an organiser, which looks at every page that it gets."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.world import PASSWORD, World

Form = dict[str, Any]


class Browser:
    """Opens pages and sends forms with the token of the page they are on. Each page is checked as it comes."""

    def __init__(self, world: World, **web: Any) -> None:
        self.world = world
        self.client = world.app.flask.test_client(**web)

    def get(self, path: str, **options: Any) -> TestResponse:
        return look(self.client.get(path, **options))

    def send(
        self, page: str, path: str | None = None, data: dict[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        """Send a form that stands on `page` to `path` (or to itself)."""
        token = BeautifulSoup(self.get(page).text, "html.parser").select_one("input[name=csrf_token]")
        assert token, f"{page} has no form"
        return self.post(path or page, {"csrf_token": token["value"], **(data or {})}, **options)

    def post(self, path: str, data: Form | bytes, **options: Any) -> TestResponse:
        return look(self.client.post(path, data=data, **options))

    def log_in(self, name: str = "Olga", password: str = PASSWORD, **data: str) -> TestResponse:
        return self.send("/organise/login", data={"name": name, "password": password, **data})

    def follow(self, answer: TestResponse) -> TestResponse:
        assert answer.status_code == 302, answer.text
        return self.get(answer.location)


def soup(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def one(answer: TestResponse, selector: str) -> Tag:
    """The one tag of a page that fits."""
    found = soup(answer).select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def said(answer: TestResponse, selector: str, attribute: str) -> str:
    """What an attribute of the one tag says."""
    return str(one(answer, selector)[attribute])


def words(answer: TestResponse) -> str:
    """All text of a page, on one line."""
    return " ".join(soup(answer).get_text(" ").split())


def look(answer: TestResponse) -> TestResponse:
    """What holds for every page: no crash, no cache, nothing inline, every field with a label, one heading."""
    assert answer.status_code < 500, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    if answer.mimetype != "text/html" or answer.status_code in (301, 302, 308):
        return answer
    page = soup(answer)
    assert page.select_one("html[lang=nl], html[lang=en]")
    assert page.select_one("title") is not None
    assert len(page.select("h1")) == 1
    assert not page.select("[style], style, [onclick], script:not([src])")
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for field in page.select("input:not([type=hidden]), textarea, select"):
        assert page.select_one(f"label[for='{field['id']}']"), field
    for tied in page.select("[aria-describedby]"):
        assert set(str(tied["aria-describedby"]).split()) <= set(ids)
    return answer
