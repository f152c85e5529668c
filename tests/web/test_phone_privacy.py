"""What a phone is told of its answers: who sees what, and that rows leave where that was announced."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from pollapp.workshops import planning
from tests.browser.deck import deck_of_rows
from tests.world import World

SOME = "De organisator mag sommige antwoorden per persoon meenemen, zonder naam."
THESE = "De organisator mag deze antwoorden per persoon meenemen, zonder naam."


def seen(world: World, path: str) -> str:
    """The text of a page, for a phone that was never here."""
    soup = BeautifulSoup(world.app.flask.test_client().get(f"{path}?lang=nl").text, "html.parser")
    return " ".join(soup.get_text(" ").split())


def test_who_takes_part_is_told_beforehand_that_rows_leave(world: World):
    world.workshop = planning.add_workshop(world.house.store, world.event, deck_of_rows())
    assert SOME in seen(world, f"/{world.code}")
    assert world.do("next")["ok"]
    page = seen(world, f"/{world.code}")
    assert page.index(THESE) < page.index("Verstuur")


def test_nothing_is_told_of_rows_where_none_leave(world: World):
    told = seen(world, f"/{world.code}")
    world.do("next")
    told += seen(world, f"/{world.code}")
    assert "per persoon meenemen" not in told


@pytest.mark.parametrize(
    "promise",
    [
        "Iedereen ziet hetzelfde.",
        "minstens tien mensen",
        "minstens vijf mensen samen",
        "Kleinere groepen gaan samen.",
        "vernietigen we de koppeling tussen deze telefoon en je antwoorden",
        "alle workshops van een evenement samen",
        "Dat lees je aan het begin en bij de vraag zelf.",
    ],
)
def test_the_page_about_privacy_tells_what_holds(world: World, promise: str):
    assert promise in seen(world, "/privacy")
