"""What every page needs: the house, the language, who is asking, and forms that only our own pages can send."""

from __future__ import annotations

import hmac
from typing import cast

from flask import Response, current_app, g, has_request_context, request, session

from pollapp import language
from pollapp.address import address_of
from pollapp.errors import Forbidden
from pollapp.house import House
from pollapp.identity import Pass, cookie_name, new_token, read_token, write_token
from pollapp.language import N_

A_DAY = 24 * 60 * 60


def house() -> House:
    return cast(House, current_app.extensions["pollapp"])


def address() -> str:
    return address_of(request.environ, house().settings.proxies)


def begin() -> None:
    """Before each request: who is this, and in which language do they read?"""
    secure = house().settings.secure
    cookie = read_token(request.cookies, secure)
    g.token = cookie.token
    g.passes = Pass.read(request.cookies, house().keys, secure)
    chosen = request.args.get("lang")
    g.chosen = chosen if chosen in language.LANGUAGES else None
    wanted = (
        g.chosen
        or session.get("lang")
        or cookie.lang
        or g.passes.lang
        or request.accept_languages.best_match(language.LANGUAGES)
    )
    g.cookies = {}
    if g.chosen:
        _remember_language()
    g.language = language.use(language.known(wanted))
    g.language.__enter__()


def finish(_error: BaseException | None = None) -> None:
    """After each request: the language is the reader's own."""
    if "language" in g:
        g.pop("language").__exit__(None, None, None)


def participant() -> str:
    """The token of this phone; a new one is put into its only cookie."""
    if g.token is None:
        g.token = new_token()
        keep("poll", write_token(g.token, g.chosen))
    return cast(str, g.token)


def remember(passes: Pass) -> None:
    """Keep a presenter's passes in a cookie of their own."""
    g.passes = passes
    keep("present", passes.write(house().keys))


def keep(kind: str, value: str) -> None:
    g.cookies[kind] = value


def set_cookies(response: Response) -> Response:
    secure = house().settings.secure
    for kind, value in g.get("cookies", {}).items():
        response.set_cookie(
            cookie_name(kind, secure),
            value,
            max_age=A_DAY,
            secure=secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return response


def csrf_token() -> str:
    """What a form of this person must carry: made from who they are, so nothing else has to be kept.

    Empty in a partial that is pushed to everybody: the page puts its own token in (`data-csrf`).
    """
    if not has_request_context() or "token" not in g:
        return ""
    return house().keys.form(_whose())


def check_form() -> None:
    """Raises Forbidden for a form that did not come from our own page, sent by the same person."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if origin and origin != "null" and not _own(origin):
        raise Forbidden(N_("This form was sent from another site. Open the page itself and try again."), field="form")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden(N_("This form was sent from another site. Open the page itself and try again."), field="form")
    if not hmac.compare_digest(request.form.get("csrf_token", "").encode(), csrf_token().encode()):
        raise Forbidden(N_("This page was open too long. Reload it and send the form again."), field="csrf_token")


def _remember_language() -> None:
    """A language that was chosen on one page is that of all: each cookie that is there and has one gets it."""
    if g.token:
        keep("poll", write_token(g.token, g.chosen))
    if "lang" in session:
        session["lang"] = g.chosen


def _whose() -> str:
    """The organiser's session, else the presenter's passes, else the phone's token; "" for a stranger."""
    if request.blueprint == "organise":
        return f"organiser:{session.get('sid', '')}"
    if request.blueprint == "present":
        return "present:" + ",".join(sorted(g.passes.secrets.values()))
    return f"poll:{g.token or ''}"


def _own(origin: str) -> bool:
    host = origin.partition("://")[2]
    return (bool(host) and host == request.host) or origin == house().settings.public_url
