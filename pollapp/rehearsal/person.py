"""One simulated person with a phone: comes in, follows what is shown, and comes back when the line is lost."""

from __future__ import annotations

import asyncio
from random import Random

from pollapp.rehearsal.character import Character
from pollapp.rehearsal.intentions import Intentions, Message
from pollapp.rehearsal.line import Line, Lost, dial
from pollapp.rehearsal.plans import Move

PATIENCE = 20.0
"""Seconds for an acknowledgement, after which one calls again."""

REFUSALS = 3
"""Somebody who is sent away so many times goes home: the workshop is over, or its door is closed."""

BETWEEN_REFUSALS = 60.0
LONGEST = 5.0
"""Seconds between two tries to come back, at most."""


class Refused(Exception):
    """The server does not let us in."""


class Reload(Exception):
    """The phone is reloaded."""


class Person:
    """`live` is their whole afternoon."""

    def __init__(self, url: str, code: str, who: Character) -> None:
        self._url, self._code, self._who = url, code, who
        self._token = who.token
        self._intentions = Intentions(who)
        self._chance = Random(who.name)  # noqa: S311 - no secret
        self._tries = 0

    async def live(self, arrival: float) -> None:
        """Come in after so many seconds, and come back after every loss, until sent away."""
        await asyncio.sleep(arrival)
        refusals = 0
        while refusals < REFUSALS:
            try:
                await self._visit()
            except Reload:
                await asyncio.sleep(self._chance.uniform(0.3, 3))
            except Refused:
                refusals += 1
                await asyncio.sleep(BETWEEN_REFUSALS * self._chance.uniform(0.5, 1.5))
            except (Lost, OSError):
                self._tries += 1
                await asyncio.sleep(min(LONGEST, 0.5 * 1.5**self._tries) * self._chance.uniform(0.3, 1))

    async def _visit(self) -> None:
        """From coming in until the line is lost. Raises Lost, Reload, Refused or OSError."""
        async with dial(self._url) as line:
            message = {"code": self._code, "lang": self._who.lang, "token": self._token}
            reply = await _ask(line, "join", message)
            if not reply["ok"]:
                raise Refused if reply["error"]["field"] == "code" else Lost
            self._tries = 0
            self._token = reply.get("token", self._token)
            self._intentions.came_in(reply)
            await self._follow(line)

    async def _follow(self, line: Line) -> None:
        """Look at what is shown, and make each move when its time has come."""
        clock = asyncio.get_running_loop().time
        planned, due = None, clock()
        while True:
            move = self._intentions.next
            if move and move is not planned:
                due = clock() + move.after
            planned = move
            try:
                async with asyncio.timeout_at(due if move else None):
                    name, payload = await line.hear()
            except TimeoutError:
                assert move is not None
                await self._make(move, line)
            else:
                if name == "stage":
                    self._intentions.see(payload)

    async def _make(self, move: Move, line: Line) -> None:
        if move.reload:
            self._intentions.done()
            raise Reload
        reply = await _ask(line, "answer", self._intentions.message(move))
        if reply["ok"]:
            self._intentions.done(reply["n"])
        else:
            self._intentions.refused()


async def _ask(line: Line, name: str, message: Message) -> Message:
    """The acknowledgement of a message. Raises Lost, also when there is none for a long time."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await line.say(name, message)
    except TimeoutError as error:
        raise Lost from error
