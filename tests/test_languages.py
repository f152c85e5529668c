"""Every page speaks one language, and it is the reader's: nothing on a Dutch page is English, nor the other way round.

The catalogues are exchanged for ones in which every text stands between marks, of another shape for each language.
What a page says without marks was never translated, unless it comes from the deck or from people.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from pollapp import language
from pollapp.decks import BUNDLED, Deck
from pollapp.questions import TYPES
from pollapp.settings import describe
from pollapp.web.organise_view import day
from tests.browser.deck import VALUES, deck_of, deck_of_rows, deck_of_steps
from tests.browser.feet import Feet
from tests.browser.office import office
from tests.browser.pages import pages
from tests.browser.states import Stop, little_world, question
from tests.server import environment
from tests.world import DECK, World, read

MARKS = {"nl": "⟦⟧", "en": "⦃⦄"}
NAMES = {"pollapp", "Excel", "JSON", "http", "poll", "example", "B", "G", "F", "Z", "Page", "Up", "Down", "Enter"}
"""Words that are not translated: names, and what stands on keys."""

SPOKEN = {"title", "alt", "aria-label", "placeholder"}
UNSPOKEN = {"data-can", "data-scene", "data-for", "data-state", "data-views"}
"""Attributes that people hear or read, and those with words for scripts alone."""


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues with marks around every text; English gets one as well."""
    for lang, room in ((lang, room) for lang in MARKS for room in (language.CATALOGUES / "nl").glob("*.po")):
        target = tmp_path / "marked" / lang / room.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with room.open("rb") as source, target.open("wb") as out:
            write_po(out, _between_marks(read_po(source, locale="nl"), lang))
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "marked")
    language.translations.cache_clear()
    yield
    language.translations.cache_clear()


def _between_marks(room: Catalog, lang: str) -> Catalog:
    opening, closing = list(MARKS[lang])
    whole = Catalog(locale=lang)
    for message in room:
        if message.id:
            shown = (message.string if lang == "nl" else message.id) or ""
            several = tuple(f"{opening}{one}{closing}" for one in ([shown] if isinstance(shown, str) else shown))
            whole.add(message.id, several if isinstance(message.id, tuple) else several[0])
    return whole


@pytest.fixture
def world(tmp_path: Path, marked: None) -> Iterator[World]:
    world = little_world(tmp_path)
    yield world
    world.close()


def either(texts: set[str]) -> re.Pattern[str]:
    """One of these texts, as whole words."""
    longest_first = sorted(map(re.escape, texts), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def given(lang: str) -> set[str]:
    """What stands on pages without being translated: texts of decks in a language, of people, of events, and days."""
    decks = [*map(deck_of, TYPES), deck_of_steps(), deck_of_rows()]
    titles = [deck.title.say(lang, deck.languages) for deck in (read(DECK), *BUNDLED)]
    with language.use(lang):
        days = {day(int(time.time()) + after) for after in (0, 24 * 3600)}  # the tests may run past midnight
    return {*_of_decks(decks, lang), *titles, *PEOPLE, *EVENTS, *days}


def _of_decks(decks: list[Deck], lang: str) -> set[str]:
    return set(chain.from_iterable(_texts(deck.model_dump(by_alias=True), lang) for deck in decks))


def _texts(thing: Any, lang: str) -> Iterator[str]:
    if isinstance(thing, dict):
        if isinstance(thing.get(lang), str):
            yield thing[lang]
        for inside in thing.values():
            yield from _texts(inside, lang)
    elif isinstance(thing, list):
        for inside in thing:
            yield from _texts(inside, lang)


PEOPLE = {text.strip(".") for kind in ("open", "wordcloud") for value in VALUES[kind] for text in value}
EVENTS = {"Een dag over samenhang", "Een leeg evenement"}
GIVEN = {lang: either(given(lang)) for lang in MARKS}
FOREIGN = {"nl": either(given("en") - given("nl")), "en": either(given("nl") - given("en"))}
INSIDE = {lang: re.compile("{0}[^{0}{1}]*{1}".format(*marks)) for lang, marks in MARKS.items()}


def said(page: BeautifulSoup, lang: str) -> Iterator[str]:
    """What a page says in its own language: its texts, and the attributes that are read or spoken."""
    for other in page.select(f"html [lang]:not([lang={lang}])"):
        assert other.get_text(strip=True) in ("English", "Nederlands")
        other.decompose()
    for path in page.select(".problems .soft, .pin-text"):  # paths in a deck, and one letter of the name of a group
        path.decompose()
    for text in page.find_all(string=True):
        if text.parent and text.parent.name not in ("script", "style", "code", "kbd", "textarea", "[document]"):
            yield str(text)
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            if _is_spoken(tag, name, str(value)):
                yield str(value)


def _is_spoken(tag: Tag, name: str, value: str) -> bool:
    """Whether people get to know an attribute. One small word in data- is for scripts."""
    if name == "content":
        return tag.get("name") == "description"
    script = name in UNSPOKEN or re.fullmatch(r"[a-z0-9_-]+", value)
    return name in SPOKEN or (name.startswith("data-") and not script)


@cache
def unexplained(text: str, lang: str) -> str:
    """What is left of a text without what was translated, and without the words of the deck and of people."""
    before = ""
    while before != text:
        before, text = text, INSIDE[lang].sub(" ", text)
    words = re.findall(r"[^\W\d_]+", GIVEN[lang].sub(" ", text))
    return " ".join(word for word in words if word not in NAMES)


@cache
def foreign(text: str, lang: str) -> str:
    """What a text has of the other language of the deck, also where it is part of a sentence."""
    found = FOREIGN[lang].search(text)
    return found[0] if found else ""


def look(page: BeautifulSoup, stop: Stop, lang: str) -> Iterator[str]:
    """What is wrong with a page."""
    other = next(one for one in MARKS if one != lang)
    assert page.html, stop
    assert page.html["lang"] == lang, stop
    if set(MARKS[other]) & set(str(page)):
        yield f"{lang}: a text of the other language"
    for text in said(page, lang):
        if found := unexplained(text, lang) or foreign(text, lang):
            yield f"{lang}: “{found}” in “{' '.join(text.split())[:80]}”"


def wrong(world: World, walk: Iterator[Stop]) -> str:
    """What is wrong on the pages of a walk, in both languages, each with a page where it is."""
    feet, found = Feet(world), dict[str, str]()
    for stop, lang in ((stop, lang) for stop in walk if not stop.file for lang in MARKS):
        for one in look(feet.visit(stop, lang), stop, lang):
            found.setdefault(one, stop.state)
    return "\n".join(f"{one}, as on: {where}" for one, where in found.items())


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_question_speaks_one_language_in_every_state(kind: str, world: World):
    found = wrong(world, question(world, kind))
    assert not found, found


def test_the_pages_of_a_workshop_speak_one_language(world: World):
    found = wrong(world, pages(world))
    assert not found, found


def test_the_pages_of_an_organiser_speak_one_language(world: World):
    found = wrong(world, office(world))
    assert not found, found


class TestOnTheCommandLine:
    """The command line speaks Dutch where the machine does; what its options mean stays English."""

    def say(self, *arguments: str, **settings: str) -> str:
        command = [sys.executable, "-m", "pollapp", *arguments]
        done = subprocess.run(command, env=environment() | settings, capture_output=True, text=True)
        return done.stdout + done.stderr

    def test_the_settings_are_explained(self):
        english, dutch = (self.say("settings", LANG=f"{lang}.UTF-8") for lang in ("C", "nl_NL"))
        for variable, _, meaning in describe():
            assert variable in english
            assert variable in dutch
            assert meaning in english
            assert meaning not in dutch

    def test_what_is_wrong_is_told(self, tmp_path: Path):
        missing = ("export", "123456", "--database", str(tmp_path / "none"))
        assert "Er is geen database op" in self.say(*missing, LANG="nl_NL.UTF-8")
        assert "There is no database at" in self.say(*missing, LANG="en_GB.UTF-8")


@pytest.fixture
def feet(tmp_path: Path) -> Iterator[Feet]:
    world = little_world(tmp_path)
    yield Feet(world)
    world.close()


WITHOUT_A_SWITCH = ("view ", "end asked by a form")
"""A wall that nobody steers follows its link, and a page between two others those."""


@pytest.mark.parametrize("walk", [pages, office])
def test_the_language_can_be_switched_on_every_page_and_stays(feet: Feet, walk: Callable[[World], Iterator[Stop]]):
    for stop in walk(feet.world):
        if stop.file or stop.state.startswith(WITHOUT_A_SWITCH):
            continue
        client, page = feet.client(stop.who), feet.visit(stop, "nl")
        english = follow(feet, client, page, "en")
        for link in ways(english):
            assert spoken(feet.get(client, link)) == "en", (stop, link)
        feet.get(client, "/?lang=nl")


def follow(feet: Feet, client: FlaskClient, page: BeautifulSoup, lang: str) -> BeautifulSoup:
    """The same page in another language, by its link."""
    [switch] = page.select(f"a[hreflang={lang}][lang={lang}]")
    found = feet.get(client, urljoin(feet.address, str(switch["href"])))
    assert spoken(found) == lang, switch
    assert "405" in page.get_text() or "405" not in found.get_text(), switch
    return found


def ways(page: BeautifulSoup) -> set[str]:
    """The other pages that a page leads to."""
    links = {str(link["href"]) for link in page.select("a[href]:not([hreflang])")}
    return {link for link in links if not link.startswith("#") and "/download/" not in link}


def spoken(page: BeautifulSoup) -> str:
    assert page.html
    return str(page.html["lang"])


def test_who_takes_part_presents_and_organises_reads_one_language(feet: Feet):
    client = feet.client("organiser")
    client.get(f"/present/{feet.world.key()}")
    pages = [f"/{feet.world.code}", f"/screen/{feet.world.workshop}", "/organise/", "/help"]
    for page, lang in product(pages, MARKS):
        client.get(f"{page}?lang={lang}")
        assert {spoken(feet.get(client, other)) for other in pages} == {lang}, page
