"""Which words say the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.words import alike

words = st.lists(st.text("aeinorst ", min_size=1, max_size=9).filter(str.strip), max_size=12)


@pytest.mark.parametrize(
    "texts",
    [
        ["zorg", "zorgen"],
        ["mens", "mensen"],
        ["huis", "huizen"],
        ["veilig", "veiligheid"],
        ["trust", "trusted", "trusting"],
        ["polarisatie", "polarisatje"],
        ["samenwerking", "samenwerken", "samewerken"],
        ["goede zorg", "goede zorgen"],
    ],
)
def test_forms_and_slips_of_one_word_are_one(texts: list[str]):
    assert alike(texts) == [sorted(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ["lust", "rust"],
        ["covid18", "covid19"],
        ["goede zorg", "zorg"],
        ["goede zorg", "slechte zorg"],
        ["vrede", "vertrouwen"],
        ["veilig", "onveilig"],
        ["❤", "👍"],
    ],
)
def test_other_words_stay_apart(texts: list[str]):
    assert alike(texts) == [[text] for text in sorted(texts)]


def test_a_slip_takes_six_letters():
    assert alike(["kamer", "kamar"]) == [["kamar"], ["kamer"]]
    assert alike(["kameel", "kameul"]) == [["kameel", "kameul"]]


def test_nothing_is_like_nothing():
    assert alike([]) == []


@given(words, st.randoms())
def test_the_order_of_arrival_does_not_matter(texts: list[str], chance: random.Random):
    assert alike(chance.sample(texts, len(texts))) == alike(texts)


@given(words)
def test_every_text_is_in_one_group(texts: list[str]):
    assert sorted(text for group in alike(texts) for text in group) == sorted(set(texts))


@given(words)
def test_what_was_put_together_stays_together_when_grouped_again(texts: list[str]):
    groups = alike(texts)
    for group in groups:
        assert alike(group) == [group]


@given(words, words)
def test_more_words_only_put_more_together(texts: list[str], more: list[str]):
    larger = alike([*texts, *more])
    for group in alike(texts):
        assert any(set(group) <= set(other) for other in larger)
