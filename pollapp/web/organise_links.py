"""What is still linked to phones and until when, in a sentence for each workshop of an event."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp import language
from pollapp.decks import Deck
from pollapp.language import N_, gettext
from pollapp.store import rounds, workshops
from pollapp.web.doors import house
from pollapp.workshops import links
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]

LATER = N_(
    "After that the answers to %(questions)s stay linked, because they are shown for all workshops together. "
    "That ends with %(workshops)s."
)
STILL = N_(
    "The answers to %(questions)s are still linked, because they are shown for all workshops together. "
    "That ends with %(workshops)s. All others are not linked any more."
)


def standing(event: int) -> list[Row]:
    """[{title, words, linked}] of each workshop that was or can be answered, in the order of the day."""
    return house().store.read(lambda db: [_standing(db, row) for row in workshops.of_event(db, event) if _there(row)])


def title(row: Row) -> str:
    deck = deck_of(row["deck"])
    return _say(deck, deck.title)


def _there(row: Row) -> bool:
    return row["code"] is not None or row["ended_at"] is not None


def _standing(db: Database, row: Row) -> Row:
    deck, lasting = deck_of(row["deck"]), links.lasting(db, row)
    waiting = {one["id"]: title(one) for others in links.awaited(db, row).values() for one in others}
    names = {
        "questions": _listed(_say(deck, question.title) for question in lasting),
        "workshops": _listed(waiting.values()),
    }
    if row["ended_at"] is not None:
        words = gettext(STILL, **names) if lasting else gettext("Nobody can tell any more whose answers these are.")
        return {"title": title(row), "words": words, "linked": bool(lasting)}
    asked = bool(rounds.of_workshop(db, row["id"]))
    now = N_("Each answer is linked to its phone until this workshop ends.") if asked else N_("No answers yet.")
    words = " ".join([gettext(now), *([gettext(LATER, **names)] if lasting else [])])
    return {"title": title(row), "words": words, "linked": asked}


def _say(deck: Deck, text: Any) -> str:
    return str(text.say(language.current(), deck.languages))


def _listed(titles: Any) -> str:
    return ", ".join(gettext("“%(title)s”", title=each) for each in titles)
