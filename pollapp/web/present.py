"""The presenter's door: a secret link becomes a cookie, and the screen's address holds no secret."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from pollapp import language
from pollapp.errors import Forbidden, PollError
from pollapp.language import N_
from pollapp.partials import running_order
from pollapp.web.doors import house, remember
from pollapp.workshops import doors, life
from pollapp.workshops.scenes import Scene

present = Blueprint("present", __name__)


@present.get("/present/<key>", defaults={"page": "screen"})
@present.get("/present/<key>/<any(desk):page>")
def exchange(key: str, page: str) -> Any:
    """The secret becomes a cookie; the browser goes on to an address without it."""
    link = doors.open_link(house().store, house().keys, key)
    remember(g.passes.add(link.workshop, key))
    return redirect(url_for(f"present.{page}", workshop=link.workshop, lang=g.chosen))


@present.get("/screen/<int:workshop>")
def screen(workshop: int) -> str:
    """The page on the wall."""
    link, scene = _link(workshop)
    lang = _language()
    people = house().presence.count(workshop)
    context = house().partials.screen_context(scene, lang, people, link.role == "control")
    return render_template("present/screen.html", **context, steps=running_order(scene, lang))


@present.get("/screen/<int:workshop>/desk")
def desk(workshop: int) -> str:
    """The presenter's own page."""
    scene = _controlled(workshop)
    return _desk_page(scene)


@present.post("/screen/<int:workshop>/do")
def do(workshop: int) -> Any:
    """A verb from a form of the desk, without JavaScript."""
    scene = _controlled(workshop)
    if request.form.get("verb") == "end" and request.form.get("sure") != "yes":
        return render_template(
            "present/confirm_end.html",
            workshop=_about(scene),
            stage=scene.stage(_language()),
            linked=house().partials.linked(scene, _language()),
        )
    try:
        life.do(
            house().store,
            house().keys,
            workshop,
            _number("rev"),
            request.form.get("verb"),
            open_by_hand=house().settings.open_by_hand,
            **{
                name: request.form[name] if name in ("view", "text", "into") else _number(name)
                for name in ("step", "view", "round", "text", "into")
                if name in request.form
            },
        )
    except PollError as error:
        return _desk_page(house().scenes.get(workshop), error.as_message()), error.status
    page = "screen" if request.form.get("place") == "screen" else "desk"
    return redirect(url_for(f"present.{page}", workshop=workshop))


def _desk_page(scene: Scene, error: Any = None) -> str:
    people = house().presence.count(scene.workshop["id"])
    context = house().partials.desk_context(scene, _language(), people)
    return render_template("present/desk.html", **context, error=error)


def _link(workshop: int) -> tuple[doors.Link, Scene]:
    """What this browser may do with a workshop. Raises Forbidden; not there and not yours look the same."""
    link = doors.open_link(house().store, house().keys, g.passes.secret(workshop))
    return link, house().scenes.get(link.workshop)


def _controlled(workshop: int) -> Scene:
    link, scene = _link(workshop)
    if link.role != "control":
        raise Forbidden(N_("This link can only watch. Use the presenter's link."), field="key")
    return scene


def _about(scene: Scene) -> dict[str, Any]:
    return house().partials.workshop(scene, _language())


def _language() -> str:
    """The language of the page; one that was chosen is kept with the passes."""
    if g.chosen and g.passes.lang != g.chosen:
        remember(type(g.passes)(g.passes.secrets, g.chosen))
    return language.current()


def _number(field: str) -> Any:
    text = request.form.get(field, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text
