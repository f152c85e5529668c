"""The partials that a page includes and a message sends: one rendering, two lives.

Rendered outside of any request as well, so each takes what it shows as arguments.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import segno
from jinja2 import Environment
from markupsafe import Markup

from pollapp import language
from pollapp.settings import Settings
from pollapp.store import Store
from pollapp.workshops import doors, links, rooms
from pollapp.workshops.moderation import queue
from pollapp.workshops.outlook import possible, why_hidden
from pollapp.workshops.scenes import Scene, deck_of, number_of, part
from pollapp.workshops.views import guess_about


class Partials:
    """Renders the partials of the phone, the screen and the desk in a language."""

    def __init__(self, jinja: Environment, settings: Settings, store: Store) -> None:
        self._jinja, self._settings, self._store = jinja, settings, store

    def warm(self) -> Iterator[str]:
        """Get one template after the other ready, so that none keeps a room waiting. Takes a second altogether."""
        for name in self._jinja.list_templates():
            self._jinja.get_template(name)
            yield name

    def render(self, name: str, lang: str, **context: Any) -> str:
        with language.use(lang):
            return self._jinja.get_template(name).render(lang=lang, **context)

    def phone(self, scene: Scene, lang: str, present: int, own: dict[str, Any] | None = None) -> str:
        return self.render("join/_stage.html", lang, **self.phone_context(scene, lang, present, own))

    def phone_context(self, scene: Scene, lang: str, present: int, own: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the phone's partial shows; `own` is {n, kept, mine} of one participant, else for everybody.

        `quiet`: an answer is not shown back, not even by the phone itself; `final`: it cannot be changed. `announced`:
        whether some answers leave as rows, and whether those to `this` question do.
        """
        own = own or {"n": 0, "kept": False, "mine": None}
        settings = scene.question.settings if scene.question else None
        return (
            self.shared(scene, lang, present)
            | own
            | {
                "linked": self.linked(scene, lang),
                "announced": {"some": bool(scene.deck.announced), "this": scene.question in scene.deck.announced},
                "personal": bool(own["n"]),
                "quiet": bool(settings and settings.sensitivity == "high"),
                "final": bool(settings and settings.change_until == "never"),
                "editing": False,
                "skipped": False,
                "error": None,
                "draft": None,
            }
        )

    def screen(self, scene: Scene, lang: str, present: int, can_control: bool = True) -> str:
        context = self.screen_context(scene, lang, present, can_control)
        return self.render("present/_stage.html", lang, **context)

    def screen_context(self, scene: Scene, lang: str, present: int, can_control: bool) -> dict[str, Any]:
        return self.shared(scene, lang, present) | {
            "linked": self.linked(scene, lang),
            "can_control": can_control,
            "can": possible(scene) if can_control else [],
            "why": why_hidden(scene),
            "join": self.invitation(scene),
        }

    def desk(self, scene: Scene, lang: str, present: int) -> str:
        return self.render("present/_desk.html", lang, **self.desk_context(scene, lang, present))

    def desk_context(self, scene: Scene, lang: str, present: int) -> dict[str, Any]:
        steps = running_order(scene, lang)
        index = scene.workshop["step"]
        return self.screen_context(scene, lang, present, True) | {
            "steps": steps,
            "purpose": steps[index]["purpose"],
            "next": steps[index + 1] if index + 1 < len(steps) else None,
            "queue": self._store.read(lambda db: queue(db, scene)),
        }

    def result(self, scene: Scene, lang: str, place: str) -> str:
        """The picture of what is on stage; empty where there is none."""
        if scene.result is None:
            return ""
        return self.render("results/_result.html", lang, **self.shared(scene, lang, 0), place=place)

    def shared(self, scene: Scene, lang: str, present: int) -> dict[str, Any]:
        stage = scene.stage(lang)
        return {
            "workshop": self.workshop(scene, lang),
            "stage": stage | {"since": max(0, int(time.time()) - stage["at"])},
            "question": stage["question"],
            "result": scene.result,
            "shows": scene.question.shows if scene.question else (),
            "segment": self._segment(scene, lang),
            "guessed": self._guessed(scene, lang),
            "rooms": self._rooms(scene, lang),
            "answered": scene.answered,
            "present": present,
            "streaming": scene.streaming,
            "frozen": stage["frozen"],
        }

    def _segment(self, scene: Scene, lang: str) -> dict[str, Any] | None:
        """The question that makes the groups of what is on stage."""
        segment = scene.deck.segment(scene.question.settings.compare_by) if scene.question else None
        return scene.deck.question(segment.question).ask(lang, scene.deck.languages) if segment else None

    def _rooms(self, scene: Scene, lang: str) -> dict[int, str]:
        """The names of the workshops in a picture over rooms."""
        if not scene.result or scene.result.get("view") != "rooms":
            return {}
        return self._store.read(lambda db: rooms.names(db, scene.workshop["event"], lang))

    def _guessed(self, scene: Scene, lang: str) -> dict[str, Any] | None:
        """The question whose answers are guessed in what is on stage."""
        guess = guess_about(scene.deck, scene.question) if scene.question else None
        if guess is None or guess.estimates is None:
            return None
        return scene.deck.question(guess.estimates.question).ask(lang, scene.deck.languages)

    def workshop(self, scene: Scene, lang: str) -> dict[str, Any]:
        """The workshop as pages and acknowledgements tell of it."""
        return {
            "id": scene.workshop["id"],
            "title": scene.title(lang),
            "intro": scene.deck.intro.say(lang, scene.deck.languages) if scene.deck.intro else None,
            "code": scene.workshop["code"] or "",
            "event": scene.event.get("title", ""),
            "closed": scene.workshop["closed_at"] is not None,
            "others": [
                {"id": one["id"], "title": title_of(one["deck"], lang), "code": one["code"]}
                for one in scene.siblings
                if one["id"] != scene.workshop["id"]
            ],
        }

    def linked(self, scene: Scene, lang: str) -> list[str]:
        """The titles of the questions whose answers keep their link with a phone beyond the end."""
        questions = self._store.read(lambda db: links.lasting(db, scene.workshop))
        return [question.title.say(lang, scene.deck.languages) for question in questions]

    def invitation(self, scene: Scene) -> dict[str, Any]:
        """How to join, for the wall: {address, url, code, qr}."""
        code = scene.workshop["code"] or ""
        url = f"{self._settings.phone_url}/{code}"
        return {
            "address": self._settings.phone_url.split("://", 1)[1],
            "url": url,
            "code": doors.spaced(code) if code else "",
            "qr": qr(url),
        }


def running_order(scene: Scene, lang: str) -> list[dict[str, Any]]:
    """The lobby, the steps and the end: [{index, kind, title, side, number, purpose, current, done}]."""
    here = scene.workshop["step"]

    def say(text: Any) -> str | None:
        return text.say(lang, scene.deck.languages) if text else None

    steps: list[dict[str, Any]] = [{"kind": "lobby", "title": None}]
    for step in scene.deck.flow:
        asked = part(step, "question")
        question = scene.deck.question(asked) if asked else None
        steps.append(
            {
                "kind": step.kind,
                "title": say(question.title if question else part(step, "text")),
                "side": part(step, "side"),
                "number": number_of(scene.deck, asked) if asked else None,
                "purpose": say(question.purpose) if question else None,
                "minutes": part(step, "minutes"),
            }
        )
    steps.append({"kind": "end", "title": None})
    empty = {"side": None, "number": None, "purpose": None, "minutes": None}
    return [
        empty | step | {"index": index, "current": index == here, "done": index < here}
        for index, step in enumerate(steps)
    ]


def title_of(deck: str, lang: str) -> str:
    found = deck_of(deck)
    return found.title.say(lang, found.languages)


@lru_cache(maxsize=512)
def qr(url: str) -> Markup:
    """A QR code as an SVG path; its colours come from the style sheet."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out,
        kind="svg",
        border=0,
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - made by segno from an address of our own
