from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.questions import Question
from pollapp.questions.writing import key, tidy
from tests.questions.refusing import question, refused
from tests.questions.strategies import calm, rooms

WORDS = question("wordcloud", text={"max_chars": 20, "max_words": 3, "entries": 2, "moderation": "before_display"})
OPEN = question("open", text={"max_chars": 140, "entries": 1, "moderation": "none", "group_by_hand": True})

any_text = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Cs", "Co"]), max_size=30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  samen   sterk \n", "samen sterk"),
        ("e\u0301e\u0301n", "één"),
        ("sa\x00men\x07", "samen"),
        ("sa\u200bmen\u202e!", "samen!"),
        ("\ud83drust\udc00", "rust"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("rust\u2028en\tvrede", "rust en vrede"),
        ("❤", "❤"),
    ],
)
def test_a_text_is_kept_tidy(typed: str, kept: str):
    assert OPEN.check([typed]) == [kept]


@given(any_text)
def test_tidying_twice_changes_nothing_more(text: str):
    assert tidy(tidy(text)) == tidy(text)
    assert tidy(text).encode().decode() == tidy(text)
    assert tidy(text).isprintable() or set(tidy(text)) & {"\u200c", "\u200d"}


@pytest.mark.parametrize("empty", [[], [""], ["  ", "\n"], ["\u200b"], ["\u200d"], ["\ud800"], ["\u0301"], ("",)])
def test_a_text_that_nobody_can_see_is_no_answer(empty: Any):
    assert refused(OPEN, empty) == ("text", "Write an answer first, or skip the question.")


@pytest.mark.parametrize("wrong", [None, "rust", 3, {"text": "rust"}, [3], ["rust", None], [["rust"]], [b"rust"]])
def test_an_answer_is_a_list_of_texts(wrong: Any):
    assert refused(OPEN, wrong) == ("text", "Write your answer in the text field.")


def test_the_limits_are_told():
    assert refused(WORDS, ["x" * 21]) == ("text", "Make it shorter: at most 20 characters.")
    assert refused(WORDS, ["x" * 1_000_000]) == ("text", "Make it shorter: at most 20 characters.")
    assert refused(WORDS, [" " * 1_000_000]) == ("text", "Make it shorter: at most 20 characters.")
    assert refused(WORDS, ["een twee drie vier"]) == ("text", "Use fewer words: at most 3.")
    assert refused(WORDS, ["een", "twee", "drie"]) == ("text", "Give fewer answers: at most 2.")


def test_the_limit_counts_what_is_kept_and_not_what_was_typed():
    assert WORDS.check(["  " + "x" * 20 + "  "]) == ["x" * 20]
    assert OPEN.check(["e\u0301" * 140]) == ["é" * 140]
    assert WORDS.check(["a b  c"]) == ["a b c"]


def test_empty_ones_are_dropped_and_the_same_twice_stays_once():
    assert WORDS.check(["", "Rust", " ", "de rust!", "rust"]) == ["Rust"]
    assert WORDS.check(["Rust", "vrede", "RUST"]) == ["Rust", "vrede"]


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("De School", "school"),
        ("het “Huis”.", "huis"),
        ("the school", "school"),
        ("Huis de boom", "huis de boom"),
        ("(een) idee", "een) idee"),
        ("Straße", "strasse"),
        ("de", "de"),
        ("de het", "het"),
        ("!?", "!?"),
        ("deur", "deur"),
        ("de...", "de"),
        ("De Eén", "eén"),
    ],
)
def test_texts_are_the_same_without_capitals_points_and_articles(typed: str, same: str):
    assert key(typed) == same


@given(any_text.map(tidy).filter(bool))
def test_a_text_always_has_a_key(text: str):
    assert key(text)


@pytest.mark.parametrize("kind", ["open", "wordcloud"])
@given(data=st.data())
@calm
def test_a_heap_counts_the_people_who_wrote_it(kind: str, data: st.DataObject):
    asked, values = data.draw(rooms(kind))
    tally = asked.tally(values)
    heaps = tally["words" if kind == "wordcloud" else "texts"]
    people = {each for value in values for each in map(key, value)}
    assert tally["n"] == len(values)
    assert [heap["key"] for heap in heaps] == sorted(people)
    for heap in heaps:
        forms = [text for value in values for text in value if key(text) == heap["key"]]
        assert heap["count"] == len([value for value in values if heap["key"] in map(key, value)])
        assert forms.count(heap["text"]) == max(map(forms.count, forms))


def test_a_heap_is_shown_as_most_people_typed_it():
    values = [["rust"], ["Rust"], ["De rust"], ["Rust"], ["angst"]]
    assert WORDS.tally(values) == {
        "n": 5,
        "words": [{"key": "angst", "text": "angst", "count": 1}, {"key": "rust", "text": "Rust", "count": 4}],
        "people": [["angst"], ["rust"], ["rust"], ["rust"], ["rust"]],
    }


def test_the_message_tells_how_much_may_be_written():
    limits = {"max_chars": 20, "max_words": 3, "entries": 2, "moderation": "before_display"}
    assert WORDS.ask("nl", ["nl"])["text"] == limits
    assert OPEN.ask("nl", ["nl"])["text"] == {"max_chars": 140, "entries": 1, "moderation": "none"}


def test_a_question_is_told_by_its_type():
    assert isinstance(WORDS, Question)
    assert (WORDS.type, OPEN.type) == ("wordcloud", "open")
