"""The phone without JavaScript: forms of all ten types that are answered, changed, withdrawn and skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pollapp.questions import TYPES
from tests.world import Person, World

DECK = """
schema: pollapp.deck/1
id: tien
title: "Tien soorten"
languages: [nl]
defaults: {sensitivity: low, min_group: 3}
questions:
  - {id: single, type: single, title: "Eén", options: [{id: a, text: "Aap"}, {id: b, text: "Beer"}]}
  - {id: multiple, type: multiple, title: "Meer", choose: {min: 1, max: 2}, options: [{id: a, text: "Aap"}, {id: b, text: "Beer"}, {id: c, text: "Geen", exclusive: true}]}
  - {id: scale, type: scale, title: "Schaal", scale: {points: 4, low: "Laag", high: "Hoog", no_opinion: true}}
  - {id: statements, type: statements, title: "Zinnen", answers: agree_disagree_pass, items: [{id: a, text: "Apen zijn lief."}, {id: b, text: "Beren niet."}]}
  - {id: ranking, type: ranking, title: "Volgorde", ranking: {top: 2, method: borda}, options: [{id: a, text: "Aap"}, {id: b, text: "Beer"}, {id: c, text: "Cavia"}]}
  - {id: points, type: points, title: "Punten", points: {total: 10, step: 5}, options: [{id: a, text: "Aap"}, {id: b, text: "Beer"}]}
  - {id: number, type: number, title: "Getal", number: {min: 0, max: 5, step: 0.5}}
  - {id: position2d, type: position2d, title: "Vlak", axes: {steps: 5, horizontal: {low: "Links", high: "Rechts"}, vertical: {low: "Onder", high: "Boven"}}}
  - {id: wordcloud, type: wordcloud, title: "Woorden", text: {max_chars: 20, entries: 2, moderation: before_display}}
  - {id: open, type: open, title: "Open", text: {max_chars: 40, entries: 1, moderation: before_display}}
"""  # noqa: E501

ANSWERS: dict[str, list[dict[str, Any]]] = {
    "single": [{"value": "a"}, {"value": "b"}],
    "multiple": [{"value": ["a", "b"]}, {"value": "c"}],
    "scale": [{"value": "4"}, {"value": "none"}],
    "statements": [{"value.a": "agree", "value.b": "pass"}, {"value.b": "disagree"}],
    "ranking": [{"place.a": "2", "place.b": "1"}, {"place.c": "1"}],
    "points": [{"points.a": "10"}, {"points.a": "5", "points.b": "5"}],
    "number": [{"value": "2,5"}, {"value": "0"}],
    "position2d": [{"h": "1", "v": "5"}, {"h": "3", "v": "3"}],
    "wordcloud": [{"text": ["samen", "sterk"]}, {"text": ["alleen", ""]}],
    "open": [{"text": "Een zin."}, {"text": "<b>Nog</b> een"}],
}
SHOWN = {
    "single": ["Aap", "Beer"],
    "multiple": ["Beer", "Geen"],
    "scale": ["Hoog", "Geen mening"],
    "statements": ["Apen zijn lief. – Eens", "Beren niet. – Oneens"],
    "ranking": ["1. Beer 2. Aap", "1. Cavia"],
    "points": ["Aap – 10", "Beer – 5"],
    "number": ["2,5", "0"],
    "position2d": ["Van Onder (1) tot Boven (5) – 5", "Van Links (1) tot Rechts (5) – 3"],
    "wordcloud": ["sterk", "alleen"],
    "open": ["Een zin.", "<b>Nog</b> een"],
}
WRONG: dict[str, dict[str, Any]] = {
    "single": {"value": "x"},
    "multiple": {"value": ["a", "c"]},
    "scale": {"value": "5"},
    "statements": {"value.b": "misschien"},
    "ranking": {"place.a": "1", "place.b": "1"},
    "points": {"points.b": "drie"},
    "number": {"value": "veel"},
    "position2d": {"h": "2", "v": ""},
    "wordcloud": {"text": ["x" * 21, ""]},
    "open": {"text": "x" * 41},
}


class Page(HTMLParser):
    """What stands on a page: fields by name with what is filled in, ids, and texts of what is not hidden."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.fields: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self.tags: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append(found)
        self.ids += filter(None, [found.get("id")])
        if tag in ("input", "select", "textarea") and found.get("name"):
            typed = found.get("type") not in ("radio", "checkbox") or "checked" in found
            self.fields.setdefault(str(found["name"]), []).extend([found.get("value") or ""] if typed else [])

    def face(self) -> str | None:
        """Which face of an open question is shown: ask, kept or skipped."""
        shown = [one["data-view"] for one in self.tags if "data-view" in one and "hidden" not in one]
        return shown[0] if len(shown) == 1 else None

    def own(self) -> str:
        inside = re.search(r'<div id="own">(.*?)</div></div>', self.html, re.S)
        assert inside, "no own answer on the page"
        return " ".join(re.sub(r"<[^>]+>", " ", inside[1]).split())


class Phone(Person):
    """A phone whose browser runs no scripts."""

    def __init__(self, world: World) -> None:
        super().__init__(world.app)
        self.path = f"/{world.row['code']}"
        self.page = Page("")
        self.look()

    def look(self, query: str = "") -> Page:
        self.page = Page(self.web.get(f"{self.path}?lang=nl{query}").text)
        return self.page

    def send(self, **fields: Any) -> Page:
        """Send the form with these fields, and those that are hidden in it."""
        hidden = {name: self.page.fields[name][0] for name in ("csrf_token", "round", "n")}
        reply = self.web.post(f"{self.path}/answer", data=hidden | fields, follow_redirects=True)
        self.page = Page(reply.text)
        return self.page


@pytest.fixture
def ten(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, deck=DECK)
    yield world
    world.close()


@pytest.fixture
def phone(ten: World) -> Phone:
    return Phone(ten)


def ask(world: World, phone: Phone, kind: str) -> None:
    world.do("go", step=list(ANSWERS).index(kind) + 1)
    phone.look()


def test_every_type_is_tried_here():
    assert set(ANSWERS) == set(SHOWN) == set(WRONG) == set(TYPES)


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_form_begins_empty_and_names_each_thing_once(ten: World, phone: Phone, kind: str):
    ask(ten, phone, kind)
    given = {name for name, filled in phone.page.fields.items() if any(filled)}
    assert given == {"csrf_token", "round", "n"}
    assert len(phone.page.ids) == len(set(phone.page.ids))
    assert "<style" not in phone.page.html
    assert not [one for one in phone.page.tags if "style" in one or any(name.startswith("on") for name in one)]


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_is_given_changed_withdrawn_and_skipped(ten: World, phone: Phone, kind: str):
    ask(ten, phone, kind)
    for answer, shown in zip(ANSWERS[kind], SHOWN[kind], strict=True):
        phone.send(**answer)
        assert phone.page.face() == "kept"
        assert shown in phone.page.own().replace("&lt;", "<").replace("&gt;", ">")
        assert phone.look("&change=1").face() == "ask"
    assert phone.send(withdraw="1").face() == "ask"
    assert "data-kept" not in phone.page.html.split('id="stage"')[1].split(">")[0]
    assert phone.send(skip="1").face() == "skipped"
    assert phone.look().face() == "ask"


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_answer_gets_a_sentence_at_its_field_and_above_the_form(ten: World, phone: Phone, kind: str):
    ask(ten, phone, kind)
    phone.send(**WRONG[kind])
    assert phone.page.face() == "ask"
    at = re.search(r'id="summary"[^>]*>.*?href="#([^"]+)">([^<]+)</a>', phone.page.html)
    assert at
    assert at[1] in phone.page.ids
    assert f'<p class="error" id="fault">{at[2]}</p>' in phone.page.html


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_empty_form_is_not_an_answer(ten: World, phone: Phone, kind: str):
    ask(ten, phone, kind)
    phone.send()
    assert phone.page.face() == "ask"
    assert 'id="summary" tabindex="-1"><b>' in phone.page.html


def test_a_page_refreshes_by_itself_only_while_nothing_is_filled_in(ten: World, phone: Phone):
    assert 'http-equiv="refresh"' in phone.look().html
    ask(ten, phone, "single")
    assert 'http-equiv="refresh"' not in phone.page.html
    assert 'http-equiv="refresh"' in phone.send(value="a").html
    assert 'http-equiv="refresh"' not in phone.look("&change=1").html
    assert 'http-equiv="refresh"' not in phone.send(value="x").html


def test_an_answer_for_an_earlier_question_is_not_put_into_the_next(ten: World, phone: Phone):
    ask(ten, phone, "multiple")
    ten.do("next")
    ten.do("go", step=1)
    phone.send(value="a")
    assert "Je antwoord is niet verstuurd." in phone.page.html
    assert phone.page.fields["value"] == []


def test_who_goes_back_in_the_browser_and_sends_again_changes_the_answer(ten: World, phone: Phone):
    ask(ten, phone, "single")
    before = phone.page
    phone.send(value="a")
    phone.page = before
    assert "Beer" in phone.send(value="b").own()


def test_two_answers_in_one_place_come_back_as_they_were_chosen(ten: World, phone: Phone):
    ask(ten, phone, "ranking")
    phone.send(**{"place.a": "1", "place.c": "1"})
    assert phone.page.html.count("<option selected>1</option>") == 2
