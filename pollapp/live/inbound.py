"""What arrives: each handler translates, makes one call, and answers. The domain decides.

Identity is fixed by the cookies when the socket connects. A program without a cookie gets a token from `join`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import structlog
from flask_socketio import SocketIO
from werkzeug.wrappers import Request

from pollapp import language
from pollapp.address import address_of
from pollapp.errors import Forbidden, PollError, Refused
from pollapp.house import House
from pollapp.identity import Pass, new_token, read_token
from pollapp.language import N_
from pollapp.live import notices
from pollapp.live.outbound import Outbound
from pollapp.live.people import People, Person
from pollapp.live.rooms import PLACES, room
from pollapp.store.writer import Operation
from pollapp.workshops import answers, doors, life
from pollapp.workshops.scenes import Scene

log = structlog.get_logger()

Reply = dict[str, Any]


class Inbound:
    """The handlers. `people` is kept up to date with who is connected.

    `hurry(workshop)` is called after a deed of the presenter; of itself the next tick sends what changed.
    """

    def __init__(self, socketio: SocketIO, house: House, outbound: Outbound, people: People) -> None:
        self.house, self.outbound, self.socketio, self.people = house, outbound, socketio, people
        self.hurry: Callable[[int], None] = lambda _: None
        server = socketio.server  # type: ignore[attr-defined]  # made by init_app
        server.on("connect", self.connect)  # on the server itself: no message pays for a request of Flask's
        server.on("disconnect", self.disconnect)
        for name, handler in (("join", self.join), ("answer", self.answer), ("watch", self.watch), ("do", self.do)):
            server.on(name, self._replying(handler))

    def connect(self, sid: str, environ: dict[str, Any], _auth: Any = None) -> None:
        settings, request = self.house.settings, Request(environ)
        cookie = read_token(request.cookies, settings.secure)
        self.people[sid] = Person(
            sid=sid,
            address=address_of(environ, settings.proxies),
            token=cookie.token,
            passes=Pass.read(request.cookies, self.house.keys, settings.secure),
            lang=language.known(cookie.lang or request.accept_languages.best_match(language.LANGUAGES)),
        )

    def disconnect(self, sid: str, _reason: Any = None) -> None:
        self.people.pop(sid, None)

    def join(self, person: Person, message: dict[str, Any]) -> Reply:
        """A phone comes into a workshop, or back into it.

        One that already shows this `rev`, with its own answer `n`, is not sent the same stage again.
        """
        person.lang = _language(message, person.lang)
        workshop = self.house.door.find(message.get("code"), person.address)
        scene = self.house.scenes.get(workshop)
        fresh = None
        if person.token is None:
            person.token = fresh = _token(message.get("token")) or new_token()
        participant = self.house.keys.participant(scene.workshop["event"], person.token)
        if self.house.door.let_in(scene.workshop, participant):
            self.outbound.mark(workshop)
        person.workshop, person.participant = workshop, participant
        self._listen(person, room("phone", scene, person.lang))
        scene = self.house.scenes.get(workshop)  # who hears first and looks then misses nothing in between
        own = answers.mine(self.house.store, scene, participant)
        reply: Reply = {
            "ok": True,
            "workshop": self.house.partials.workshop(scene, person.lang),
            "stage": scene.stage(person.lang),
            "result": None,
            **own,
        }
        same = (message.get("rev"), message.get("n")) == (scene.workshop["rev"], own["n"])
        if not same:
            reply["stage"] = self.outbound.stage(scene, "phone", person.lang, own)
        if not same or self.outbound.moved(scene):
            reply["result"] = self.outbound.result(scene, "phone", person.lang)
        return reply | ({"token": fresh} if fresh else {})

    def answer(self, person: Person, message: dict[str, Any]) -> Reply:
        """An answer, changed as often as one likes; the acknowledgement follows the commit."""
        workshop, keep = self._answer(person, message)
        return self._kept(message, workshop, self.house.store.write(keep))

    def answer_later(self, sid: str, arguments: Sequence[Any], tell: Callable[[Reply], None]) -> None:
        """As `answer`, for who does not wait: `tell(reply)` is called after the commit."""

        def begin(person: Person, message: dict[str, Any]) -> Reply | None:
            workshop, keep = self._answer(person, message)
            lang = _language(message, person.lang)

            def done(kept: Any, error: BaseException | None) -> None:
                tell(self._reply(lambda: self._kept(message, workshop, _or_raise(kept, error)), lang, "answer"))

            self.house.store.later(keep, done)
            return None

        refused = self._replying(begin)(sid, *arguments)
        if refused is not None:
            tell(refused)

    def _answer(self, person: Person, message: dict[str, Any]) -> tuple[int, Operation]:
        """(workshop, what the store has to do)."""
        if person.workshop is None or person.participant is None:
            raise Refused(N_("Join a workshop first, with its code."), field="code")
        self.house.presence.see(person.workshop, person.participant)
        if "value" not in message:
            raise PollError(N_("The field value is missing. Send null to withdraw an answer."), field="value")
        keep = answers.operation(
            person.workshop, person.participant, message.get("round"), message.get("n"), message["value"]
        )
        return person.workshop, keep

    def _kept(self, message: dict[str, Any], workshop: int, n: int) -> Reply:
        self.house.store.tell(workshop)
        return {"ok": True, "round": message["round"], "n": n}

    def watch(self, person: Person, message: dict[str, Any]) -> Reply:
        """A screen or a desk starts to follow a workshop."""
        person.lang = _language(message, person.lang)
        link = self._open(person, message)
        scene = self.house.scenes.get(link.workshop)
        place = message.get("place", "screen")
        if link.role == "watch":
            place = "view"
        if not isinstance(place, str) or place not in PLACES:
            raise PollError(N_("The place must be screen or desk."), field="place")
        person.link = link
        self._listen(person, room(place, scene, person.lang))
        scene = self.house.scenes.get(link.workshop)
        return {
            "ok": True,
            "workshop": self.house.partials.workshop(scene, person.lang),
            "stage": self.outbound.stage(scene, place, person.lang),
            "result": self.outbound.result(scene, place, person.lang),
            "trouble": notices.trouble(self.house.store.trouble, place),
        }

    def do(self, person: Person, message: dict[str, Any]) -> Reply:
        """A verb of the presenter. A refusal carries the present stage as well."""
        link = self._open(person, message)
        if link.role != "control":
            raise Forbidden(N_("This link can only watch. Use the presenter's link."), field="key")
        details = {name: value for name, value in message.items() if name in DETAILS}
        place = message.get("place", "screen")
        place = place if place in ("screen", "desk") else "screen"
        reply: Reply = {"ok": True}
        try:
            life.do(
                self.house.store,
                self.house.keys,
                link.workshop,
                message.get("rev"),
                message.get("verb"),
                open_by_hand=self.house.settings.open_by_hand,
                **details,
            )
        except PollError as error:
            reply = {"ok": False, "error": error.as_message()}
        else:
            self.hurry(link.workshop)
        return reply | {"stage": self._stage(self.house.scenes.get(link.workshop), place, person)}

    def _listen(self, person: Person, name: str) -> None:
        """Have them hear this room and no other."""
        server = self.socketio.server  # type: ignore[attr-defined]
        if person.heard and person.heard != name:
            server.leave_room(person.sid, person.heard)
        server.enter_room(person.sid, name)
        person.heard = name

    def _stage(self, scene: Scene, place: str, person: Person) -> dict[str, Any]:
        return self.outbound.stage(scene, place, person.lang)

    def _open(self, person: Person, message: dict[str, Any]) -> doors.Link:
        """The link of a key in the message, else of the one used before, else of the page's cookie."""
        if message.get("key") is not None:
            person.secret = str(message["key"])[:64]
            return doors.open_link(self.house.store, self.house.keys, message["key"])
        wanted = message.get("workshop")
        if person.link and wanted in (None, person.link.workshop) and person.secret:
            return doors.open_link(self.house.store, self.house.keys, person.secret)
        secret = person.passes.secret(wanted)
        if secret:
            person.secret = secret
        return doors.open_link(self.house.store, self.house.keys, secret)

    def _replying(self, handler: Callable[[Person, dict[str, Any]], Any]) -> Callable[..., Any]:
        """Have a handler answer every message: what is wrong with it becomes a sentence."""

        @wraps(handler)
        def reply(sid: str, *arguments: Any) -> Any:
            person = self.people.get(sid)
            if person is None:
                return {"ok": False, "error": Refused(GONE, field="message").as_message()}

            def handled() -> Any:
                self.house.pace.take(person.participant.hex() if person.participant else sid)
                return handler(person, _message(arguments, self.house.settings.message_bytes))

            return self._reply(handled, _language_or(arguments, person.lang), handler.__name__)

        return reply

    def _reply(self, made: Callable[[], Any], lang: str, name: str) -> Any:
        """What `made` gives, or in this language why it could not."""
        with language.use(lang):
            try:
                return made()
            except PollError as error:
                return {"ok": False, "error": error.as_message()}
            except Exception:
                log.exception("a message failed", message=name)
                sentence = language.gettext("Something went wrong on our side. Please try again.")
                return {"ok": False, "error": {"field": None, "sentence": sentence}}


def _or_raise(result: Any, error: BaseException | None) -> Any:
    if error is not None:
        raise error
    return result


GONE = N_("This connection has ended. Reload the page.")
DETAILS = ("step", "view", "round", "text", "into")


def _message(arguments: tuple[Any, ...], largest: int) -> dict[str, Any]:
    """The one object a message carries. Raises PollError when it is something else or too large."""
    if len(arguments) != 1 or not isinstance(arguments[0], dict):
        raise PollError(N_("A message carries one object with named fields."), field="message")
    try:
        size = len(json.dumps(arguments[0]))
    except (TypeError, ValueError, RecursionError):
        raise PollError(N_("A message carries plain data only: text, numbers and lists."), field="message") from None
    if size > largest:
        raise PollError(
            N_("This message is too large. At most %(largest)s characters fit."),
            field="message",
            largest=largest,
        )
    return arguments[0]


def _language(message: dict[str, Any], otherwise: str) -> str:
    wanted = message.get("lang")
    return language.known(wanted) if isinstance(wanted, str) else otherwise


def _language_or(arguments: tuple[Any, ...], otherwise: str) -> str:
    first = arguments[0] if arguments else None
    return _language(first, otherwise) if isinstance(first, dict) else otherwise


def _token(sent: Any) -> str | None:
    """The token of a program that comes back."""
    plain = isinstance(sent, str) and 20 <= len(sent) <= 64 and sent.isascii()
    return sent if plain and sent.replace("-", "").replace("_", "").isalnum() else None
