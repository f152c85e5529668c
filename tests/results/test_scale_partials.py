"""A scale in words, and before and after with the people between them: by example, for every size of room."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from bs4 import Tag

from pollapp.language import LANGUAGES
from pollapp.questions import Question
from pollapp.results import release_pair
from tests.results.conftest import Draw
from tests.results.reading import result_of, said
from tests.results.rooms import LOCKED, ask

PLACES = ("phone", "screen", "desk")
EVERYWHERE = pytest.mark.parametrize("place", PLACES)
SPOKEN = pytest.mark.parametrize("lang", LANGUAGES)
SIZES = [0, 1, 4, 5, 9, 10, 19, 20, 38]
AGREE: dict[str, Any] = {"points": 5, "low": "Helemaal niet mee eens", "high": "Helemaal mee eens", "no_opinion": True}
OWN: dict[str, Any] = {"points": 7, "low": "Thuis", "mid": "Allebei", "high": "Op kantoor", "no_opinion": True}


def line(sensitivity: str = "medium", show: tuple[str, ...] = (), **scale: Any) -> Question:
    return ask("scale", sensitivity, "on_close", scale=scale or OWN, show=list(show))


def room(*counts: int) -> list[int]:
    """Answers: so many people at 1, at 2, ..."""
    return [at for at, people in enumerate(counts, start=1) for _ in range(people)]


def labelled(root: Tag) -> str:
    [label] = root.select(".panel .label")
    return said(label)


@pytest.mark.parametrize(
    ("counts", "english", "dutch"),
    [
        ((0, 1, 3, 20, 3, 1, 0), "Largely agreed, around the middle", "Grotendeels eens met elkaar, rond het midden"),
        (
            (20, 5, 1, 0, 0, 0, 0),
            "Largely agreed, on the side of “Thuis”",
            "Grotendeels eens met elkaar, aan de kant van “Thuis”",
        ),
        ((6, 9, 2, 5, 2, 9, 5), "Two groups facing each other", "Twee groepen tegenover elkaar"),
        (
            (3, 4, 0, 2, 6, 10, 5),
            "A majority and a minority, the majority on the side of “Op kantoor”",
            "Een meerderheid en een minderheid, de meerderheid aan de kant van “Op kantoor”",
        ),
        ((4, 4, 4, 5, 4, 4, 4), "Spread out", "Verspreid"),
    ],
)
@EVERYWHERE
def test_a_room_is_told_in_words_with_its_side(counts, english: str, dutch: str, place: str, draw: Draw):
    result = result_of(line(), room(*counts))
    assert labelled(draw(line(), result, place, "en")) == english
    assert labelled(draw(line(), result, place, "nl")) == dutch


def test_a_scale_of_agreement_has_sides_of_its_own(draw: Draw):
    question = line(**AGREE)
    result = result_of(question, room(0, 0, 2, 12, 12))
    assert labelled(draw(question, result, "screen", "nl")).endswith("aan de kant van eens")
    against = result_of(question, room(12, 12, 2, 0, 0))
    assert labelled(draw(question, against, "screen", "nl")).endswith("aan de kant van oneens")
    assert labelled(draw(question, against, "screen", "en")).endswith("on the side of “disagree”")


@SPOKEN
@EVERYWHERE
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sensitivity", ["medium", "high"])
def test_every_size_of_room_has_a_sensible_sentence(size: int, lang: str, place: str, sensitivity: str, draw: Draw):
    question = line(sensitivity)
    for values in ([2] * size, (room(6, 9, 2, 5, 2, 9, 5) * 2)[:size]):
        root = draw(question, result_of(question, values), place, lang)
        assert root.select(".tells")
        assert not re.search(r"None|Undefined|%\(|polari[sz]|gepolariseerd|winn", said(root), re.IGNORECASE)
        panels = root.select(".panel .label")
        assert len(panels) <= (size >= 10)
        small = {"nl": "Kleine groep: kijk naar de staven", "en": "Small group: look at the bars"}[lang]
        assert (small in said(root)) == (bool(panels) and size < 20)
        none = {"nl": "Nog te weinig antwoorden voor woorden", "en": "Too few answers yet for words"}[lang]
        assert (none in said(root)) == (sensitivity == "medium" and 5 <= size < 10)
        assert bool(root.select(".indices")) == (sensitivity == "medium" and size >= 10)


def test_everybody_the_same_is_told_as_that(draw: Draw):
    root = draw(line(), result_of(line(), [6] * 20), "screen", "nl")
    assert "Iedereen gaf hetzelfde antwoord." in said(root)
    assert labelled(root) == "Grotendeels eens met elkaar, aan de kant van “Op kantoor”"


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((6, 9, 2, 5, 2, 9, 5), "Twee mensen verschillen gemiddeld ongeveer tweeënhalve stap."),
        ((0, 0, 1, 30, 0, 0, 0), "Twee mensen verschillen gemiddeld minder dan een halve stap."),
        ((10, 0, 0, 0, 0, 0, 10), "Twee mensen verschillen gemiddeld ongeveer drie stappen."),
    ],
)
def test_the_distance_is_told_in_steps(counts, sentence: str, draw: Draw):
    assert sentence in said(draw(line(), result_of(line(), room(*counts)), "phone", "nl"))


def test_decimals_are_only_under_figures(draw: Draw):
    result = result_of(line(), room(6, 9, 2, 5, 2, 9, 5))
    for place in PLACES:
        root = draw(line(), result, place, "nl")
        numbers = [said(dd) for dd in root.select(".indices dd:not(.soft)")]
        assert numbers == ["3,9", "2,49", "-0,09", "1,24"]
        for folded in root.select("details"):
            folded.decompose()
        assert not re.search(r"\d,\d", said(root))


@pytest.mark.parametrize(
    ("show", "bar", "words", "numbers"),
    [
        (("diverging_bar",), True, [], []),
        (("diverging_bar", "median"), True, ["Mediaan"], ["Mediaan"]),
        (("diverging_bar", "spread", "shift"), True, ["Afstand"], ["Afstand"]),
        (("agreement", "two_camps"), False, [], ["Eensgezindheid", "Twee kampen"]),
        (("shift",), True, ["Mediaan", "Afstand"], ["Mediaan", "Afstand", "Eensgezindheid", "Twee kampen"]),
    ],
)
@EVERYWHERE
def test_the_deck_chooses_the_parts(show, bar: bool, words, numbers, place: str, draw: Draw):
    question = line(show=show)
    root = draw(question, result_of(question, room(6, 9, 2, 5, 2, 9, 5)), place, "nl")
    assert labelled(root) == "Twee groepen tegenover elkaar"
    assert bool(root.select(".diverging")) == bar
    told = [said(dt).split(",")[0] for dt in root.select(".panel dt")]
    assert [one for one in told if one not in ("De zaal in woorden", "Antwoorden")] == words
    assert [said(dt) for dt in root.select(".indices dt")] == numbers


def test_while_it_streams_there_are_no_words_about_the_room(draw: Draw):
    root = draw(line(), result_of(line(), room(6, 9, 2, 5, 2, 9, 5)), "screen", "nl", streaming=True)
    assert not root.select(".label, .indices")


def pair_of(question: Question, moves: dict[tuple[int, int], int], **whole: Any) -> dict[str, Any]:
    people = [one for one, count in moves.items() for _ in range(count)]
    pair = {side: question.tally([one[at] for one in people]) for at, side in enumerate(("before", "after"))}
    listed = [[*one, count] for one, count in Counter(people).items()]
    return release_pair(question, pair | {"moves": listed}, (LOCKED, LOCKED), **whole)


def headline(root: Tag) -> str:
    found = root.select(".headline")
    return said(found[0]) if found else ""


MIDDLE = {(2, 2): 11, (2, 4): 6, (4, 4): 5, (6, 4): 6, (6, 6): 10}


@EVERYWHERE
def test_who_moved_to_the_middle_is_drawn_as_ink_and_told(place: str, draw: Draw):
    root = draw(line(), pair_of(line(), MIDDLE), place, "nl")
    assert headline(root) == "12 van de 38 mensen schoven naar het midden"
    assert [path["class"] for path in root.select(".between path")] == [["stay"]] * 3 + [["move"]] * 2
    assert [said(tip) for tip in root.select(".between .on-ink")] == ["6 →", "← 6"]
    heads = [said(h2) for h2 in root.select("h2")]
    assert heads[0].startswith("Vóór: twee groepen tegenover elkaar")
    assert heads[1].startswith("Na: redelijk eens met elkaar") or heads[1].startswith("Na: verspreid")
    flows = [[said(cell) for cell in row.select("th, td")] for row in root.select("table")[1].select("tbody tr")]
    assert flows == [
        ["bleef: “Thuis”", "11"],
        ["“Thuis” → het midden", "6"],
        ["bleef: het midden", "5"],
        ["“Op kantoor” → het midden", "6"],
        ["bleef: “Op kantoor”", "10"],
    ]


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ({(1, 4): 10, (7, 7): 10}, "Dichter bij elkaar: eerst verschilden twee mensen gemiddeld ongeveer drie stappen"),
        ({(4, 1): 10, (4, 7): 10}, "minder dan een halve stap, daarna ongeveer drie stappen."),
        (
            {(1, 2): 10, (5, 6): 10},
            "Even ver uit elkaar als eerst: twee mensen verschillen gemiddeld ongeveer twee stappen.",
        ),
        ({(4, 1): 10, (4, 7): 10}, "Verder uit elkaar: eerst"),
    ],
)
def test_whether_a_room_came_closer_together_is_told(moves, sentence: str, draw: Draw):
    assert sentence in said(draw(line(), pair_of(line(), moves), "screen", "nl"))


TOO_SMALL = "Hoeveel mensen schoven, is niet te zien: een van de groepen is te klein."
SENTENCES: list[tuple[dict[tuple[int, int], int], str]] = [
    ({(1, 1): 10, (7, 7): 10}, "Niemand gaf een ander antwoord"),
    ({(1, 1): 10, (6, 7): 10}, "Niemand ging naar een andere kant"),
    ({(1, 7): 9, (2, 2): 9}, "9 van de 18 mensen schoven naar de kant van “Op kantoor”"),
    (
        {(1, 7): 9, (7, 1): 5, (2, 4): 6, (2, 2): 5},
        "9 van de 25 mensen schoven naar de kant van “Op kantoor”, 6 naar het midden, 5 de andere kant op",
    ),
    ({(4, 1): 8, (4, 7): 8, (4, 4): 9}, "Evenveel mensen schoven naar links als naar rechts: 8 en 8"),
    (
        {(4, 1): 10, (4, 7): 9, (4, 4): 9, (1, 4): 5},
        "Bijna gelijk: 10 mensen schoven naar links en 9 naar rechts, 5 naar het midden",
    ),
    ({(4, 5): 4, (1, 2): 5, (7, 7): 9}, "9 van de 18 mensen schoven richting “Op kantoor”"),
    (
        {(4, 5): 4, (1, 2): 5, (7, 6): 5, (3, 3): 5},
        "9 van de 19 mensen schoven richting “Op kantoor”, 5 de andere kant op",
    ),
    (
        {(1, 2): 4, (2, 4): 4, (7, 5): 4, (6, 5): 5, (4, 5): 5, (1, 1): 9},
        "17 van de 31 mensen schoven dichter naar het midden, 5 ervan weg",
    ),
    (
        {(2, 1): 4, (4, 2): 4, (5, 7): 4, (5, 6): 5, (6, 5): 5, (1, 1): 9},
        "17 van de 31 mensen schoven verder van het midden, 5 ernaartoe",
    ),
    ({(1, 3): 4, (7, 7): 9}, "Gemiddeld schoof de zaal ongeveer een halve stap richting “Op kantoor”"),
    ({(7, 5): 4, (1, 1): 16}, "Gemiddeld schoof de zaal ongeveer een halve stap richting “Thuis”"),
    ({(1, 2): 4, (7, 7): 9}, "Gemiddeld schoof de zaal ongeveer een halve stap richting “Op kantoor”"),
    ({(1, 2): 4, (7, 7): 19}, "Gemiddeld schoof de zaal bijna niet"),
]


@pytest.mark.parametrize(("moves", "sentence"), SENTENCES)
@EVERYWHERE
def test_the_headline_of_a_shift_says_what_may_be_said(moves, sentence: str, place: str, draw: Draw):
    root = draw(line(), pair_of(line(), moves), place, "nl")
    assert headline(root) == sentence
    assert (TOO_SMALL in said(root)) == sentence.startswith("Gemiddeld")
    assert bool(root.select(".between")) == (not re.search("richting|Gemiddeld|dichter|verder", sentence))


def test_a_few_who_moved_are_in_no_figure_of_the_page(draw: Draw):
    """Three of 23 moved; both bars stay, since they are of everybody."""
    root = draw(line(), pair_of(line(), {(1, 4): 3, (1, 1): 10, (7, 7): 10}), "phone", "nl")
    told = [said(dt) for dt in root.select(".indices dt")]
    assert told == ["Stap", "Afstand", "Eensgezindheid", "Twee kampen"]
    assert not root.select(".between")
    assert len(root.select("table")) == 1


@EVERYWHERE
@SPOKEN
@pytest.mark.parametrize("sensitivity", ["medium", "high"])
@pytest.mark.parametrize("size", SIZES)
def test_every_size_of_a_pair_has_a_sensible_sentence(size: int, sensitivity: str, lang: str, place: str, draw: Draw):
    question = line(sensitivity)
    for moves in ({(2, 2): size}, {(2, 6): size // 2, (6, 4): size - size // 2}):
        root = draw(question, pair_of(question, moves), place, lang)
        assert root.select(".tells")
        assert not re.search(r"None|Undefined|%\(|polari[sz]|gepolariseerd|winn", said(root), re.IGNORECASE)
        assert "%" not in said(root) or size >= 10


def test_a_sensitive_shift_is_told_in_the_tens_of_both_pictures(draw: Draw):
    question = line("high")
    root = draw(question, pair_of(question, {(1, 7): 6, (1, 1): 10, (7, 7): 14}), "screen", "nl")
    assert headline(root) == "Aan de kant van “Op kantoor”: eerst ongeveer 50%, daarna ongeveer 70%"
    same = draw(question, pair_of(question, {(1, 1): 10, (7, 7): 14}), "screen", "nl")
    assert headline(same) == "In tientallen van procenten schoof er niets"
    alike = draw(question, pair_of(question, {(1, 1): 24}), "screen", "nl")
    assert headline(alike) == ""
    nearly = draw(question, pair_of(question, {(1, 1): 120}), "screen", "nl")
    assert headline(nearly) == ""


@EVERYWHERE
def test_rounds_of_different_people_are_said_to_be_that(place: str, draw: Draw):
    question = line()
    whole = {"before": question.tally(room(6, 0, 0, 0, 0, 0, 6)), "after": question.tally(room(0, 0, 9, 0, 0, 0, 0))}
    root = draw(question, pair_of(question, {(1, 1): 3}, whole=whole), place, "nl")
    assert "niet per persoon te vergelijken" in said(root)
    assert "antwoordden twee keer. Alleen zij" not in said(root)
    assert [said(small) for small in root.select("h2 small:first-of-type")] == ["12 mensen", "9 mensen"]
    assert not root.select(".headline, .between, .indices")


def purses(draw_from: list[dict[str, int]]) -> dict[str, Any]:
    return ask("points").tally(draw_from)


@pytest.mark.parametrize(
    ("show", "told"), [(["shift_per_option"], True), (["shift"], False), ([], True), (["mean_bars", "shift"], False)]
)
def test_points_tell_the_shift_of_each_option(show: list[str], told: bool, draw: Draw):
    question = ask("points", show=show)
    pair = {"before": purses([{"a": 60, "b": 40}] * 20), "after": purses([{"a": 45, "b": 40, "c": 15}] * 20)}
    root = draw(question, release_pair(question, pair, (LOCKED, LOCKED)), "screen", "nl")
    assert [said(small) for small in root.select(".bars small")] == ["15 minder", "geen verschil", "15 meer"] * told
    sentence = "Het meest erbij: “Cat”, gemiddeld 15 punten meer. Het meest eraf: “Ant”, gemiddeld 15 punten minder."
    assert (sentence in said(root)) == told
    last = [said(row.select("td")[-1]) for row in root.select("tbody tr")]
    assert last == (["−15", "0", "+15"] if told else ["45", "40", "15"])


def test_one_answer_and_a_number_tell_how_many_changed(draw: Draw):
    question = ask("single")
    pair = {"before": question.tally(["a"] * 20), "after": question.tally(["a"] * 12 + ["b"] * 8)}
    moves = {"moves": [["a", "a", 12], ["a", "b", 8]]}
    root = draw(question, release_pair(question, pair | moves, (LOCKED, LOCKED)), "phone", "nl")
    assert "8 van de 20 mensen gaven een ander antwoord. 20 mensen antwoordden twee keer." in said(root)
    number = ask("number")
    pair = {"before": number.tally([4] * 20), "after": number.tally([4] * 5 + [6] * 10 + [3] * 5)}
    moves = {"moves": [[4, 3, 5], [4, 4, 5], [4, 6, 10]]}
    root = draw(number, release_pair(number, pair | moves, (LOCKED, LOCKED)), "phone", "nl")
    assert "10 van de 20 mensen gingen omhoog, 5 omlaag." in said(root)


def test_the_ends_of_a_scale_are_text(draw: Draw):
    question = line(**(OWN | {"low": "<b>%(n)s</b> & 100%"}))
    for moves in (MIDDLE, {(4, 1): 9, (4, 4): 9}):
        root = draw(question, pair_of(question, moves), "screen", "nl")
        assert "<b>%(n)s</b> & 100%" in said(root)
    result = result_of(question, room(20, 5, 1, 0, 0, 0, 0))
    assert labelled(draw(question, result, "screen", "nl")).endswith("“<b>%(n)s</b> & 100%”")
