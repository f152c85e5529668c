"""Every text in the code has one Dutch, and the Dutch that there is belongs to a text in the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from pollapp.files import PACKAGE, TEMPLATES
from pollapp.language import CATALOGUES, LANGUAGES

Texts = tuple[str, ...]
"""A text as it stands in the code: one, or the singular and the plural."""

MARKERS = ("_", "N_", "gettext", "ngettext")
SAME = {"Begin", "Code", "Codes", "Desk", "Downloads", "Id", "Links", "Open.", "Overlap", "Privacy", "Workshops"}
"""Words that are Dutch as well."""


def in_python() -> Iterator[tuple[str, Texts]]:
    """Where and what: the texts that the code marks or asks for. The syntax tree sees those in f-strings too."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in MARKERS:
                many = 2 if ast.unparse(node.func).endswith("ngettext") else 1
                texts = tuple(str(each.value) for each in node.args[:many] if isinstance(each, ast.Constant))
                if texts:
                    yield f"{file.name}:{node.lineno}", texts


def in_templates() -> Iterator[tuple[str, Texts]]:
    """Where and what: the texts of the pages, also those in `{% trans %}`."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        with path.open("rb") as file:
            for line, _, message, _ in babel_extract(file, MARKERS, [], {"silent": "false"}):
                texts = (message,) if isinstance(message, str) else tuple(each for each in message or () if each)
                yield f"{path.relative_to(TEMPLATES)}:{line}", texts


def wanted() -> dict[Texts, str]:
    """Every text of the code, and one place where it stands."""
    return {texts: where for where, texts in [*in_python(), *in_templates()]}


def dutch() -> dict[Texts, dict[str, Texts]]:
    """Every text of the catalogues: the rooms that have it, and what it is there."""
    found: dict[Texts, dict[str, Texts]] = defaultdict(dict)
    for path in sorted((CATALOGUES / "nl").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                if message.id:
                    found[_several(message.id)][path.stem] = _several(message.string or "")
    return found


def _several(text: str | Texts | list[str]) -> Texts:
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> list[str]:
    """The names that a text fills in, also those that a script fills in."""
    return sorted(re.findall(r"%\(\w+\)\w|\{\w+\}", text))


def test_every_text_of_the_code_has_a_dutch_one():
    known = dutch()
    missing = {texts: where for texts, where in wanted().items() if texts not in known}
    assert missing == {}
    empty = [texts for texts, rooms in known.items() for shown in rooms.values() if not all(shown)]
    assert empty == []


def test_a_dutch_text_belongs_to_a_text_of_the_code():
    assert set(dutch()) - set(wanted()) == set()


def test_a_text_is_translated_in_one_way():
    assert {texts: rooms for texts, rooms in dutch().items() if len(set(rooms.values())) > 1} == {}


def test_a_translation_fills_in_the_same_names():
    for texts, rooms in dutch().items():
        for shown in rooms.values():
            assert len(shown) == len(texts), texts
            for one in shown:
                assert places(one) in map(places, texts), texts
            assert places(shown[-1]) == places(texts[-1]), texts


def test_a_translation_is_not_the_english_text():
    shown = {texts[0]: translated[0] for texts, rooms in dutch().items() for translated in rooms.values()}
    assert {one for one, other in shown.items() if one == other and "%" not in one} <= SAME


def test_what_is_asked_for_by_a_name_is_marked_where_it_stands():
    """A text that reaches `gettext` in a variable has to be marked elsewhere, else nobody would miss its Dutch."""
    from pollapp.settings import describe

    marked = {texts[0] for texts in wanted()}
    assert {meaning for _, _, meaning in describe()} <= marked


@pytest.mark.parametrize("lang", sorted(set(LANGUAGES) - {"en"}))
def test_every_language_but_that_of_the_code_has_catalogues(lang: str):
    assert list((CATALOGUES / lang).glob("*.po"))
