"""Puts the rooms together; the only module that knows them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from flask import Flask
from flask_socketio import SocketIO
from whitenoise import WhiteNoise

from pollapp import files, language
from pollapp.errors import Unavailable
from pollapp.house import House
from pollapp.live import wire
from pollapp.live.inbound import Inbound
from pollapp.live.notices import Notices, trouble
from pollapp.live.outbound import Outbound
from pollapp.live.people import People
from pollapp.live.rooms import Rooms
from pollapp.partials import Partials
from pollapp.results import picture, ribbons, saying, wings
from pollapp.settings import Settings
from pollapp.store import Keys, Store
from pollapp.store.natives import Natives, Threads
from pollapp.web import doors, pages
from pollapp.web.api import api
from pollapp.web.join import join
from pollapp.web.manual import manual
from pollapp.web.organise import organise
from pollapp.web.present import present
from pollapp.workshops import ending
from pollapp.workshops.doors import Door
from pollapp.workshops.pace import Pace
from pollapp.workshops.presence import Presence
from pollapp.workshops.scenes import Scenes

LARGEST_FORM = 1024 * 1024

log = structlog.get_logger()


@dataclass(frozen=True)
class Pollapp:
    """A whole server: the Flask app, its Socket.IO, and what they share."""

    flask: Flask
    socketio: SocketIO
    house: House
    inbound: Inbound
    outbound: Outbound

    def close(self) -> None:
        self.house.store.close()


def create_app(settings: Settings) -> Pollapp:
    """Everything, ready to serve. Raises PollError when the database or the keys cannot be used."""
    app = Flask("pollapp", template_folder=str(files.TEMPLATES), static_folder=None)
    keys = Keys(settings.keys)
    app.config.update(
        SECRET_KEY=keys.server,
        SESSION_COOKIE_NAME="organiser",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
    )
    store = Store(settings.database, natives(settings))
    presence = Presence(settings.present_seconds)
    house = House(
        settings=settings,
        store=store,
        keys=keys,
        presence=presence,
        pace=Pace(settings.messages_per_second, settings.messages_at_once),
        scenes=Scenes(store),
        door=Door(store, presence, settings.wrong_codes_per_minute),
        partials=Partials(app.jinja_env, settings, store),
    )
    app.extensions["pollapp"] = house
    _teach_templates(app, store)
    pages.prepare(app)
    for blueprint in (join, present, organise, manual, api):
        app.register_blueprint(blueprint)
    socketio = _socketio(app, settings)
    app.wsgi_app = wire.guard(app.wsgi_app, settings.message_bytes * 8)  # type: ignore[method-assign]  # as Flask says
    people: People = {}
    rooms = Rooms()
    outbound = Outbound(socketio, house, people, rooms)
    inbound = Inbound(socketio, house, outbound, people, rooms)
    Notices(house, people)
    _serve_files(app)
    _complete_ends(store, keys)
    return Pollapp(app, socketio, house, inbound, outbound)


def _complete_ends(store: Store, keys: Keys) -> None:
    """A full disk does not keep a server from starting: its workshops go on, and the next start tries again."""
    try:
        ending.complete(store, keys)
    except Unavailable:
        log.error("the key of an event that has ended could not be destroyed")


def natives(settings: Settings) -> Natives:
    """Native threads for the way in which this server waits."""
    if settings.async_mode == "eventlet":
        from pollapp.live.green import GreenNatives

        return GreenNatives()
    return Threads()


def _socketio(app: Flask, settings: Settings) -> SocketIO:
    return SocketIO(  # type: ignore[call-arg]  # the stubs do not know `serializer`
        app,
        async_mode=settings.async_mode,
        cors_allowed_origins=[settings.public_url] if settings.public_url else None,  # type: ignore[arg-type]  # None: same origin
        max_http_buffer_size=settings.message_bytes * 8,
        manage_session=False,
        cookie=None,
        http_compression=False,
        serializer=wire.PlainPacket,
        json=wire.Json,
        engineio_logger=wire.logger(),
    )


def _serve_files(app: Flask) -> None:
    """The built files, which have their content in their name."""
    if files.DIST.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the way WhiteNoise documents
            app.wsgi_app,
            root=files.DIST,
            prefix="static/",
            max_age=31_536_000,
            allow_all_origins=False,
            add_headers_function=pages.file_headers,
        )


def _teach_templates(app: Flask, store: Store) -> None:
    jinja = app.jinja_env
    jinja.add_extension("jinja2.ext.i18n")
    jinja.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        language.gettext, _plural, newstyle=True
    )
    jinja.filters["num"] = language.number
    jinja.globals.update(
        picture=picture,
        ribbons=ribbons,
        saying=saying,
        wings=wings,
        trouble=lambda place: trouble(store.trouble, place),
        asset=files.asset,
        csrf_token=doors.csrf_token,
        languages=language.LANGUAGES,
    )
    jinja.trim_blocks = jinja.lstrip_blocks = True
    app.context_processor(lambda: {"lang": language.current()})


def _plural(one: str, many: str, num: int) -> str:
    """Singular or plural with its places still open: the templates fill them in, and not all are called num."""
    return language.translations(language.current()).ngettext(one, many, num)
