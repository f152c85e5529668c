"""A browser without scripts: it reads a page, fills in the form as its fields allow, and sends it with a button."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Form:
    """A form of a page: `fields` are the pairs that a browser would send now."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self.page, self.tag = page, tag
        self.fields: list[tuple[str, str]] = [
            (str(control["name"]), value)
            for control in tag.select("input[name], select[name], textarea[name]")
            if (value := said_by(control)) is not None
        ]

    def choices(self, name: str) -> list[str]:
        """The values that radios, checkboxes or a select of this name offer."""
        controls = self.tag.select(f"input[name='{name}'], select[name='{name}'] option")
        return [value_of(control) for control in controls]

    def names(self) -> list[str]:
        """Of the fields that a person fills in, in their order."""
        found = self.tag.select("input[name]:not([type=hidden]), select[name], textarea[name]")
        return list(dict.fromkeys(str(control["name"]) for control in found))

    def fill(self, name: str, *values: str) -> None:
        """Choose or type these values; what cannot be chosen fails."""
        assert name in self.names(), f"no field {name}"
        typed = self.tag.select(f"input[name='{name}']:not([type=radio], [type=checkbox]), textarea[name='{name}']")
        if not typed:
            assert set(values) <= set(self.choices(name)), f"{name} does not offer {values}"
        self.fields = [pair for pair in self.fields if pair[0] != name] + [(name, value) for value in values]

    def values(self) -> dict[str, list[str]]:
        """What is filled in now, without hidden fields and empty ones."""
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            if name in self.names() and value:
                found.setdefault(name, []).append(value)
        return found

    def send(self, button: str | None = None) -> Page:
        """Press the button with this name, or the one without a name. It may stand outside the form."""
        pressed = self.page.buttons(str(self.tag.get("id", "")), self.tag, button)
        pairs = self.fields + ([(button, str(pressed.get("value", "")))] if button else [])
        data: dict[str, Any] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        action = urljoin(self.page.path, str(self.tag.get("action", "")))
        assert self.tag["method"] == "post"
        return self.page.browser.follow(self.page.browser.client.post(action, data=data), action)


class Page:
    """What came back: its status, and what can be seen and done on it."""

    def __init__(self, browser: Browser, reply: TestResponse, path: str) -> None:
        self.browser, self.path, self.status = browser, path, reply.status_code
        self.soup = BeautifulSoup(reply.text, "html.parser")

    def seen(self) -> str:
        """The text that can be seen without scripts and styles: nothing that is `hidden`."""
        copy = BeautifulSoup(str(self.soup.body), "html.parser")
        for tag in copy.select("[hidden], noscript, svg, .sr"):
            tag.decompose()
        return " ".join(copy.get_text(" ").split())

    def form(self) -> Form:
        """The form of the question, which can be seen."""
        tag = self.soup.select_one("form#answer")
        assert tag, "no form on this page"
        assert not [one for one in tag.parents if one.has_attr("hidden")], "the form cannot be seen"
        return Form(self, tag)

    def hidden_form(self) -> Form:
        """The same where it only stands behind a button that can be seen."""
        tag = self.soup.select_one("form#answer")
        assert tag
        return Form(self, tag)

    def buttons(self, id_: str, tag: Tag, name: str | None) -> Tag:
        found = [*tag.select("button"), *self.soup.select(f"button[form='{id_}']")]
        fitting = [one for one in found if one.get("name") == name and not one.has_attr("hidden")]
        seen = [one for one in fitting if not any(each.has_attr("hidden") for each in one.parents)]
        assert seen, f"no button {name} can be seen"
        return seen[0]

    def link(self, selector: str) -> str:
        """Where the link leads that fits this selector and can be seen."""
        for tag in self.soup.select(f"a[href]{selector}"):
            if not any(one.has_attr("hidden") for one in [tag, *tag.parents]):
                return str(tag["href"])
        raise AssertionError(f"no link {selector} can be seen")

    @property
    def refreshes(self) -> bool:
        """Whether it loads itself anew where there are no scripts."""
        return self.soup.select_one("noscript meta[http-equiv=refresh]") is not None


class Browser:
    """A phone without scripts."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str) -> Page:
        return self.follow(self.client.get(path), path)

    def follow(self, reply: TestResponse, path: str) -> Page:
        while reply.status_code in (301, 302, 303):
            path = urljoin(path, reply.location)
            reply = self.client.get(path)
        return Page(self, reply, path)


def said_by(control: Tag) -> str | None:
    """What a control says now; None when it says nothing at all, such as a radio that is not chosen."""
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.select_one("option")
        return value_of(chosen) if chosen else None
    if control.name == "textarea":
        return control.get_text().removeprefix("\n")
    if control.get("type") in ("radio", "checkbox"):
        return value_of(control) if control.has_attr("checked") else None
    return str(control.get("value", ""))


def value_of(control: Tag) -> str:
    return str(control.get("value", control.get_text().strip()))
