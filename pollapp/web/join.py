"""The participant's door: `/`, `/<code>` and the few pages around it. Works without JavaScript."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from pollapp import language
from pollapp.errors import NotFound, PollError, Refused
from pollapp.language import N_
from pollapp.web.doors import address, house, participant
from pollapp.workshops import answers, doors
from pollapp.workshops.scenes import Scene

join = Blueprint("join", __name__)


@join.get("/")
def code() -> str:
    """Where a phone types the six digits."""
    return render_template("join/code.html", error=None, typed="", chosen=g.chosen)


@join.post("/join")
def enter() -> Any:
    """The digits, to the workshop's own address."""
    typed = request.form.get("code", "")[:40]
    try:
        house().door.find(typed, address())
    except PollError as error:
        page = render_template("join/code.html", error=error.as_message(), typed=typed, chosen=g.chosen)
        return page, error.status
    return redirect(url_for("join.workshop", code=doors.clean(typed), lang=g.chosen))


@join.get("/<code:code>")
def workshop(code: str) -> Any:
    """What this workshop shows now, for this phone."""
    scene, number = _come_in(code)
    skipped = scene.shown is not None and request.args.get("skipped") == str(scene.shown["id"])
    return _page(scene, number, editing="change" in request.args, skipped=skipped)


@join.post("/<code:code>/answer")
def answer(code: str) -> Any:
    """An answer of a form: without JavaScript, or when no socket can be had."""
    scene, number = _come_in(code)
    typed = request.form.to_dict(flat=False)
    value: Any = None
    try:
        house().pace.take(number)
        value = _value(scene, typed)
        kept = answers.answer(
            house().store, scene.workshop["id"], number, _whole("round"), _next_n(scene, number), value
        )
    except PollError as error:
        return _refused(scene, number, error, value if value is not None else _draft(scene, typed))
    if _wants_json():
        return {"ok": True, "round": _whole("round"), "n": kept}
    skipped = _whole("round") if "skip" in typed else None
    return redirect(url_for("join.workshop", code=code, skipped=skipped))


@join.route("/<code:code>/erase", methods=["GET", "POST"])
def erase(code: str) -> Any:
    """“Wis mijn antwoorden”: asked once, then done."""
    scene, number = _come_in(code)
    lang, partials = language.current(), house().partials
    about = {
        "workshop": partials.workshop(scene, lang),
        "ended": scene.workshop["ended_at"] is not None,
        "linked": partials.linked(scene, lang),
    }
    if request.method == "GET":
        return render_template("join/erase.html", **about)
    house().pace.take(number)
    erased = answers.erase(house().store, scene.workshop["id"], number)
    return render_template("join/erased.html", **about, erased=erased)


@join.get("/privacy")
def privacy() -> str:
    return render_template("join/privacy.html")


@join.get("/help")
def help_() -> str:
    return render_template("join/help.html")


def _come_in(code: str) -> tuple[Scene, bytes]:
    """The scene, and the number of this participant in the event. A newcomer gets the cookie."""
    scene = house().scenes.get(house().door.find(code, address()))
    number = house().keys.participant(scene.workshop["event"], participant())
    if house().door.let_in(scene.workshop, number):
        house().store.tell(scene.workshop["id"])
    return scene, number


def _page(scene: Scene, number: bytes, *, error: Any = None, **shown: Any) -> str:
    """The page of a workshop; `shown` may be editing, skipped or draft."""
    lang = language.current()
    present = house().presence.count(scene.workshop["id"])
    own = answers.mine(house().store, scene, number)
    context = house().partials.phone_context(scene, lang, present, own)
    return render_template(
        "join/workshop.html",
        **context | shown | {"error": error},
    )


def _value(scene: Scene, typed: dict[str, list[str]]) -> Any:
    """What a form says, in the shape of a message. None withdraws or skips."""
    if "skip" in typed or "withdraw" in typed:
        return None
    if scene.question is None or scene.shown is None or scene.shown["id"] != _whole("round"):
        raise Refused(N_("This question is closed. Your answer could not be added."), field="round")
    value = scene.question.read_form(typed)
    if value is None:
        raise PollError(N_("Choose or type an answer first, or skip the question."), field="value")
    return value


def _draft(scene: Scene, typed: dict[str, list[str]]) -> Any:
    """What was filled in, to give it back in the form; where it cannot be read, each part as it was typed."""
    try:
        return scene.question.read_form(typed) if scene.question else None
    except PollError:
        return {field.partition(".")[2]: texts[0] for field, texts in typed.items() if "." in field}


def _next_n(scene: Scene, number: bytes) -> int:
    """One more than what is stored, or what the page counted if that is more (a form sent by script)."""
    stored = int(answers.mine(house().store, scene, number)["n"])
    return max(stored + 1, _whole("n")) if not _wants_json() else _whole("n")


def _whole(field: str) -> int:
    text = request.form.get(field, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return 0
    return int(text)


def _refused(scene: Scene, number: bytes, error: PollError, draft: Any) -> Any:
    if _wants_json():
        return {"ok": False, "error": error.as_message()}, error.status
    if isinstance(error, NotFound | Refused):
        scene = house().scenes.get(scene.workshop["id"])
    return _page(scene, number, error=error.as_message(), draft=draft), error.status


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
