"""Words and sentences: only what was let through, on the heap where it was laid."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.results import Verdict, release
from tests.results.rooms import LOCKED, ask, calm

APPROVED, REJECTED = Verdict("approved"), Verdict("rejected")
ROOM = [["rust", "groen"], ["Rust"], ["rust", "stilte"], ["groen"], ["markt"]]
FREE = {"max_chars": 30, "entries": 2, "moderation": "none"}


def words(verdicts: dict[str, Verdict], values: Any = ROOM, **fields: Any) -> list[tuple[str, int]]:
    question = ask("wordcloud", **fields)
    result = release(question, question.tally(values), LOCKED, verdicts)
    return [(word["text"], word["count"]) for word in result["words"]]


def sentences(verdicts: dict[str, Verdict], values: Any, **fields: Any) -> list[tuple[str, int]]:
    question = ask("open", **fields)
    result = release(question, question.tally(values), LOCKED, verdicts)
    return [(each["text"], each["count"]) for each in result["texts"]]


def test_nothing_shows_before_somebody_read_it():
    assert words({}) == []


def test_only_what_was_approved_shows_most_people_first():
    assert words({"rust": APPROVED, "markt": APPROVED, "groen": REJECTED}) == [("rust", 3), ("markt", 1)]


def test_words_of_equally_many_people_stand_by_the_alphabet():
    verdicts = dict.fromkeys(["markt", "stilte", "groen"], APPROVED)
    assert words(verdicts) == [("groen", 2), ("markt", 1), ("stilte", 1)]


def test_a_merged_word_counts_under_its_heap():
    verdicts = {"rust": APPROVED, "groen": Verdict("approved", "rust"), "markt": Verdict("approved", "rust")}
    assert words(verdicts) == [("rust", 5)]


def test_who_wrote_two_words_of_a_heap_counts_there_once():
    verdicts = {"rust": APPROVED, "stilte": Verdict("approved", "rust"), "groen": Verdict("approved", "stilte")}
    assert words(verdicts) == [("rust", 4)]


def test_a_merged_word_waits_for_its_heap_and_goes_with_it():
    assert words({"stilte": Verdict("approved", "rust")}) == []
    assert words({"stilte": Verdict("approved", "rust"), "rust": REJECTED}) == []


def test_a_rejected_word_stays_away_wherever_it_lies():
    assert words({"rust": APPROVED, "stilte": Verdict("rejected", "rust")}) == [("rust", 3)]


def test_a_heap_can_have_a_name_of_the_presenter():
    assert words({"rust": Verdict("approved", "Kalmte"), "stilte": Verdict("approved", "Kalmte")}) == [("Kalmte", 3)]


def test_words_merged_in_a_circle_stay_where_they_are():
    verdicts = {"rust": Verdict("approved", "stilte"), "stilte": Verdict("approved", "rust")}
    assert words(verdicts) == [("rust", 3), ("stilte", 1)]


def test_without_moderation_a_word_shows_once_two_people_wrote_it():
    assert words({}, text=FREE) == [("rust", 3), ("groen", 2)]
    assert words({"markt": APPROVED, "rust": REJECTED}, text=FREE) == [("groen", 2), ("markt", 1)]


def test_without_moderation_every_sentence_shows_unless_it_was_rejected():
    values = [["Bellen."], ["Luisteren."], ["bellen"], ["Wachten."], ["Luisteren."]]
    assert sentences({"wachten": REJECTED}, values, text=FREE) == [("Bellen.", 2), ("Luisteren.", 2)]


def test_sentences_stand_by_the_alphabet():
    values = [["Luisteren."], ["bellen"], ["Luisteren."], ["aanbellen"], ["Wachten"]]
    verdicts = dict.fromkeys(["luisteren", "bellen", "aanbellen"], APPROVED)
    assert sentences(verdicts, values) == [("aanbellen", 1), ("bellen", 1), ("Luisteren.", 2)]


SIMILAR = {**FREE, "group_similar": True}
READ_FIRST = {**SIMILAR, "moderation": "before_display"}
CARE = [["zorg"], ["Zorgen"], ["zorgen!"], ["Zorgen"], ["zorg", "zorgen"], ["Vrede"]]


def test_words_that_say_the_same_are_one_in_the_form_that_most_people_wrote():
    assert words({}, CARE, text=SIMILAR) == [("Zorgen", 5)]
    assert words({}, CARE, text=FREE) == [("Zorgen", 4), ("zorg", 2)]


def test_two_people_who_wrote_two_forms_of_a_word_are_two_people():
    assert words({}, [["polarisatie"], ["polarizatie"], ["vrede"], ["rust"], ["zorg"]], text=SIMILAR) == [
        ("polarisatie", 2)
    ]


def test_one_person_who_wrote_two_forms_of_a_word_is_one_person():
    assert words({}, [["polarisatie", "polarizatie"], ["vrede"], ["rust"], ["zorg"], ["huis"]], text=SIMILAR) == []


def test_where_words_are_read_first_nothing_shows_that_was_not_approved_but_it_counts():
    assert words({}, CARE, text=READ_FIRST) == []
    assert words({"zorg": APPROVED}, CARE, text=READ_FIRST) == [("zorg", 5)]
    assert words({"zorg": APPROVED, "zorgen": APPROVED}, CARE, text=READ_FIRST) == [("Zorgen", 5)]


def test_a_rejected_form_does_not_count_and_a_rejected_word_takes_its_forms_along():
    assert words({"zorg": REJECTED}, CARE, text=SIMILAR) == [("Zorgen", 4)]
    assert words({"zorgen": REJECTED}, CARE, text=SIMILAR) == []
    assert words({"zorgen": REJECTED, "zorg": APPROVED}, CARE, text=SIMILAR) == [("zorg", 2)]


def test_a_form_that_was_laid_elsewhere_by_hand_lies_there():
    verdicts = {"vrede": APPROVED, "zorg": Verdict("approved", "vrede")}
    assert words(verdicts, CARE, text=SIMILAR) == [("Zorgen", 4), ("Vrede", 3)]


def test_a_word_that_was_laid_elsewhere_takes_its_forms_along():
    verdicts = {"vrede": APPROVED, "zorgen": Verdict("approved", "vrede")}
    assert words(verdicts, CARE, text=SIMILAR) == [("Vrede", 6)]


def test_forms_that_were_split_off_stay_apart():
    apart = {"zorg": Verdict("approved", "zorg")}
    assert words(apart, CARE, text=SIMILAR) == [("Zorgen", 4), ("zorg", 2)]
    assert words({"zorgen": Verdict("approved", "zorgen")}, CARE, text=SIMILAR) == [("Zorgen", 4), ("zorg", 2)]
    waits = {"zorg": Verdict("waiting", "zorg"), "zorgen": APPROVED}
    assert words(waits, CARE, text=READ_FIRST) == [("Zorgen", 4)]
    assert words(waits, CARE, text=SIMILAR) == [("Zorgen", 4), ("zorg", 2)]
    assert words({"zorg": Verdict("rejected", "zorg")}, CARE, text=SIMILAR) == [("Zorgen", 4)]


def test_sentences_that_say_the_same_go_together_too():
    values = [["Bel de zorg"], ["bel de zorgen"], ["Bel de zorg"], ["Wachten"], ["Bel."]]
    assert sentences({}, values, text=SIMILAR) == [("Bel de zorg", 3), ("Bel.", 1), ("Wachten", 1)]


def test_sensitive_words_have_tens_instead_of_counts():
    question = ask("wordcloud", "high")
    tally = question.tally([["rust", "groen"]] * 6 + [["rust"]] * 4 + [["groen"]] + [["markt"]] * 2)
    result = release(question, tally, LOCKED, dict.fromkeys(["rust", "groen", "markt"], APPROVED))
    assert result["words"] == [{"text": "rust"}, {"text": "groen"}, {"text": "markt"}]
    assert result["shares"] == {"rust": 80, "groen": 50}
    assert result["few"] == ["markt"]


def test_a_sensitive_word_of_nearly_everyone_stands_alone():
    question = ask("wordcloud", "high")
    tally = question.tally([["rust", "groen"]] * 9 + [["rust"]] * 3)
    result = release(question, tally, LOCKED, dict.fromkeys(["rust", "groen"], APPROVED))
    assert (result["words"], result["nearly_all"], result["shares"]) == ([{"text": "rust"}], "rust", {})


def test_sensitive_sentences_have_no_counts():
    question = ask("open", "high")
    result = release(question, question.tally([["Bellen."]] * 12), LOCKED, {"bellen": APPROVED})
    assert result["texts"] == [{"text": "Bellen."}]


states = st.sampled_from(["approved", "rejected"])
keys = st.sampled_from(["rust", "groen", "stilte", "markt"])


@pytest.mark.parametrize("kind", ["open", "wordcloud"])
@given(verdicts=st.dictionaries(keys, st.builds(Verdict, states, st.none() | keys)))
@calm
def test_what_shows_was_approved_whatever_the_presenter_merged(kind: str, verdicts: dict[str, Verdict]):
    question = ask(kind)
    result = release(question, question.tally(ROOM), LOCKED, verdicts)
    for each in result["words" if kind == "wordcloud" else "texts"]:
        assert verdicts[each["text"]].state == "approved"
        assert 1 <= each["count"] <= result["n"]


forms = st.sampled_from(["zorg", "zorgen", "vrede", "vredig", "rust"])
judged = st.builds(Verdict, st.sampled_from(["approved", "rejected", "waiting"]), st.none() | forms)


@pytest.mark.parametrize("kind", ["open", "wordcloud"])
@given(verdicts=st.dictionaries(forms, judged), values=st.lists(st.lists(forms, min_size=1, max_size=2), min_size=5))
@calm
def test_of_words_that_go_together_what_shows_was_approved_too(
    kind: str, verdicts: dict[str, Verdict], values: list[list[str]]
):
    question = ask(kind, text=READ_FIRST)
    result = release(question, question.tally(values), LOCKED, verdicts)
    shown = {each["text"]: each["count"] for each in result["words" if kind == "wordcloud" else "texts"]}
    said = {text for texts in values for text in texts}
    for text, people in shown.items():
        assert text not in said or verdicts[text].state == "approved"
        assert 1 <= people <= sum(any(verdicts.get(one) != REJECTED for one in texts) for texts in values)
