"""Start the server, and come back when it has to end."""

from __future__ import annotations

import gc
import resource
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pollapp.app import Pollapp, create_app
from pollapp.cli import logs
from pollapp.errors import PollError
from pollapp.language import N_, gettext
from pollapp.settings import Settings
from pollapp.workshops import discovering

WARM_AFTER, BETWEEN = 2, 0.02
"""Seconds after the start, and between two templates: nobody has to wait for this."""

TIDY_EVERY, AT_LATEST = 30, 10
"""Seconds between two looks whether it is quiet, and after how many looks it no longer matters."""


@click.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port to listen on.")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
@click.option("--keys", type=click.Path(path_type=Path), help="The file with the secrets.")
def serve(**chosen: Any) -> None:
    """Serve for real use. Every setting comes from the environment: see “pollapp settings”."""
    import os

    prepare_process()
    settings = Settings.read(os.environ, **chosen)
    app = create_app(settings)
    run(
        app,
        lambda port: print(
            gettext("pollapp listens on %(host)s, port %(port)s.", host=settings.host, port=port),
            file=sys.stderr,
        ),
    )


def run(app: Pollapp, ready: Callable[[int], None]) -> None:
    """Serve until the process is asked to end; then finish what is being written."""
    settings = app.house.settings
    app.socketio.start_background_task(app.outbound.run)
    app.socketio.start_background_task(_warm_up, app)
    discovering.begin(app.house.store)
    try:
        if settings.async_mode == "eventlet":
            from pollapp.live import green

            green.serve(app.flask, settings.host, settings.port, ready, _door(app))
        else:
            _serve_threads(app, ready)
    except OSError as error:
        raise PollError(
            N_("Cannot listen on port %(port)s of %(host)s (%(reason)s). Choose another port with --port."),
            field="port",
            host=settings.host,
            port=settings.port,
            reason=error.strerror or error,
        ) from None
    finally:
        app.close()


def _door(app: Pollapp) -> Callable[[Any], Any] | None:
    """The door of the fast path, where it is on."""
    if not app.house.settings.fast:
        return None
    from pollapp.live.fast.hall import Hall

    def hurry(workshop: int) -> None:
        app.socketio.start_background_task(app.outbound.hurry, workshop)

    app.inbound.hurry = hurry
    return Hall(app.socketio, app.inbound).door


def _warm_up(app: Pollapp) -> None:
    """While nobody is there yet, get ready what the first one would wait for."""
    app.socketio.sleep(WARM_AFTER)
    for _ in app.house.partials.warm():
        app.socketio.sleep(BETWEEN)  # type: ignore[arg-type]  # takes fractions
    _keep_tidy(app)


def _keep_tidy(app: Pollapp) -> None:
    """Keep the collector of garbage out of the hot moments: what is there by now stays, and of the rest only what is
    young is looked at as it comes. All of it is looked at when nothing happens, and at the latest after some minutes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000_000)
    waited = 0
    while True:
        app.socketio.sleep(TIDY_EVERY)
        waited += 1
        if app.outbound.quiet or waited == AT_LATEST:
            gc.collect()
            waited = 0


def _serve_threads(app: Pollapp, ready: Callable[[int], None]) -> None:
    """A thread a connection: for tests and for a small room, with the server that comes with Flask."""
    import logging
    import signal
    import threading

    from werkzeug.serving import make_server

    settings = app.house.settings
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)  # else each broken line of a stranger is a traceback
    server = make_server(settings.host, settings.port, app.flask, threaded=True, request_handler=_quiet())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    ready(server.server_port)
    server.serve_forever()


def _quiet() -> Any:
    from werkzeug.serving import WSGIRequestHandler

    class Quiet(WSGIRequestHandler):
        """Logs no request: addresses of phones stay out of every log."""

        def log(self, type: str, message: str, *args: Any) -> None:
            pass

    return Quiet


def prepare_process() -> None:
    """Raise the limit of open files as far as we may, and log to standard error in plain lines."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    logs.configure()


def phones_that_fit() -> int:
    """How many phones the limit of open files allows, with room for pages and the database."""
    return max(0, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200)


def own_address() -> str:
    """This machine's address on the local network, for the QR code; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
