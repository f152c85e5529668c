"""What holds for every page: headers, errors as sentences, and nothing of a visitor in a log."""

from __future__ import annotations

from typing import Any
from wsgiref.headers import Headers

import structlog
from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from pollapp.errors import PollError
from pollapp.language import N_, gettext
from pollapp.web import doors

log = structlog.get_logger()

SENTENCES = {
    400: N_("The server did not understand this. Go back, reload the page and try again."),
    404: N_("This page does not exist. Check the address, or type the code on the screen."),
    405: N_("This address cannot be used in this way. Go back and try again."),
    413: N_("This is too large. Send something smaller."),
    429: N_("Too many tries. Wait a minute and try again."),
    500: N_("Something went wrong on our side. Please try again."),
}


class CodeConverter(BaseConverter):
    """Six digits in an address."""

    regex = r"[0-9]{6}"


def prepare(app: Flask) -> None:
    """Have the app speak to people in sentences, and tell browsers what a page may do."""
    app.url_map.converters["code"] = CodeConverter
    app.before_request(doors.begin)
    app.before_request(doors.check_form)
    app.after_request(doors.set_cookies)
    app.after_request(headers)
    app.teardown_request(doors.finish)
    app.register_error_handler(PollError, poll_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, any_error)


def headers(response: Response) -> Response:
    response.headers.update(
        {
            "Content-Security-Policy": _policy(request.host),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cache-Control": "no-store",
        }
    )
    if doors.house().settings.secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


def file_headers(headers: Headers, _path: str, _url: str) -> None:
    """What a built file says: it is what it says it is, and as a page of its own it may do nothing."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"


def _policy(host: str) -> str:
    """Only ourselves. Older browsers do not count our own WebSocket as `'self'`."""
    sockets = f" ws://{host} wss://{host}" if host else ""
    return (
        f"default-src 'self'; connect-src 'self'{sockets}; object-src 'none'; "
        "frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
    )


def poll_error(error: PollError) -> Any:
    return _page(error.sentence, error.status, error.as_message())


def http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    return _page(gettext(SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])), status)


def any_error(error: Exception) -> Any:
    log.error("a page failed", endpoint=request.endpoint, exc_info=error)
    return _page(gettext(SENTENCES[500]), 500)


def _page(sentence: str, status: int, told: dict[str, Any] | None = None) -> Any:
    if request.accept_mimetypes.best == "application/json":
        return {"ok": False, "error": told or {"field": None, "sentence": sentence}}, status
    if "language" not in g:
        doors.begin()
    return render_template("error.html", sentence=sentence, status=status), status
