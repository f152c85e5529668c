"""Who comes in by the organiser's door, and how an error looks behind it."""

from __future__ import annotations

import hmac
import re
import secrets
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException

from pollapp import language
from pollapp.errors import PollError, TooMany
from pollapp.language import N_, gettext
from pollapp.store import Store, organisers
from pollapp.web import pages
from pollapp.web.doors import address, house
from pollapp.workshops import planning
from pollapp.workshops.doors import Guesses

T = TypeVar("T")

QUARTER = 15 * 60
OWN_PATH = re.compile(r"/organise/[a-z0-9/-]*")
DECK_TOO_LARGE = N_("This deck is too large. Make it smaller than 512 KB and try again.")

organise = Blueprint("organise", __name__, url_prefix="/organise")
log = structlog.get_logger()


class Logins:
    """Wrong passwords of the last quarter of an hour, by name and by address, in memory only."""

    def __init__(self, store: Store, limit: int) -> None:
        self._store = store
        self._by_name, self._by_address = Guesses(limit, QUARTER), Guesses(limit, QUARTER)
        self._one_at_a_time = threading.Lock()

    def enter(self, name: str, password: str, address: str) -> int:
        """The id of the organiser. Raises TooMany, or PollError when the two do not belong together.

        One after the other, since a hash takes memory, and many at once would all be counted too late.
        """
        with self._one_at_a_time:
            if self._by_address.full(address) or self._by_name.full(name):
                raise TooMany(N_("Too many wrong tries. Wait a quarter of an hour and try again."), field="password")
            organiser = self._store.aside(lambda: planning.log_in(self._store, name, password))
            if organiser is None:
                self._by_address.failed(address)
                self._by_name.failed(name)
                raise PollError(N_("This name and password do not belong together. Try again."), field="password")
        return organiser


@organise.before_request
def let_in() -> Any:
    """Only somebody who is logged in goes further; `g.organiser` is their id."""
    if g.chosen:
        session["lang"] = g.chosen
    g.organiser = _known()
    if g.organiser is None and request.endpoint != "organise.login":
        onward = request.path if request.method == "GET" else None
        return redirect(url_for("organise.login", next=onward))
    return None


@organise.route("/login", methods=["GET", "POST"])
def login() -> Any:
    onward = _own_path(request.values.get("next", ""))
    name = " ".join(request.form.get("name", "")[:80].split())
    if request.method == "GET":
        session.setdefault("sid", secrets.token_hex(16))
        return render_template("organise/login.html", error=None, name="", onward=onward)
    try:
        organiser = _logins().enter(name, request.form.get("password", "")[:200], address())
    except PollError as error:
        log.info("organiser", action="log in refused")
        page = render_template("organise/login.html", error=error.as_message(), name=name, onward=onward)
        return page, error.status
    _begin_session(organiser)
    note("log in")
    return redirect(onward)


@organise.post("/logout")
def logout() -> Any:
    note("log out")
    session.clear()
    return redirect(url_for("organise.login"))


@organise.errorhandler(PollError)
def poll_error(error: PollError) -> Any:
    return _error(error.sentence, error.status, pages.poll_error, error)


@organise.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    sentence = pages.SENTENCES.get(status, pages.SENTENCES[400 if status < 500 else 500])
    if status == 413 and request.endpoint == "organise.add":
        sentence = DECK_TOO_LARGE
    return _error(gettext(sentence), status, pages.http_error, error)


def note(action: str) -> None:
    """Log what an organiser did: who and what, and nothing about anybody else."""
    log.info("organiser", organiser=g.organiser, action=action)


def aside(work: Callable[[Store], T]) -> T:
    """Do heavy work in a native thread, in the language of the page, so that no phone has to wait for it.

    The thread knows nothing of the request, so `work` gets the store.
    """
    lang, store = language.current(), house().store

    def run() -> T:
        with language.use(lang):
            return work(store)

    return store.aside(run)


def _logins() -> Logins:
    made: Logins = current_app.extensions.get("pollapp.logins") or current_app.extensions.setdefault(
        "pollapp.logins", Logins(house().store, house().settings.logins_per_quarter)
    )
    return made


def _begin_session(organiser: int) -> None:
    """A session of its own: whatever was in the browser before does not count any more."""
    lang = session.get("lang")
    session.clear()
    session.permanent = True
    session.update(organiser=organiser, sid=secrets.token_hex(16), seal=_seal(organiser))
    if lang:
        session["lang"] = lang
    g.organiser = organiser


def _known() -> int | None:
    """Who is logged in. A new password ends the sessions that began with the old one."""
    organiser = session.get("organiser")
    if not isinstance(organiser, int):
        return None
    seal = _seal(organiser)
    return organiser if seal and hmac.compare_digest(seal, str(session.get("seal", ""))) else None


def _seal(organiser: int) -> str:
    found = house().store.read(lambda db: organisers.get(db, organiser))
    return house().keys.form(f"password:{found['password']}") if found else ""


def _own_path(path: str) -> str:
    """Where to go after logging in: a page of the organiser, and never another site."""
    return path if OWN_PATH.fullmatch(path) else url_for("organise.events")


def _error(sentence: str, status: int, plain: Callable[[Any], Any], error: Exception) -> Any:
    if request.accept_mimetypes.best == "application/json":
        return plain(error)
    return render_template("organise/error.html", sentence=sentence, status=status, way=_way_back()), status


def _way_back() -> str:
    """A page to go on from: the same one for a form that has a page, else the page it was on."""
    if request.method != "POST":
        return url_for("organise.events")
    has_page = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return request.path if has_page else request.path.rpartition("/")[0] or "/"
