"""The picture of what a room shares: what is accepted, what is rejected and what divides, each under its own words."""

from __future__ import annotations

import pytest
from bs4 import Tag

from pollapp.results import release_together
from tests.results.conftest import Draw
from tests.results.reading import said
from tests.results.rooms import LOCKED, ask
from tests.results.test_together import tally

SHARED, REJECTED, DIVIDED = (
    "Hier zijn we het samen over eens",
    "Hier zijn we het samen niet mee eens",
    "Hier denken we verschillend over",
)


def drawn(draw: Draw, place: str, **answers: tuple[int, int, int]) -> Tag:
    question = ask("statements")
    return draw(question, release_together(question, tally(question, **answers), None, LOCKED), place)


def by_heading(root: Tag) -> dict[str, str]:
    return {said(one.select("h2")[0]): said(one.select("ul")[0]) for one in root.select("section")}


@pytest.mark.parametrize("place", ["phone", "screen", "desk"])
def test_what_nearly_all_disagree_with_does_not_stand_under_where_we_differ(place: str, draw: Draw):
    root = drawn(draw, place, a=(10, 10, 0), b=(1, 19, 0), c=(18, 2, 0))
    lists = by_heading(root)
    assert list(lists) == [SHARED, REJECTED, DIVIDED]
    assert lists[REJECTED].startswith("Bee")
    assert "95% oneens" in lists[REJECTED]
    assert "5% eens" not in lists[REJECTED].replace("95% oneens", "")
    bar = root.select("section")[1].select("rect.both")
    assert [each["width"] for each in bar] == ["95%"]
    assert "Bee" in said(root.select("table")[0])


@pytest.mark.parametrize("place", ["phone", "screen", "desk"])
def test_a_list_without_a_sentence_is_not_there(place: str, draw: Draw):
    assert list(by_heading(drawn(draw, place, a=(20, 0, 0), b=(19, 1, 0), c=(18, 2, 0)))) == [SHARED]
    assert list(by_heading(drawn(draw, place, a=(1, 19, 0), b=(0, 20, 0), c=(0, 20, 0)))) == [REJECTED]
