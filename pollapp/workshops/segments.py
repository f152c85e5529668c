"""Who stands in which group: read from the answers while the link between them exists, and kept as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.questions import Question
from pollapp.results import NO_SEGMENT, merge, smallest_segment
from pollapp.store import answers, rounds
from pollapp.workshops.counting import tally_of

Row = dict[str, Any]
Values = Mapping[str, Any]


def count_segments(
    db: Database, deck: Deck, question: Question, workshop: int, people: Mapping[bytes, Values]
) -> Row | None:
    """{by, groups: [{ids, name: tally}]} of people with values: {participant: {name: value}}, None without groups.

    Small groups are merged already, by those whose answer has substance, and together they are all these people. Who
    chose no group, or did not answer the question that makes them, is in a group as well.
    """
    segment = segment_of(deck, question)
    made_by = segment and rounds.latest_locked(db, workshop, segment.question, None)
    if segment is None or not made_by or not people:
        return None
    chosen = {who: one[made_by["id"]] for who, one in answers.by_participant(db, [made_by["id"]]).items()}
    keys = [option.id for option in deck.question(segment.question).options] + [NO_SEGMENT]  # type: ignore[attr-defined]
    sizes = Counter(chosen.get(who, NO_SEGMENT) for who, values in people.items() if _substance(question, values))
    groups = merge({key: sizes[key] for key in keys}, smallest_segment(question))
    of = {key: place for place, ids in enumerate(groups) for key in ids}
    members: list[list[Values]] = [[] for _ in groups]
    for who, values in people.items() if groups else ():
        members[of.get(chosen.get(who, NO_SEGMENT), -1)].append(values)
    return {
        "by": segment.key,
        "groups": [{"ids": ids, **_tallies(question, values)} for ids, values in zip(groups, members, strict=True)],
    }


def segment_of(deck: Deck, question: Question) -> Any:
    """What the deck compares this question by; None for nothing."""
    return deck.segment(question.settings.compare_by) if question.in_groups else None


def _substance(question: Question, values: Values) -> bool:
    return all(question.tally([value])["n"] for value in values.values())


def _tallies(question: Question, people: list[Values]) -> Row:
    return {name: tally_of(question, [one[name] for one in people]) for name in people[0]}
