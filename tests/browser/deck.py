"""A deck for each question type, in two languages, with every kind of step and every way in which a result is told."""

from __future__ import annotations

import json
from typing import Any

from pollapp.decks import Deck, read_deck
from pollapp.questions import TYPES

Row = dict[str, Any]

LONG = {
    "nl": "Wat is volgens jou het allerbelangrijkste dat gemeenten, scholen en zorginstellingen samen kunnen doen?",
    "en": "What is the most important thing that municipalities, schools and care institutions can do together?",
}
WORDS = [
    ("Samenwerkingsovereenkomst", "Cooperation agreement"),
    ("Steun voor professionals", "Support for professionals"),
    ("Wat er speelt in de samenleving", "What goes on in society"),
    ("Een harder debat op straat en op school", "A harsher debate in the street and at school"),
    ("Jongerenwerk", "Youth work"),
    ("Vertrouwen in de democratische rechtsstaat", "Trust in democracy and the rule of law"),
    ("Psychische problemen", "Mental health problems"),
    ("Geld, werk en opleiding", "Money, work and education"),
    ("Weerbaarheid tegen desinformatie", "Resilience against disinformation"),
    ("Gesprekken in de wijk", "Conversations in the neighbourhood"),
    ("Kennis van extremisme", "Knowledge of extremism"),
    ("Iets wat hier nog niet bij staat", "Something that is not in this list yet"),
]
IDS = "abcdefghijkl"


def named(many: int) -> list[Row]:
    return [{"id": id, "nl": nl, "en": en} for id, (nl, en) in zip(IDS, WORDS[:many], strict=False)]


def asked(kind: str, many: int = 4) -> Row:
    """What a question of this type asks, with `many` options where it has them."""
    low = {"nl": "Helemaal niet mee eens", "en": "Strongly disagree"}
    mid = {"nl": "Niet eens en niet oneens", "en": "Neither agree nor disagree"}
    high = {"nl": "Helemaal mee eens", "en": "Strongly agree"}
    few, all_ = (
        {"nl": "Eén probleem", "en": "One problem"},
        {"nl": "Veel factoren tegelijk", "en": "Many factors at once"},
    )
    up = {"low": low, "high": high}
    fields: dict[str, Row] = {
        "single": {"options": named(many)},
        "multiple": {"options": named(many), "choose": {"min": 1, "max": 3}},
        "scale": {"scale": {"points": 5, "low": low, "mid": mid, "high": high, "no_opinion": True}},
        "statements": {"items": named(many), "answers": "agree_disagree_pass"},
        "ranking": {"options": named(many), "ranking": {"top": 3, "method": "borda"}},
        "points": {"options": named(many), "points": {"total": 100, "step": 5, "must_use_all": True}},
        "number": {"number": {"min": 0, "max": 20, "step": 1, "unit": {"nl": "contacten", "en": "contacts"}}},
        "position2d": {"axes": {"steps": 7, "horizontal": {"low": few, "high": all_}, "vertical": up}},
        "wordcloud": {"text": {"max_words": 2, "max_chars": 25, "entries": 3, "moderation": "before_display"}},
        "open": {"text": {"max_chars": 100, "entries": 2, "moderation": "before_display"}},
    }  # fmt: skip
    return fields[kind]


VALUES: dict[str, list[Any]] = {
    "single": ["a", "b", "c"],
    "multiple": [["a", "b"], ["b"], ["c", "d"]],
    "scale": [5, 2, "none"],
    "statements": [
        {"a": "agree", "b": "disagree", "c": "pass"},
        {"a": "disagree", "b": "agree", "d": "agree"},
        {"c": "agree", "d": "disagree"},
    ],
    "ranking": [["b", "a", "c"], ["a", "c", "d"], ["d"]],
    "points": [{"a": 70, "b": 30}, {"b": 85, "c": 15}, {"d": 100}],
    "number": [4, 7, 19],
    "position2d": [[1, 7], [6, 6], [4, 4]],
    "wordcloud": [["rust", "groen"], ["samen"], ["markt"]],
    "open": [["Bellen met de buren."], ["Samen eten, elke week."], ["Wachten"]],
}
"""What the first half of a room answers, what most others, and what a few."""


def about(kind: str, reveal: str, many: int = 4, **settings: Any) -> Row:
    """One question: its id tells when its result comes."""
    texts = {"nl": f"Vraag van soort {kind}: {LONG['nl']}", "en": f"Question of type {kind}: {LONG['en']}"}
    return {
        "id": f"{kind}-{reveal}".replace("_", "-"),
        "type": kind,
        "title": texts,
        "help": {"nl": "Denk aan je eigen werk.", "en": "Think of your own work."},
        "purpose": {"nl": "Zo komen verschillen op tafel.", "en": "This brings differences to the table."},
        **({"pair": "before_after"} if reveal == "after_pair" else {}),
        "settings": {"reveal": reveal, **settings},
        **asked(kind, many),
    }


TEAM: Row = {
    "id": "team",
    "type": "single",
    "title": {"nl": "In welk team werk je?", "en": "In which team do you work?"},
    "options": named(2),
    "settings": {"reveal": "on_close", "sensitivity": "low", "min_group": 3},
}
"""The question that makes the groups."""

IN_GROUPS = [kind for kind, question in TYPES.items() if question.in_groups]


def beside(kind: str, many: int) -> Row:
    """A question that asks for every picture beside its result: groups, what they share, rooms and the rest."""
    more: Row = {"show": list(dict.fromkeys([*TYPES[kind].views, "segment_gap", "rooms"]))}
    if kind == "statements":
        more["discover_groups"] = {"enabled": True, "min_participants": 20, "max_groups": 3}
    if kind == "number":
        more["estimates"] = {"question": "team", "option": "a", "of": 20}
    limits: Row = {"sensitivity": "low", "min_group": 3, "compare_by": "team"}
    return about(kind, "presenter", many, **limits) | more


def deck_of(kind: str, many: int = 4) -> Deck:
    """Questions of a type: one that streams, a sensitive one, one before and after a talk, and one seen in groups."""
    low: Row = {"sensitivity": "low", "min_group": 3}
    live, pair = about(kind, "live", many, **low), about(kind, "after_pair", many, **low)
    high = about(kind, "on_close", many, sensitivity="high")
    flow = [{"ask": live["id"]}, {"ask": high["id"]}, {"ask": pair["id"], "round": "before"}]
    flow += [{"ask": pair["id"], "round": "after"}, {"show": pair["id"], "view": "shift"}]
    if kind not in IN_GROUPS:
        return _read(f"soort-{kind}", [live, high, pair], flow)
    divided = beside(kind, max(many, 6))
    flow += [{"ask": "team"}, {"ask": divided["id"]}]
    segments = [{"key": "team", "question": "team"}]
    return _read(f"soort-{kind}", [live, high, pair, TEAM, divided], flow, segments=segments)


def deck_of_steps() -> Deck:
    """Every kind of step that asks nothing."""
    talk = {
        "nl": "Praat met je buur over wat je vandaag hoorde.",
        "en": "Talk with your neighbour about what you heard.",
    }
    rest = {"nl": "Koffie in de gang", "en": "Coffee in the corridor"}
    flow: list[Row] = [{"talk": talk, "form": form, "minutes": 6} for form in ("pairs", "1-2-4-all", "plenary", "line")]
    flow += [{"talk": talk}, {"break": rest, "minutes": 15}, {"break": rest}, {"ask": "single-presenter"}]
    flow += [{"show": "single-presenter", "view": "bars"}]
    return _read("stappen", [about("single", "presenter", sensitivity="low", min_group=3)], flow)


def deck_of_rows() -> Deck:
    """Questions of which rows and texts can be downloaded."""
    announced: Row = {"sensitivity": "low", "min_group": 3, "export": "pseudonymous_rows"}
    questions = [about(kind, "on_close", **announced) for kind in ("single", "open")]
    return _read("rijen", questions, [{"ask": one["id"]} for one in questions])


def _read(id: str, questions: list[Row], flow: list[Row], **more: Any) -> Deck:
    text = {
        "schema": "pollapp.deck/1",
        "id": id,
        "languages": ["nl", "en"],
        "title": {"nl": f"Workshop over {id}: samen sterk in de wijk", "en": f"Workshop about {id}: strong together"},
        "questions": questions,
        "flow": flow,
    } | more
    return read_deck(json.dumps(text))
