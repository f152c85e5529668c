"""The organiser's pages, in all their states: stops for who walks along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pollapp.decks import BUNDLED, Deck
from pollapp.workshops import planning
from tests.browser.deck import VALUES, deck_of, deck_of_rows
from tests.browser.states import Stop, Walk
from tests.world import World

WRONG_DECK = """schema: pollapp.deck/1
id: fout
titel: Fout
questions:
  - {id: a, type: singel, title: Een vraag}
  - {id: b, type: scale, title: Een schaal, scale: {points: 6, low: Laag, high: Hoog}}
"""


def office(world: World) -> Iterator[Stop]:
    yield from _doors(world)
    yield from _events(world)
    yield from _new_workshop(world)
    yield from _one_workshop(world, deck_of_rows(), VALUES["single"])
    yield from _one_workshop(world, deck_of("scale"), VALUES["scale"])
    yield from _refused(world)


def _doors(world: World) -> Iterator[Stop]:
    yield Stop("visitor", "/organise/", "login")
    wrong = {"name": "Olga", "password": "not this one"}
    yield Stop("visitor", "/organise/login", "login refused", sends=".form", fields=wrong)


def _events(world: World) -> Iterator[Stop]:
    store = world.house.store
    event = planning.add_event(store, world.organiser, "Een leeg evenement")
    yield Stop("organiser", "/organise/", "events")
    yield Stop("organiser", "/organise/", "event refused", sends=".form", fields={"title": " "})
    yield Stop("new organiser", "/organise/", "no events")
    yield Stop("organiser", f"/organise/event/{event}", "event without workshops")
    yield Stop("organiser", f"/organise/event/{event}/codes", "no codes")
    yield Stop("organiser", f"/organise/event/{world.event}/codes", "codes")


def _new_workshop(world: World) -> Iterator[Stop]:
    path = f"/organise/event/{world.event}/add"
    yield Stop("organiser", path, "new workshop")
    yield Stop("organiser", path, "nothing sent", sends=".form")
    yield Stop("organiser", path, "wrong deck", sends=".form", fields={"text": WRONG_DECK})
    yield Stop("organiser", path, "workshop added", sends="#decks form", fields={"deck": BUNDLED[0].id})


def _one_workshop(world: World, deck: Deck, values: list[Any]) -> Iterator[Stop]:
    """A workshop before, during and after, and what can be done with it then."""
    world.workshop = planning.add_workshop(world.house.store, world.event, deck)
    walk, path = Walk(world), f"/organise/workshop/{world.workshop}"
    yield Stop("organiser", path, "workshop that is ready")
    for deed in ("renew", "anew", "test"):
        yield Stop("organiser", f"{path}/{deed}", f"{deed} asked")
    walk.do("next", "open")
    walk.crowd(values, 12)
    walk.do("next", "open")
    yield Stop("organiser", path, "workshop that runs")
    yield Stop("organiser", path, "door closed or opened", sends='[action$="/close"], [action$="/welcome"]')
    yield Stop("organiser", f"{path}/end", "end asked")
    yield Stop("organiser", f"{path}/download/json", "download", file=True)
    walk.do("pause")
    yield Stop("organiser", f"/organise/event/{world.event}", "event with a workshop that is paused")
    walk.do("resume")
    walk.do("go", step=len(deck.flow) + 1)
    yield Stop("organiser", f"/organise/event/{world.event}", "event with a workshop on its last slide")
    yield Stop("organiser", f"/organise/event/{world.event}/end", "end of the event asked")
    walk.do("end")
    yield Stop("organiser", path, "workshop that has ended")
    yield Stop("organiser", f"{path}/test", "not possible now")
    world.house.store.write(lambda db: db.execute("DELETE FROM answer"))
    yield Stop("organiser", path, "workshop whose answers were lost")
    fresh = planning.start_anew(world.house.store, world.workshop)
    yield Stop("organiser", path, "workshop that was started anew")
    planning.change(world.house.store, fresh, "test")
    yield Stop("organiser", f"/organise/workshop/{fresh}", "test round")
    yield Stop("organiser", f"/organise/event/{world.event}", "event with all kinds of workshops")


def _refused(world: World) -> Iterator[Stop]:
    yield Stop("organiser", "/organise/event/9999", "404 of the organiser")
    yield Stop("organiser", f"/organise/workshop/{world.workshop}/download/pdf", "no such file")
    web: Any = world.app.flask.test_client()
    page = web.get("/organise/login").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    for _ in range(4):
        web.post("/organise/login", data={"csrf_token": token, "name": "Olga", "password": "no"})
    yield Stop(
        "visitor", "/organise/login", "too many logins", sends=".form", fields={"name": "Olga", "password": "no"}
    )
