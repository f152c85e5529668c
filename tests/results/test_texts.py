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
    verdicts = {"rust": APPROVED, "stilte": Verdict("approved", "rust"), "markt": Verdict("approved", "rust")}
    assert words(verdicts) == [("rust", 5)]


def test_a_heap_never_has_more_people_than_the_room():
    verdicts = {"rust": APPROVED, "stilte": Verdict("approved", "rust"), "groen": Verdict("approved", "stilte")}
    assert words(verdicts) == [("rust", 5)]


def test_a_merged_word_waits_for_its_heap_and_goes_with_it():
    assert words({"stilte": Verdict("approved", "rust")}) == []
    assert words({"stilte": Verdict("approved", "rust"), "rust": REJECTED}) == []


def test_a_rejected_word_stays_away_wherever_it_lies():
    assert words({"rust": APPROVED, "stilte": Verdict("rejected", "rust")}) == [("rust", 3)]


def test_a_heap_can_have_a_name_of_the_presenter():
    assert words({"rust": Verdict("approved", "Kalmte"), "stilte": Verdict("approved", "Kalmte")}) == [("Kalmte", 4)]


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


def test_sensitive_words_have_tens_instead_of_counts():
    question = ask("wordcloud", "high")
    tally = question.tally([["rust", "groen"]] * 6 + [["rust"]] * 4 + [["markt"]] * 2)
    result = release(question, tally, LOCKED, dict.fromkeys(["rust", "groen", "markt"], APPROVED))
    assert result["words"] == [{"text": "rust"}, {"text": "groen"}, {"text": "markt"}]
    assert result["shares"] == {"rust": 80, "groen": 50}
    assert result["few"] == ["markt"]


def test_a_sensitive_word_of_nearly_everyone_stands_alone():
    question = ask("wordcloud", "high")
    tally = question.tally([["rust", "groen"]] * 11 + [["rust"]])
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
