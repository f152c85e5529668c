"""What simulated people answer: always something that the question takes, and something of their camp."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollapp.decks import BUNDLED
from pollapp.questions import TYPES, parse
from pollapp.rehearsal.character import character
from pollapp.rehearsal.choices import BY_TYPE, choose
from tests.questions.strategies import questions
from tests.rehearsal.people import CODE, SCALE, everybody

BUNDLED_QUESTIONS = [(deck, question) for deck in BUNDLED for question in deck.questions]

people = st.builds(character, st.from_regex(r"[0-9]{6}", fullmatch=True), st.integers(0, 2_000))
chances = st.integers(0, 10_000).map(Random)


@pytest.mark.parametrize(
    ("deck", "question"), BUNDLED_QUESTIONS, ids=[f"{deck.id}-{question.id}" for deck, question in BUNDLED_QUESTIONS]
)
@given(who=people, chance=chances, lang=st.sampled_from(["nl", "en"]))
@settings(deadline=None)
def test_every_question_of_the_bundled_decks_takes_what_is_chosen(deck, question, who, chance, lang):
    value = choose(question.ask(lang, deck.languages), who, chance)
    assert question.check(value) == value


@given(question=questions(), who=people, chance=chances)
@settings(deadline=None, max_examples=500)
def test_any_question_takes_what_is_chosen(question, who, chance):
    value = choose(question.ask("en", ["en"]), who, chance)
    assert question.check(value) == value


@given(who=people, chance=chances)
def test_the_narrowest_text_field_takes_what_is_written(who, chance):
    limits = {"max_chars": 5, "max_words": 1, "entries": 5, "moderation": "none"}
    question = parse({"id": "q", "type": "open", "title": "Why?", "text": limits})
    assert question.check(choose(question.ask("en", ["en"]), who, chance))


def test_every_type_is_known():
    assert set(BY_TYPE) == set(TYPES)


def test_a_type_of_later_days_is_left_alone():
    assert choose({"id": "q", "type": "hologram"}, everybody()[0], Random(1)) is None


def test_the_camps_stand_at_the_ends_of_a_scale():
    room = everybody()
    chosen = {who.number: choose(SCALE, who, Random(who.number)) for who in room}
    assert mean(chosen[who.number] for who in room if who.leaning < -0.5) < 2.5
    assert mean(chosen[who.number] for who in room if who.leaning > 0.5) > 5.5


def test_the_field_somebody_works_in_goes_with_the_camp():
    asked = BUNDLED[3].question("q1").ask("nl", ["nl"])
    fields = {who: choose(asked, who, Random(who.number)) for who in everybody(200)}
    safety = mean(who.leaning for who, field in fields.items() if field == "veiligheid")
    care = mean(who.leaning for who, field in fields.items() if field == "zorg")
    assert safety < -0.4 < 0.4 < care


def test_some_sentences_divide_the_room_and_others_unite_it():
    asked = BUNDLED[0].question("q5").ask("nl", ["nl"])
    judged = [choose(asked, who, Random(who.number)) for who in everybody(200)]
    agreeing = [mean(value.get(item["id"]) == "agree" for value in judged) for item in asked["items"]]
    assert max(agreeing) > 0.7
    assert any(0.3 < share < 0.65 for share in agreeing)


def test_an_exclusive_answer_is_chosen_by_few():
    asked = BUNDLED[1].question("q2").ask("nl", ["nl"])
    chosen = [choose(asked, who, Random(who.number)) for who in everybody(200)]
    assert 0 < mean(value == ["geen"] for value in chosen) < 0.25


def test_people_write_in_their_own_language_about_the_question():
    asked = BUNDLED[2].question("q8").ask("nl", ["nl"])
    dutch = {text for who in everybody() if who.lang == "nl" for text in choose(asked, who, Random(who.number))}
    english = {text for who in everybody() if who.lang == "en" for text in choose(asked, who, Random(who.number))}
    assert {"De conciërge.", "De wijkagent."} & dutch
    assert {"The caretaker.", "Our board."} & english
    assert not dutch & english


def test_the_same_person_with_the_same_chance_gives_the_same_answer():
    who = character(CODE, 1)
    assert choose(SCALE, who, Random(5)) == choose(SCALE, who, Random(5))
