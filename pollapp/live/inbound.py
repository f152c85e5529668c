"""What arrives: each handler translates, makes one call, and answers. The domain decides.

Identity is fixed by the cookies when the socket connects. A program without a cookie gets a token from `join`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import structlog
from flask_socketio import SocketIO
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header, parse_cookie

from pollapp import language
from pollapp.address import address_of
from pollapp.errors import Forbidden, PollError, Refused
from pollapp.house import House
from pollapp.identity import Pass, new_token, read_token
from pollapp.language import N_
from pollapp.live import notices
from pollapp.live.outbound import Outbound
from pollapp.live.people import People, Person
from pollapp.live.rooms import PLACES, Rooms, room
from pollapp.live.wire import Packed, Same
from pollapp.store.transaction import Outcome
from pollapp.workshops import answers, doors, life
from pollapp.workshops.keeping import Answer
from pollapp.workshops.scenes import Scene

log = structlog.get_logger()

Reply = dict[str, Any]


class _Gathered(NamedTuple):
    """An answer that waits to be kept, who sent what, and how they are told."""

    answer: Answer
    sid: str
    arguments: Sequence[Any]
    tell: Callable[[Reply], None]


class Inbound:
    """The handlers. `people` is kept up to date with who is connected.

    `hurry(workshop)` is called after a deed of the presenter; of itself the next tick sends what changed.
    """

    def __init__(self, socketio: SocketIO, house: House, outbound: Outbound, people: People, rooms: Rooms) -> None:
        self.house, self.outbound, self.people, self.rooms = house, outbound, people, rooms
        self.hurry: Callable[[int], None] = lambda _: None
        self._gathered: list[_Gathered] = []
        self.messages = {"join": self.join, "answer": self.answer, "watch": self.watch, "do": self.do}
        self._server = socketio.server  # type: ignore[attr-defined]  # made by init_app
        self._server.on("connect", self.connect)  # on the server itself: no message pays for a request of Flask's
        self._server.on("disconnect", self.disconnect)
        for name in self.messages:
            self._server.on(name, partial(self._received, name))

    def connect(self, sid: str, environ: dict[str, Any], _auth: Any = None) -> None:
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        self.enter(sid, environ, lambda packed: self._server._send_eio_packet(eio_sid, packed.packet))

    def enter(self, sid: str, environ: dict[str, Any], send: Callable[[Packed], None]) -> Person:
        """Somebody is connected, who is sent things by `send`."""
        settings, cookies = self.house.settings, parse_cookie(environ.get("HTTP_COOKIE")).to_dict()
        cookie = read_token(cookies, settings.secure)
        self.people[sid] = person = Person(
            sid=sid,
            send=send,
            address=address_of(environ, settings.proxies),
            token=cookie.token,
            passes=Pass.read(cookies, self.house.keys, settings.secure),
            lang=cookie.lang or _accepted(environ.get("HTTP_ACCEPT_LANGUAGE")),
        )
        return person

    def disconnect(self, sid: str, _reason: Any = None) -> None:
        if person := self.people.pop(sid, None):
            self.rooms.leave(person)

    def receive(self, sid: str, name: str, arguments: Sequence[Any], size: int | None = None) -> Any:
        """What a message is acknowledged with; what is wrong with it becomes a sentence."""
        try:
            return self.messages[name](*self._heard(sid, arguments, size))
        except Exception as error:
            return self._refusal(error, self._language(sid, arguments), name)

    def _received(self, name: str, sid: str, *arguments: Any) -> Any:
        return self.receive(sid, name, arguments)

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
        self.rooms.enter(person, room("phone", scene, person.lang))
        scene = self.house.scenes.get(workshop)  # who hears first and looks then misses nothing in between
        own = answers.mine(self.house.store, scene, participant)
        reply = self.outbound.welcome(scene, person.lang) | own
        if (message.get("rev"), message.get("n")) == (scene.workshop["rev"], own["n"]):
            reply["stage"] = scene.stage(person.lang)
            reply["result"] = reply["result"] if self.outbound.moved(scene) else None
        elif own["n"]:
            reply["stage"] = self.outbound.stage(scene, "phone", person.lang, own)
        return reply | ({"token": fresh} if fresh else {})

    def answer(self, person: Person, message: dict[str, Any]) -> Reply:
        """An answer, changed as often as one likes; the acknowledgement follows the commit."""
        answer = self._answer(person, message)
        n = self.house.store.write(answer)
        self.house.store.tell(answer.workshop)
        return _kept(answer.round, n)

    def gather(self, sid: str, arguments: Sequence[Any], tell: Callable[[Reply], None], size: int | None) -> None:
        """As `answer`, for who does not wait: kept with others by `keep`, and then `tell(reply)` is called."""
        try:
            person, message = self._heard(sid, arguments, size)
            self._gathered.append(_Gathered(self._answer(person, message), sid, arguments, tell))
        except Exception as error:
            tell(self._refusal(error, self._language(sid, arguments), "answer"))

    def keep(self) -> None:
        """Have everything kept that was gathered; who sent it is told after the commit."""
        if self._gathered:
            gathered, self._gathered = self._gathered, []
            self.house.store.submit_all([one.answer for one in gathered], partial(self._tell_all, gathered))

    def _tell_all(self, gathered: Sequence[_Gathered], outcomes: Sequence[Outcome]) -> None:
        told = list(zip(gathered, outcomes, strict=True))
        for workshop in {one.answer.workshop for one, (_, error) in told if error is None}:
            self.house.store.tell(workshop)
        for one, (n, error) in told:
            try:
                one.tell(self._refused(one, error) if error else _kept(one.answer.round, n))
            except Exception:  # the others hear of theirs all the same
                log.exception("an answer could not be acknowledged")

    def _refused(self, one: _Gathered, error: BaseException) -> Reply:
        return self._refusal(error, self._language(one.sid, one.arguments), "answer")

    def _answer(self, person: Person, message: dict[str, Any]) -> Answer:
        """What the store has to do."""
        if person.workshop is None or person.participant is None:
            raise Refused(N_("Join a workshop first, with its code."), field="code")
        if "value" not in message:
            raise PollError(N_("The field value is missing. Send null to withdraw an answer."), field="value")
        return answers.operation(
            person.workshop, person.participant, message.get("round"), message.get("n"), message["value"]
        )

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
        self.rooms.enter(person, room(place, scene, person.lang))
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
            reply = self._refusal(error, _language(message, person.lang), "do")
        else:
            self.hurry(link.workshop)
        return reply | {"stage": self._stage(self.house.scenes.get(link.workshop), place, person)}

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

    def _heard(self, sid: str, arguments: Sequence[Any], size: int | None) -> tuple[Person, dict[str, Any]]:
        """Who says it, and the object that the message carries. Raises PollError."""
        person = self.people.get(sid)
        if person is None:
            raise Refused(N_("This connection has ended. Reload the page."), field="message")
        self.house.pace.take(person.participant or sid)
        return person, _message(arguments, size, self.house.settings.message_bytes)

    def _language(self, sid: str, arguments: Sequence[Any]) -> str:
        """The language of who says it; the message itself may ask for another one."""
        person, first = self.people.get(sid), arguments[0] if arguments else None
        lang = person.lang if person else language.DEFAULT
        return _language(first, lang) if isinstance(first, dict) else lang

    def _refusal(self, error: BaseException, lang: str, name: str) -> Reply:
        """Why a message could not be handled, in this language."""
        with language.use(lang):
            if isinstance(error, PollError):
                return {"ok": False, "error": error.as_message()}
            log.error("a message failed", message=name, exc_info=error)
            sentence = language.gettext("Something went wrong on our side. Please try again.")
            return {"ok": False, "error": {"field": None, "sentence": sentence}}


_written = json.JSONEncoder(ensure_ascii=False).encode
DETAILS = ("step", "view", "round", "text", "into")


@lru_cache(maxsize=1_000)
def _kept(round_: int, n: int) -> Same:
    """A hall is told the same."""
    return Same({"ok": True, "round": round_, "n": n})


def _message(arguments: Sequence[Any], size: int | None, largest: int) -> dict[str, Any]:
    """The one object a message carries. Raises PollError when it is something else or too large.

    `size` is how many characters came, where that is known. Where that is too much, it is what was meant that counts:
    the message as it would be written again.
    """
    if len(arguments) != 1 or not isinstance(arguments[0], dict):
        raise PollError(N_("A message carries one object with named fields."), field="message")
    try:
        size = size if size is not None and size <= largest else len(_written(arguments[0]))
    except (TypeError, ValueError, RecursionError):
        raise PollError(N_("A message carries plain data only: text, numbers and lists."), field="message") from None
    if size > largest:
        raise PollError(
            N_("This message is too large. At most %(largest)s characters fit."),
            field="message",
            largest=largest,
        )
    return arguments[0]


def _accepted(header: str | None) -> str:
    """The language that a browser asks for, if we speak it."""
    return language.known(
        parse_accept_header(header, LanguageAccept).best_match(language.LANGUAGES) if header else None
    )


def _language(message: dict[str, Any], otherwise: str) -> str:
    wanted = message.get("lang")
    return language.known(wanted) if isinstance(wanted, str) else otherwise


def _token(sent: Any) -> str | None:
    """The token of a program that comes back."""
    plain = isinstance(sent, str) and 20 <= len(sent) <= 64 and sent.isascii()
    return sent if plain and sent.replace("-", "").replace("_", "").isalnum() else None
