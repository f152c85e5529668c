"""All simulated people of an event: they arrive one after the other, and leave together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

from pollapp.rehearsal.character import character
from pollapp.rehearsal.person import Person

ARRIVING = 6.0
"""Seconds in which people come in, when they are few."""

JOINS_A_SECOND = 60
"""And how many come in a second, when they are many."""


async def rehearse(url: str, phones: int, codes: Sequence[str], over: asyncio.Event) -> None:
    """So many people in the workshop of each code, until `over` is set.

    What goes wrong in one of them (a mistake in this program) ends it for all, and is raised.
    """
    people = [Person(url, code, character(code, number)) for code in codes for number in range(phones)]
    spread = max(ARRIVING, len(people) / JOINS_A_SECOND)
    chance = Random(url)  # noqa: S311 - no secret
    async with asyncio.TaskGroup() as group:
        lives = [group.create_task(person.live(chance.uniform(0.2, spread))) for person in people]
        await over.wait()
        for life in lives:
            life.cancel()
