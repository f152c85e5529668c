"""The end of a workshop: the link between a phone and its answers is destroyed."""

from __future__ import annotations

import secrets
from collections import defaultdict

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.store import answers, rounds


def cut_links(db: Database, workshop: int, deck: Deck) -> None:
    """Put every answer under a new random number, in a new order.

    Where rows were announced, the answers of one person stay together under one number; everywhere else
    each answer gets a number of its own, so that nothing joins them.
    """
    together: dict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(16))
    found = rounds.of_workshop(db, workshop)
    people = answers.by_round(db, [one["id"] for one in found])
    for one in found:
        announced = deck.question(one["question"]).settings.export == "pseudonymous_rows"
        names = {
            participant: together[participant] if announced else secrets.token_bytes(16)
            for participant in people[one["id"]]
        }
        answers.rename(db, one["id"], names)
