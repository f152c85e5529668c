"""The page that explains the pictures: there for everybody, complete, and true."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from bs4 import BeautifulSoup, Tag

from pollapp.examples import LABELS, examples
from pollapp.files import TEMPLATES
from pollapp.language import LANGUAGES
from pollapp.measures.bounds import nonresponse
from pollapp.measures.panel import describe
from pollapp.questions import TYPES
from pollapp.questions.base import View
from pollapp.web.manual import CHANCES
from pollapp.workshops.views import view_named
from tests.browser.feet import Feet
from tests.browser.states import question
from tests.web.organiser import Browser
from tests.world import World

PICTURES = "/help/pictures"
RESULTS = sorted((TEMPLATES / "results").rglob("*.html"))

ROOMS = {
    ("two", 5): (35, 10, 10, 10, 35),
    ("two", 7): (30, 10, 6, 8, 6, 10, 30),
    ("random", 5): (1, 1, 1, 1, 1),
    ("random", 7): (1, 1, 1, 1, 1, 1, 1),
}
"""How likely each answer is in the rooms of the table about chance."""


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, world: World) -> Tag:
    """The page as a browser sees it that was never here."""
    reply = world.app.flask.test_client().get(f"{PICTURES}?lang={request.param}")
    assert reply.status_code == 200
    assert "Set-Cookie" not in reply.headers
    html = BeautifulSoup(reply.text, "html.parser").html
    assert html
    assert html["lang"] == request.param
    return html


def anchors(page: Tag) -> list[str]:
    return [str(tag["id"]) for tag in page.select("[id]")]


def compositions(people: int, points: int) -> Iterator[tuple[int, ...]]:
    """Every way in which people can lie on a scale."""
    if points == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *others) for others in compositions(people - first, points - 1))


class TestThePage:
    def test_leads_to_each_of_its_parts(self, page: Tag):
        contents = [str(link["href"]) for link in page.select(".contents a")]
        headings = [f"#{heading['id']}" for heading in page.select("main h2[id], main h3[id]")]
        assert contents == [heading for heading in headings if heading != "#contents"]
        assert len(anchors(page)) == len(set(anchors(page)))

    def test_needs_no_script_and_no_key(self, page: Tag):
        assert [script["src"] for script in page.select("script") if "scheme" not in str(script["src"])] == []
        assert not page.select("form, [hidden], .needs-js")

    def test_explains_every_picture(self, page: Tag):
        assert {view_named(name) for name in get_args(View)} <= set(anchors(page))

    def test_explains_every_type_of_question(self, page: Tag):
        assert set(TYPES) <= set(anchors(page))

    def test_explains_every_word_that_a_scale_can_get(self, page: Tag):
        words = {describe(room)[0] for points in (4, 5) for room in compositions(10, points)}
        assert words | {"too_few"} <= set(anchors(page))

    @pytest.mark.parametrize("page", ["en"], indirect=True)
    def test_explains_every_number_with_a_name(self, page: Tag):
        terms = " ".join(term.get_text() for term in page.select("dl:not(.example dl) dt"))
        named = {name for file in RESULTS for name in re.findall(r'index\(_\("([^"]+)"', file.read_text("utf-8"))}
        assert "Gross" in named
        assert {name for name in named if name not in terms} == set()

    def test_shows_real_results(self, page: Tag):
        assert len(page.select(".example .result")) > 10
        assert not page.select(".example .result:empty")
        assert page.select(".example h2")
        assert not page.select(".example h2:not([aria-level='4'])")


class TestWhatItSays:
    def test_the_examples_are_what_they_are_called(self):
        assert {label: describe(room)[0] for label, room in LABELS.items()} == {label: label for label in LABELS}
        assert {example.result["state"] for example in examples().values()} == {"shown"}

    def test_the_words_are_wrong_as_often_as_it_says(self):
        draw = random.Random(1)
        for room, points, told in CHANCES:
            for people, times in zip((10, 20, 50), told, strict=True):
                found = sum(_is_called_two(draw, ROOMS[room, points], people) for _ in range(500))
                assert found / 5 == pytest.approx(times, abs=6)

    def test_what_those_may_think_who_did_not_answer(self, page: Tag):
        low, high = (f"{int(100 * share)}%" for share in nonresponse(18, 28, 40))
        text = page.get_text()
        assert low in text
        assert high in text


def _is_called_two(draw: random.Random, likely: tuple[int, ...], people: int) -> bool:
    places = draw.choices(range(len(likely)), likely, k=people)
    return describe([places.count(place) for place in range(len(likely))])[0] == "two_camps"


class TestTheWayToIt:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_is_on_the_screen_and_the_desk(self, world: World, lang: str):
        web = world.app.flask.test_client()
        web.get(f"/present/{world.key()}")
        for where in ("/screen/1", "/screen/1/desk"):
            assert f'href="{PICTURES}?lang={lang}"' in web.get(f"{where}?lang={lang}").text

    def test_is_on_the_pages_of_the_organiser(self, world: World):
        olga = Browser(world)
        olga.log_in()
        assert f'href="{PICTURES}?lang=nl"' in olga.get("/organise/").text

    def test_leads_from_a_picture_to_its_part(self, world: World, page: Tag):
        feet, found = Feet(world), set()
        for stop in question(world, "scale"):
            if stop.state.startswith("desk"):
                links = feet.visit(stop, "en").select(f'.shown a[href^="{PICTURES}"]')
                found |= {str(link["href"]).partition("#")[2] for link in links}
        assert {"scale", "shift"} <= found <= set(anchors(page))
