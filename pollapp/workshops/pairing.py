"""Before and after: who is in which picture, so that no two pictures beside each other tell what a few answered.

It is decided when the second side is closed, and kept. What was shown before cannot be taken back: then the pair is
withheld, and not even counted. What was not shown yet can show the people who answered both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.questions import Question
from pollapp.results import TEXTS, needed, tells_of_a_few
from pollapp.store import answers, rounds
from pollapp.workshops.counting import answered_both, count, count_pair, drawn, kept_pair, tally_of
from pollapp.workshops.segments import count_segments

Row = dict[str, Any]


def keep_pair(db: Database, workshop: int, deck: Deck, question: Question) -> Row | None:
    """Once both sides are closed: count the people who answered both, and their groups, and decide what is shown.

    Gives the round of afterwards where more may be looked for in the answers of these people.
    """
    before, after = (rounds.latest_locked(db, workshop, question.id, side) for side in ("before", "after"))
    if not before or not after:
        return None
    both = answered_both(db, question, before, after)
    withheld = _withheld(db, question, before, after, len(both))
    pair = count_pair(db, question, before, after | {"pair": None})
    tallies = {"of": before["id"]} if withheld or question.type in TEXTS else pair
    rounds.change(
        db,
        after["id"],
        pair=tallies | {"withheld": withheld, "earlier": _shown_pairs(db, question, after)},
        segments=None if withheld else count_segments(db, deck, question, workshop, both),
    )
    for side, other in ((before, after), (after, before)):
        if side["released_at"] is None:
            _draw(db, question, side, other["id"], None if withheld else pair[side["side"]])
    whole = before["late"] is None and after["late"] is None
    return after if whole and not withheld else None


def keep_texts(db: Database, workshop: int, question: Question) -> None:
    """Count the pair of a question with texts for good: after this nobody can be found in both rounds any more."""
    before, after = (rounds.latest_locked(db, workshop, question.id, side) for side in ("before", "after"))
    kept = kept_pair(before, after) if before and after else {}
    if before and after and kept.get("withheld") is False:
        rounds.change(db, after["id"], pair=kept | count_pair(db, question, before, after | {"pair": None}))


def part(db: Database, question: Question, found: Row) -> None:
    """A round opens again: what showed the people who answered it as well shows everybody of its own."""
    for other in rounds.of_question(db, found["workshop"], question.id):
        if other["drawn"] == found["id"]:
            _draw(db, question, other, found["id"], None)


def _draw(db: Database, question: Question, found: Row, other: int, paired: Row | None) -> None:
    """Let the picture of a round that was never shown be of everybody, or, beside a pair, of the people in that.

    Where only a few answered once, a picture of everybody beside that of the pair would tell what those few answered.
    """
    everyone = count(db, question, found)
    if found["drawn"] is not None:
        everyone = tally_of(question, answers.values(db, found["id"]))
    smallest = needed(question)
    if paired and paired["n"] >= smallest and tells_of_a_few(everyone["n"], paired["n"], paired["n"], smallest):
        tally = None if question.type in TEXTS else paired
        rounds.change(db, found["id"], drawn=other, tally=tally)
    elif found["drawn"] is not None:
        rounds.change(db, found["id"], drawn=None, tally=None if question.type in TEXTS else everyone)


def _withheld(db: Database, question: Question, before: Row, after: Row, both: int) -> bool:
    """Whether this pair, beside the pictures that were shown of its rounds, would tell what a few answered."""
    ids, smallest = {before["id"], after["id"]}, needed(question)
    return both >= smallest and any(
        tells_of_a_few(people, both, _people(db, question, ids | of), smallest)
        for of, people in _shown(db, question, before["workshop"])
        if ids & of
    )


def _shown(db: Database, question: Question, workshop: int) -> Iterator[tuple[set[int], int]]:
    """The pictures of a question that were shown: the rounds that everybody in it answered, and how many that are."""
    for found in rounds.of_question(db, workshop, question.id):
        if found["released_at"] is not None:
            yield {found["id"], found["drawn"] or found["id"]}, drawn(db, question, found)["n"]
            yield from (({found["id"], of}, people) for of, people in _shown_pairs(db, question, found))


def _shown_pairs(db: Database, question: Question, after: Row) -> list[list[int]]:
    """[[the round before, people]]: the pairs of a round that were shown, also those it had before its last one."""
    kept = json.loads(after["pair"]) if after["pair"] else {}
    before = rounds.get(db, kept["of"]) if kept.get("withheld") is False else None
    if not before or before["released_at"] is None or after["released_at"] is None:
        return list(kept.get("earlier", []))
    people = count_pair(db, question, before, after)["after"]["n"]
    return [*kept.get("earlier", []), *([[before["id"], people]] if people >= needed(question) else [])]


def _people(db: Database, question: Question, ids: set[int]) -> int:
    """How many people gave an answer of substance in all these rounds, and are held back in none."""
    everyone = answers.by_participant(db, ids).values()
    return sum(len(one) == len(ids) and all(question.tally([value])["n"] for value in one.values()) for one in everyone)
