"""The pictures of results, for every type, state, place and language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.ext import babel_extract

from pollapp.files import TEMPLATES
from pollapp.language import LANGUAGES, translations
from pollapp.results import Moment, picture, release, release_pair
from tests.results.conftest import Draw
from tests.results.reading import cells, result_of, said
from tests.results.rooms import KINDS, LOCKED, approve, ask, calm, people, rooms

PLACES = ("phone", "screen", "desk")
ALL = pytest.mark.parametrize("kind", KINDS)
EVERYWHERE = pytest.mark.parametrize("place", PLACES)
SPOKEN = pytest.mark.parametrize("lang", LANGUAGES)

VALUES: dict[str, list[Any]] = {
    "single": people(a=23, b=15, c=3),
    "multiple": [["a", "b"]] * 23 + [["b"]] * 15 + [["c"]] * 3,
    "scale": [1] * 23 + [3] * 3 + [5] * 15 + ["none"] * 2,
    "statements": [{"a": "agree", "b": "disagree", "c": "pass"}] * 23
    + [{"a": "disagree", "b": "agree", "c": "agree"}] * 15
    + [{"a": "pass", "b": "pass", "c": "disagree"}] * 3,
    "ranking": [["b", "a", "c"]] * 23 + [["a", "c"]] * 15 + [["c"]] * 3,
    "points": [{"a": 70, "b": 30}] * 23 + [{"b": 85, "c": 15}] * 15 + [{"c": 100}] * 3,
    "number": [4] * 23 + [7] * 15 + [10] * 3,
    "position2d": [[1, 7]] * 23 + [[6, 6]] * 15 + [[4, 4]] * 3,
    "open": [["Bellen."]] * 23 + [["Samen eten."]] * 15 + [["Wachten"]] * 3,
    "wordcloud": [["rust"]] * 23 + [["groen"]] * 15 + [["markt"]] * 3,
}
"""41 people: 23 and 15 of the same mind, and 3."""

FIGURES = {
    "single": "23 56% 15 37% 3 7%",
    "multiple": "23 56% 38 93% 3 7%",
    "scale": "23 56% 0 0% 3 7% 0 0% 15 37% 2",
    "statements": "23 3 15 15 3 23 15 23 3",
    "ranking": "15 (37%) 54.5 23 (56%) 47.5 3 (7%) 21",
    "points": "39.3 44% 47.9 7% 12.8 56% 35.3 30.3 19.4",
    "number": "0 0% 0 0% 0 0% 23 56% 0 0% 0 0% 15 37% 0 0% 0 0% 3 7%",
    "position2d": "56% 37% one person or nobody one person or nobody 7%",
    "wordcloud": "23 15 3",
}
"""What the cells of the tables say."""

FEW = "one person or nobody"
TENS = {
    "single": "about 60% about 40% about 10%",
    "multiple": "about 60% about 90% about 10%",
    "scale": f"about 50% {FEW} about 10% {FEW} about 30% {FEW}",
    "statements": "about 60% about 10% about 40% about 40% about 10% about 60% about 40% about 60% about 10%",
    "ranking": "about 40% about 60% about 10%",
    "points": "about 40% about 50% about 10%",
    "number": f"{FEW} {FEW} {FEW} about 60% {FEW} {FEW} about 30% {FEW} {FEW} about 10%",
    "position2d": f"about 60% about 30% {FEW} {FEW} about 10%",
    "wordcloud": "about 60% about 40% about 10%",
}


@ALL
@SPOKEN
@pytest.mark.parametrize("state", ["hidden", "too_few", "shown"])
@EVERYWHERE
def test_every_result_is_one_section_without_inline_code(kind: str, lang: str, state: str, place: str, draw: Draw):
    question = ask(kind)
    moment = Moment() if state == "hidden" else LOCKED
    result = result_of(question, VALUES[kind][: 2 if state == "too_few" else None], moment)
    assert result["state"] == state
    root = draw(question, result, place, lang)
    assert (root.name, root["id"], root["aria-label"]) == ("section", "result", {"nl": "Uitslag", "en": "Result"}[lang])
    assert f"on-{place}" in root["class"]
    for element in [root, *root.find_all(True)]:
        assert element.name not in ("script", "style", "img", "iframe")
        assert not [name for name in element.attrs if name == "style" or name.startswith("on")]
    assert not re.search(r"data:|javascript:|https?:", str(root))
    assert not re.search(r"None|Undefined|\[\]|\{\}|%\(", said(root))


@ALL
@SPOKEN
@EVERYWHERE
def test_what_is_hidden_leaves_no_figure(kind: str, lang: str, place: str, draw: Draw):
    question = ask(kind, "high")
    values = VALUES[kind]
    for result in (result_of(question, values, Moment(open=True)), None):
        assert not re.search(r"\d", said(draw(question, result, place, lang)))
    few = draw(question, result_of(question, values[:9]), place, lang)
    assert re.findall(r"\d+", str(few)) == ["10"]


@pytest.mark.parametrize("kind", FIGURES)
@EVERYWHERE
def test_the_table_has_the_figures(kind: str, place: str, draw: Draw):
    question = ask(kind)
    root = draw(question, result_of(question, VALUES[kind]), place, "en")
    assert cells(root) == FIGURES[kind]
    assert root.table is not None
    assert said(root.table.caption or root) == "A question?"
    assert bool(root.table.find_parent("details")) == (place != "phone")


@pytest.mark.parametrize("kind", TENS)
@EVERYWHERE
def test_a_sensitive_question_is_told_in_tens_and_words(kind: str, place: str, draw: Draw):
    question = ask(kind, "high")
    root = draw(question, result_of(question, VALUES[kind]), place, "en")
    assert cells(root) == TENS[kind]
    assert not re.search(r"\b(23|15)\b|56%|37%", said(root))


@ALL
@EVERYWHERE
@given(data=st.data())
@calm
def test_the_figures_of_a_sensitive_picture_are_tens(kind: str, place: str, draw: Draw, data: st.DataObject):
    question, values = data.draw(rooms(kind, "high"))
    result = result_of(question, values)
    if result["state"] == "shown":
        root = draw(question, result, place, "en")
        for figure in root.select(".tip, td, .read, .sums b, .reading b, .ranked b, .ranks small"):
            assert not re.search(r"\d", re.sub(r"“.*?”|\b[1-9]?0%|\b5%", "", said(figure)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("open", "wordcloud")])
@SPOKEN
@EVERYWHERE
def test_fewer_than_ten_people_are_never_a_percentage(kind: str, lang: str, place: str, draw: Draw):
    question = ask(kind)
    values = VALUES[kind][:5] + VALUES[kind][-4:]
    root = draw(question, result_of(question, values), place, lang)
    assert "%" not in said(root)
    assert re.search(r"\b[45]\b", said(root))


@ALL
@EVERYWHERE
def test_while_it_streams_there_is_no_sentence_and_no_table(kind: str, place: str, draw: Draw):
    question = ask(kind)
    root = draw(question, result_of(question, VALUES[kind]), place, "en", streaming=True)
    assert not root.select("table, .tells, details")
    assert "Answers are still coming in." in said(root)
    named = [svg["aria-label"] for svg in root.select('svg[role="img"]')]
    assert all(named)
    assert bool(named) == (kind not in ("open", "wordcloud", "position2d"))


def test_a_ranking_is_in_the_order_of_the_deck_while_it_streams(draw: Draw):
    question = ask("ranking")
    result = result_of(question, [["c"]] * 9)
    streaming, still = (draw(question, result, "screen", "en", streaming=moves) for moves in (True, False))
    names = [[said(each)[:3] for each in root.select(".ranks li > span")] for root in (streaming, still)]
    assert names == [["Ant", "Bee", "Cat"], ["Cat", "Ant", "Bee"]]
    assert [said(each) for each in still.select(".place")] == ["1", "2", "2"]


IN_TURN = [list("abc")] * 3 + [list("bca")] * 3 + [list("cab")] * 3
ORDERS = [
    ([list("bac")] * 9, "Bovenaan in de volgorde van alle 9 mensen: “Bee”. Één tegen één wint dit antwoord van elk"),
    (IN_TURN, "Er is geen duidelijke nummer 1: “Ant”, “Bee” en “Cat” winnen om de beurt van elkaar."),
    ([list("abc"), list("bac")] * 3, "“Ant” en “Bee” delen de eerste plaats."),
]


@pytest.mark.parametrize(("values", "sentence"), ORDERS, ids=["winner", "circle", "equal"])
@pytest.mark.parametrize(("method", "name"), [("schulze", "Schulze"), ("ranked_pairs", "ranked pairs")])
@EVERYWHERE
def test_an_order_says_what_is_on_top_and_by_which_method(
    values: list[Any], sentence: str, method: str, name: str, place: str, draw: Draw
):
    question = ask("ranking", ranking={"top": 3, "method": method})
    root = draw(question, result_of(question, values), place)
    assert sentence in said(root)
    assert f"(methode: {name})" in said(root)
    assert not root.select(".bar")


def test_a_large_circle_is_told_by_its_number(draw: Draw):
    letters = "abcde"
    options = [{"id": each, "text": each.upper()} for each in letters]
    values = [list(letters[turn:] + letters[:turn]) for turn in range(5)]
    question = ask("ranking", options=options, ranking={"top": 5, "method": "schulze"})
    root = draw(question, result_of(question, values), "screen")
    assert "Er is geen duidelijke nummer 1: 5 antwoorden winnen om de beurt van elkaar." in said(root)


def test_what_a_deck_shows_beside_an_order_is_in_its_tables(draw: Draw):
    beside = ["borda", "schulze", "first_choices", "pairwise"]
    question = ask("ranking", ranking={"top": 3, "method": "ranked_pairs", "also_show": beside})
    root = draw(question, result_of(question, [list("bac")] * 6 + [list("abc")] * 4), "phone", "en")
    order, duels = root.select("table")
    assert [said(each) for each in order.select("thead th")] == [
        *("Answer", "Put first", "Points", "Place, two by two (Schulze)")
    ]
    assert [[said(each) for each in row.select("td")] for row in duels.select("tbody tr")] == [
        *(["–", "6", "10"], ["4", "–", "10"], ["0", "0", "–"])
    ]
    assert "The bars are points" in said(root)


SENTENCES = {
    "single": "Het vaakst gekozen: “Ant”, door 23 van 41 mensen (56%).",
    "multiple": "Het vaakst gekozen: “Bee”, door 38 van 41 mensen (93%). Je mocht meer dan één antwoord kiezen.",
    "scale": "Aan de kant van “No”: 23 van 41 mensen. In het midden: 3. Aan de kant van “Yes”: 15.",
    "statements": "Het vaakst mee eens: “Ant”, door 23 van 41 mensen (56%).",
    "ranking": "Bovenaan in de volgorde van alle 41 mensen: “Ant”. "
    "De volgorde gaat op punten. Een eerste plaats geeft de meeste punten (Borda).",
    "points": "Gemiddeld de meeste punten, van 41 mensen: “Bee”, met 47,9 van de 100. "
    "Over “Ant” liggen mensen het verst uit elkaar: twee mensen verschillen gemiddeld 35,3 punten.",
    "number": "De middelste van alle 41 antwoorden: 4. De middelste helft van de mensen zit tussen 4 en 7.",
    "position2d": "De grootste groep koos “West” en “North”: 23 van 41 mensen (56%).",
    "open": "Er zijn 3 antwoorden te lezen.",
    "wordcloud": "Het vaakst geschreven: “rust”, 23 keer. 41 mensen schreven iets.",
}


@ALL
@EVERYWHERE
def test_the_sentence_says_what_it_shows(kind: str, place: str, draw: Draw):
    question = ask(kind)
    [sentence] = draw(question, result_of(question, VALUES[kind]), place).select(".tells")
    assert said(sentence) == SENTENCES[kind]


UNANIMOUS: dict[str, tuple[Any, str]] = {
    "single": ("b", "Nearly everyone chose “Bee”."),
    "multiple": (["b"], "Nearly everyone chose “Bee”. "),
    "scale": (3, "Nearly everyone chose “3, Both”."),
    "statements": ({"b": "agree"}, "Nearly everyone agrees with “Bee”."),
    "points": ({"b": 100}, "Nearly all points went to “Bee”."),
    "number": (4, "Nearly everyone answered 4."),
    "position2d": ([7, 7], "Nearly everyone chose “East” and “North”."),
    "wordcloud": (["rust"], "Nearly everyone wrote “rust”. 50 people wrote something."),
}


@pytest.mark.parametrize("kind", UNANIMOUS)
@EVERYWHERE
def test_near_unanimity_is_a_sentence_without_a_figure(kind: str, place: str, draw: Draw):
    question = ask(kind, "high")
    value, sentence = UNANIMOUS[kind]
    root = draw(question, result_of(question, [value] * 50), place, "en")
    assert said(root.select(".tells")[0]) == sentence.strip()
    assert "%" not in said(root)
    assert kind == "statements" or not root.select("table, figure, .bars")


@ALL
@SPOKEN
@EVERYWHERE
def test_before_and_after_stand_together_with_the_number_of_people(kind: str, lang: str, place: str, draw: Draw):
    question = ask(kind, reveal="after_pair")
    before, after = (question.tally([question.check(each) for each in VALUES[kind][at : at + 30]]) for at in (0, 11))
    pair = {"before": before, "after": after}
    shown = release_pair(question, pair, (LOCKED, LOCKED), (approve(before), approve(after)))
    root = draw(question, shown, place, lang)
    assert {"nl": "30 mensen antwoordden twee keer.", "en": "30 people answered both times."}[lang] in said(root)
    assert re.search({"nl": "[Vv]óór.*[Nn]a", "en": "[Bb]efore.*[Aa]fter"}[lang], said(root))
    hidden = release_pair(question, pair, (LOCKED, Moment(locked=True)))
    assert not re.search(r"\d", said(draw(question, hidden, place, lang)))


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ([["a"]] * 8 + [["a", "b"]] * 12, "“Bee”: eerst 6, daarna 12."),
        ([["a", "b"]] * 6 + [["a"]] * 14, "Geen enkel antwoord is vaker of minder vaak gekozen dan eerst."),
    ],
)
@EVERYWHERE
def test_where_nothing_is_told_of_people_the_bars_are_compared(after: list[Any], says: str, place: str, draw: Draw):
    question = ask("multiple", reveal="after_pair")
    pair = {"before": question.tally([["a"]] * 14 + [["a", "b"]] * 6), "after": question.tally(after)}
    shown = release_pair(question, pair, (LOCKED, LOCKED))
    assert said(draw(question, shown, place).select(".tells")[0]).startswith(says)


@pytest.mark.parametrize("place", PLACES)
def test_a_deck_has_said_on_which_option_people_are_furthest_apart(place: str, draw: Draw):
    words = re.compile(r"twee mensen verschillen gemiddeld ([\d,]+) punten")
    figures = re.compile(r"Punten tussen twee mensen, gemiddeld.*?([\d,]+)\D+([\d,]+)\D+([\d,]+)")
    for show, furthest in ((["agreement_per_option"], ["35,3"]), (["mean_bars"], [])):
        drawn = said(draw(ask("points", show=show), result_of(ask("points", show=show), VALUES["points"]), place))
        assert words.findall(drawn)[:1] == furthest
        assert figures.findall(drawn)[:1] == [("35,3", "30,3", "19,4")]
        few = said(draw(ask("points", show=show), result_of(ask("points", show=show), VALUES["points"][-9:]), place))
        assert words.findall(few) == figures.findall(few) == []


@ALL
def test_a_sensitive_before_and_after_tells_no_people(kind: str, draw: Draw):
    question = ask(kind, "high", reveal="after_pair")
    tally = question.tally([question.check(each) for each in VALUES[kind]])
    pair = {"before": tally, "after": tally}
    shown = release_pair(question, pair, (LOCKED, LOCKED), (approve(tally), approve(tally)))
    assert not re.search(r"\b(23|15)\b|56%|37%", said(draw(question, shown, "phone", "en")))


HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking", "points", "statements"])
@EVERYWHERE
def test_the_texts_of_a_deck_are_text(kind: str, place: str, draw: Draw):
    field = "items" if kind == "statements" else "options"
    texts = [{"id": "a", "text": HOSTILE}, {"id": "b", "text": "%(n)s & 100%"}, {"id": "c", "text": "Cat"}]
    question = ask(kind, "medium", "on_close", **{field: texts})
    root = draw(question, result_of(question, VALUES[kind]), place)
    assert not root.find("script")
    assert HOSTILE in said(root)
    assert "%(n)s & 100%" in said(root)


@pytest.mark.parametrize("kind", ["open", "wordcloud"])
@EVERYWHERE
def test_the_texts_of_people_are_text(kind: str, place: str, draw: Draw):
    question = ask(kind)
    root = draw(question, result_of(question, [["<b>%(x)s</b> 50%"]] * 6), place)
    assert "<b>%(x)s</b> 50%" in said(root)
    assert not [each for each in root.find_all("b") if "%(x)s" in said(each)]


@pytest.mark.parametrize("kind", ["open", "wordcloud"])
def test_texts_that_nobody_read_are_waiting(kind: str, draw: Draw):
    question = ask(kind)
    result = release(question, question.tally(VALUES[kind]), LOCKED)
    assert "reads the" in said(draw(question, result, "screen", "en"))
    assert not re.search("rust|Bellen", str(draw(question, result, "desk", "nl")))


@pytest.mark.parametrize("points", [3, 4, 5, 7, 10, 11])
def test_the_wall_has_the_hatches_of_the_phone(points: int, jinja: Environment):
    rail = jinja.from_string('{% from "components/_rail.html" import hatch %}{{ hatch(at, points) }}')
    assert picture.inks(points) == [rail.render(at=at, points=points).strip() for at in range(1, points + 1)]


def test_every_text_of_the_pictures_is_in_dutch_too():
    catalogue = translations("nl")
    for file in sorted(Path(TEMPLATES / "results").rglob("*.html")):
        with file.open("rb") as template:
            for _, name, message, _ in babel_extract(template, ("_", "ngettext"), [], {}):
                one, *more = [message] if isinstance(message, str) else [each for each in message if each]
                dutch = catalogue.ngettext(one, more[0], 2) if name == "ngettext" else catalogue.gettext(one)
                assert dutch not in (one, *more), f"{file.name}: {one}"


@ALL
@pytest.mark.parametrize("sensitivity", ["medium", "high"])
def test_the_wall_says_in_a_sentence_what_is_to_be_seen(kind: str, sensitivity: str, draw: Draw):
    """A scale says it in the words of its panel; the sentence is for who hears the page."""
    question = ask(kind, sensitivity)
    root = draw(question, result_of(question, VALUES[kind]), "screen")
    [sentence] = root.select(".tells")
    assert ("sr" in (sentence.get("class") or "")) == bool(root.select(".panel .label"))
