"""Before and after: who is in which picture, so that no two pictures beside each other tell what a few answered.

It is decided when the second side is closed, and kept. What was shown before cannot be taken back: then the pair is
withheld, and not even counted. What was not shown yet can show the people who answered both.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
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
    others = [_others(db, question, side) for side in (before, after)]
    withheld = len(both) >= needed(question) and any(_tells(question, each, frozenset(both)) for each in others)
    apart = withheld or any(each.pairs or each.parted for each in others)
    pair = count_pair(db, question, before, after | {"pair": None})
    tallies = {"of": before["id"]} if withheld or question.type in TEXTS else pair
    rounds.change(
        db,
        after["id"],
        pair=tallies | {"withheld": withheld, "earlier": _shown_pairs(db, question, after)},
        segments=None if apart else count_segments(db, deck, question, workshop, both),
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


def _draw(db: Database, question: Question, found: Row, other: int, paired: Row | None) -> None:
    """Let the picture of a round that was never shown be of everybody, or, beside a pair, of the people in that.

    Where only a few answered once, a picture of everybody beside that of the pair would tell what those few answered.
    """
    everyone = count(db, question, found)
    if found["drawn"] is not None:
        everyone = tally_of(question, answers.values(db, found["id"]))
    smallest = needed(question)
    if paired and paired["n"] >= smallest and 0 < everyone["n"] - paired["n"] < smallest:
        tally = None if question.type in TEXTS else paired
        rounds.change(db, found["id"], drawn=other, tally=tally)
    elif found["drawn"] is not None:
        rounds.change(db, found["id"], drawn=None, tally=None if question.type in TEXTS else everyone)


@dataclass(frozen=True)
class _Others:
    """What was shown of a side before its pair: who is in those pictures, of itself and of other pairs.

    `unknown` people in them have erased their answers since. `parted`: pictures of parts of these people were shown as
    well, in batches or in groups, and nobody knows any more who was in which.
    """

    pictures: list[frozenset[Hashable]]
    pairs: bool
    parted: bool
    unknown: int


def _tells(question: Question, others: _Others, both: frozenset[Hashable]) -> bool:
    """Whether this pair, beside what was shown, would tell what a few answered.

    Beside parts of which nobody knows who is in them, only a pair of the same people as before tells nothing new.
    """
    if others.parted and both not in others.pictures:
        return True
    return tells_of_a_few([*others.pictures, both], needed(question) + others.unknown)


def _others(db: Database, question: Question, side: Row) -> _Others:
    pictures, pairs, unknown = list[frozenset[Hashable]](), False, 0
    for ids, people in _shown(db, question, side["workshop"]):
        if side["id"] in ids:
            found = _people(db, question, ids)
            gone = abs(people - len(found))
            pictures.append(found | {(*sorted(ids), number) for number in range(gone)})
            pairs, unknown = pairs or len(ids) == 2, unknown + gone
    grouped = pairs and question.in_groups and question.settings.compare_by is not None
    return _Others(pictures, pairs, grouped or side["streamed_at"] is not None, unknown)


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


def _people(db: Database, question: Question, ids: set[int]) -> frozenset[Hashable]:
    """Who gave an answer of substance in all these rounds, and is held back in none."""
    everyone = answers.by_participant(db, ids).items()
    return frozenset(
        who
        for who, one in everyone
        if len(one) == len(ids) and all(question.tally([value])["n"] for value in one.values())
    )
