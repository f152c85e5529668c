"""Every address for participants and presenters, and every state of a workshop that is not a question.

The order counts: what cannot be undone (the end of a workshop, too many wrong codes) comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from pollapp.workshops import planning
from tests.browser.deck import VALUES, deck_of_steps
from tests.browser.states import Stop, Walk
from tests.world import World

QUESTION = 8
"""The step of the only question."""


def pages(world: World) -> Iterator[Stop]:
    world.workshop = planning.add_workshop(world.house.store, world.event, deck_of_steps())
    walk = Walk(world)
    yield from _around(walk)
    yield from _steps(walk)
    yield from _one_question(walk)
    yield from _scripts(walk)
    yield from _end(walk)
    yield from _too_many(walk)


def _around(walk: Walk) -> Iterator[Stop]:
    """Pages around a workshop."""
    code, workshop = walk.world.code, walk.world.workshop
    yield Stop("stranger", "/", "code")
    yield Stop("stranger", "/", "code refused", sends="form", fields={"code": "12 34"})
    yield Stop("stranger", "/help", "help")
    yield Stop("stranger", "/help/pictures", "help with the pictures")
    yield Stop("stranger", "/privacy", "privacy")
    yield Stop("stranger", "/no/such/page", "404")
    yield Stop("stranger", "/999999", "404 of a code")
    yield Stop("stranger", "/join", "405")
    yield Stop("stranger", f"/screen/{workshop}", "403")
    yield Stop("stranger", "/healthz", "for programs", file=True)
    yield Stop("anna", f"/help?code={code}", "help of a workshop")
    yield Stop("anna", f"/privacy?code={code}", "privacy of a workshop")
    yield Stop("anna", f"/{code}/erase", "erase")
    yield Stop("anna", f"/{code}/erase", "erased", sends="form.pair")


def _steps(walk: Walk) -> Iterator[Stop]:
    """From the lobby to the question: all kinds of talks and breaks."""
    for step in range(QUESTION):
        walk.do("go", step=step)
        yield from _all_places(walk)


def _one_question(walk: Walk) -> Iterator[Stop]:
    walk.do("go", step=QUESTION)
    yield from _all_places(walk)
    walk.do("open")
    yield from _all_places(walk)
    stale = {"round": "999999", "value": "a"}
    yield walk.phone("bram", "answered too late", sends="form#answer", fields=stale)
    forged = {"csrf_token": "not this one", "value": "a"}
    yield walk.phone("bram", "sent by another page", sends="form#answer", fields=forged)
    walk.crowd(VALUES["single"], 12)
    walk.do("pause")
    yield from _all_places(walk)
    walk.do("resume", "lock")
    yield from _all_places(walk)
    walk.do("next")
    yield from _all_places(walk)
    walk.do("back", "reveal", "next")
    yield from _all_places(walk)


def _all_places(walk: Walk) -> Iterator[Stop]:
    yield from walk.everywhere()
    yield walk.screen("viewer")


def _scripts(walk: Walk) -> Iterator[Stop]:
    """What only scripts show: lists that lie over the screen, and what happens in the meantime."""
    phone, screen = f"/{walk.world.code}", f"/screen/{walk.world.workshop}"
    desk = f"{screen}/desk"
    yield Stop("presenter", screen, "list of keys", acts=lambda page: page.keyboard.press("?"))
    yield Stop("presenter", screen, "list of steps", acts=lambda page: page.keyboard.press("g"))
    yield Stop("presenter", screen, "screen without a line", acts=_cut)
    yield Stop("presenter", desk, "display of the desk", acts=lambda page: page.click(".looks summary"))
    yield Stop("presenter", desk, "end asked by a form", sends=".more-verbs", fields={"verb": "end"})
    yield Stop("presenter", desk, "desk refused", sends=".more-verbs", fields={"verb": "next", "rev": "1"})
    yield Stop("anna", phone, "phone without a line", acts=_cut)
    for name, verbs in (("a closed question", ["lock"]), ("the next step", ["lock", "next"])):
        again, goes_on = _again(walk), _goes_on(walk, verbs)
        yield Stop("bram", phone, f"phone that is busy at {name}", before=again, acts=goes_on)
    yield Stop(
        "bram", phone, "phone that is busy at a new question", before=_again(walk), acts=_goes_on(walk, ["again"])
    )


def _cut(page: Page) -> None:
    page.context.set_offline(True)
    page.wait_for_selector("#offline:not([hidden])")
    page.context.set_offline(False)


def _again(walk: Walk) -> Callable[[], None]:
    def ask() -> None:
        walk.do("go", step=QUESTION)
        if walk.scene.state != "shown":
            walk.do("again")
        walk.do("open")

    return ask


def _goes_on(walk: Walk, verbs: list[str]) -> Callable[[Page], None]:
    """Somebody is choosing while the presenter goes on."""

    def act(page: Page) -> None:
        page.check("form#answer input[value=a]")
        walk.do(*verbs)
        walk.world.tick()
        page.wait_for_selector("#banner:not([hidden])")

    return act


def _end(walk: Walk) -> Iterator[Stop]:
    walk.do("go", step=QUESTION + 2)
    yield from _all_places(walk)
    desk = f"/screen/{walk.world.workshop}/desk"
    yield Stop("presenter", desk, "end asked", acts=lambda page: page.click("#do-end"))
    planning.change(walk.world.house.store, walk.world.workshop, "close")
    yield walk.desk("with a closed door")
    yield walk.phone("latecomer", "with a closed door")
    walk.do("end")
    yield from _all_places(walk)
    yield Stop("anna", f"/{walk.world.code}/erase", "erased too late")


def _too_many(walk: Walk) -> Iterator[Stop]:
    web = walk.world.app.flask.test_client()
    for code in range(6):
        web.get(f"/99999{code}")
    yield Stop("stranger", "/999999", "429")
    yield Stop("stranger", "/", "429 of a code", sends="form", fields={"code": "999 999"})
