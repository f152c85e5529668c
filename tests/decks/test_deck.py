"""A deck as it is kept, its schema, and the five that come with pollapp."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from pollapp.decks import BUNDLED, Deck, bundled_files, read_deck, schema
from pollapp.errors import DeckError, NotFound
from pollapp.questions import TYPES
from pollapp.questions.base import Part
from tests.decks.telling import SMALL
from tests.questions.strategies import calm

ORIGINAL = json.loads((Path(__file__).parent / "deck.schema.json").read_text("utf-8"))
FILES = pytest.mark.parametrize("file", bundled_files(), ids=lambda file: file.stem)


def data(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


def test_five_decks_come_with_pollapp():
    assert [(deck.id, len(deck.questions)) for deck in BUNDLED] == [
        ("plenair", 9),
        ("w1-professionals", 8),
        ("w2-brede-kijk", 9),
        ("w3-veiligheid-zorg", 9),
        ("w4-vredestijd", 9),
    ]
    assert {question.type for deck in BUNDLED for question in deck.questions} == set(TYPES)


@FILES
def test_a_bundled_deck_fits_the_first_schema_and_the_one_made_from_the_types(file: Path):
    Draft202012Validator(ORIGINAL).validate(data(file))
    Draft202012Validator(schema()).validate(data(file))


@FILES
def test_nothing_of_a_bundled_deck_is_lost(file: Path):
    written, deck = data(file), read_deck(file.read_text("utf-8"))
    kept = json.loads(deck.to_json())
    assert contains(kept, written)
    assert [step.kind for step in deck.flow] == [next(iter(step)) for step in written["flow"]]
    assert all(question.settings.model_dump() for question in deck.questions)


def contains(kept: Any, written: Any) -> bool:
    """Whether everything that was written is kept; what is null was left out, and high sensitivity lifts limits."""
    if isinstance(written, dict):
        return all(
            name in ("min_group", "min_segment") or value is None or contains(kept[name], value)
            for name, value in written.items()
        )
    if isinstance(written, list):
        return len(kept) == len(written) and all(map(contains, kept, written))
    return bool(kept == written)


@pytest.mark.parametrize("deck", BUNDLED, ids=lambda deck: deck.id)
def test_a_deck_comes_back_as_it_was_kept(deck: Deck):
    kept = deck.to_json()
    assert Deck.from_json(kept) == deck
    assert Deck.from_json(kept).to_json() == kept
    Draft202012Validator(schema()).validate(json.loads(kept))
    assert [type(question) for question in Deck.from_json(kept).questions] == [type(q) for q in deck.questions]
    assert [step.kind for step in Deck.from_json(kept).flow] == [step.kind for step in deck.flow]


def test_a_deck_that_was_kept_can_be_read_as_a_file_again():
    for deck in BUNDLED:
        assert read_deck(deck.to_json()) == deck


def test_a_deck_never_changes():
    deck = read_deck(SMALL)
    with pytest.raises(ValueError, match="frozen"):
        deck.id = "other"


def test_a_question_is_found_by_its_id():
    deck = read_deck(SMALL)
    assert deck.question("weather") is deck.questions[1]
    with pytest.raises(NotFound):
        deck.question("elsewhere")


def test_the_schema_is_a_schema_and_names_every_type():
    made = schema()
    Draft202012Validator.check_schema(made)
    types = made["properties"]["questions"]["items"]["discriminator"]["mapping"]
    assert set(types) == set(TYPES) == set(ORIGINAL["$defs"]["question"]["properties"]["type"]["enum"])
    assert set(made["required"]) == set(ORIGINAL["required"])


def test_the_schema_knows_every_field_of_the_first_one():
    made = schema()["$defs"]
    known = {name for piece in made.values() for name in piece.get("properties", {})}
    questions = ORIGINAL["$defs"]["question"]["properties"]
    assert set(questions) <= known
    for name in ("settings", "choose", "ranking", "text", "number", "scale", "points"):
        piece = questions[name] if "properties" in questions[name] else ORIGINAL["$defs"][name]
        assert any(set(piece["properties"]) == set(each.get("properties", {})) for each in made.values())


def without(data: dict[str, Any], *path: str | int) -> dict[str, Any]:
    copy = json.loads(json.dumps(data))
    inside = copy
    for part in path[:-1]:
        inside = inside[part]
    del inside[path[-1]]
    return dict(copy)


@pytest.mark.parametrize(
    "path",
    [
        ("schema",),
        ("id",),
        ("title",),
        ("questions",),
        ("questions", 0, "id"),
        ("questions", 0, "type"),
        ("questions", 0, "title"),
        ("questions", 0, "options"),
        ("questions", 0, "options", 0, "id"),
        ("questions", 2, "text"),
        ("questions", 2, "text", "moderation"),
        ("questions", 3, "scale"),
        ("questions", 3, "scale", "low"),
        ("questions", 4, "items"),
        ("questions", 4, "answers"),
        ("questions", 5, "ranking"),
        ("questions", 6, "number"),
        ("questions", 6, "number", "step"),
        ("segments", 0, "key"),
        ("flow", 0, "ask"),
        ("flow", 10, "view"),
    ],
)
def test_what_both_schemas_need_read_deck_needs_too(path: tuple[str | int, ...]):
    broken = without(data(bundled_files()[0]), *path)
    assert not Draft202012Validator(ORIGINAL).is_valid(broken)
    assert not Draft202012Validator(schema()).is_valid(broken)
    with pytest.raises(DeckError):
        read_deck(json.dumps(broken))


@pytest.mark.parametrize("path", [("flow",), ("version",), ("languages",), ("defaults",), ("intro",)])
def test_what_neither_schema_needs_read_deck_can_do_without(path: tuple[str, ...]):
    plenary = data(bundled_files()[0])
    if path == ("defaults",):
        assert read_deck(json.dumps(without(plenary, *path))).questions
    else:
        assert read_deck(json.dumps(without(plenary, *path))).id == "plenair"
    Draft202012Validator(schema()).validate(without(plenary, *path))


def test_every_piece_of_a_deck_takes_no_unknown_fields():
    def pieces(parent: type[Part]) -> list[type[Part]]:
        return [parent, *(piece for child in parent.__subclasses__() for piece in pieces(child))]

    for piece in pieces(Part):
        assert piece.model_config.get("extra") == "forbid"
        assert piece.model_config.get("strict") is True
        assert piece.model_config.get("frozen") is True


TEXTS = [file.read_text("utf-8") for file in bundled_files()]
SCRAPS = st.sampled_from(
    [*"{}[]'#|>?%x\"\t\x00\u2028", "  ", "\n", "- ", ": ", "&a ", "*a", "!!set ", "null", "3", "-1"]
) | (st.sampled_from(["1e999", "---\n", "live", "high", "q1", "true", "nl: x", ".inf", "<<: "]))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The text of a deck with a few scraps put in or pieces cut out."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from([0, 0, 1, 5, 40, 400]))
        text = text[:at] + draw(SCRAPS | st.text(max_size=3)) + text[at + cut :]
    return text


def rightly_read(text: str) -> bool:
    """Read a text that may be no deck: a whole deck comes out, or problems on its lines."""
    try:
        deck = read_deck(text)
    except DeckError as error:
        lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029")
        return bool(error.problems) and all(
            1 <= problem.line <= lines + 2 and "%(" not in problem.sentence for problem in error.problems
        )
    return Deck.from_json(deck.to_json()) == deck


@given(mutated())
@calm
def test_a_mutated_deck_is_read_or_told_what_is_wrong(text: str):
    assert rightly_read(text)


scraps: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([10**400, "q1", "nl", -1]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "nl", "text"]) | st.text(), inner)
    ),
    max_leaves=5,
)


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) within plain data."""
    found: list[tuple[Any, Any]] = []
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else []
    for each in keys:
        found += [(data, each), *places(data[each])]
    return found


@given(st.data())
@calm
def test_a_deck_with_rubbish_in_a_place_is_read_or_told_what_is_wrong(draw: st.DataObject):
    deck = data(draw.draw(st.sampled_from(bundled_files())))
    for _ in range(draw.draw(st.integers(1, 3))):
        container, key = draw.draw(st.sampled_from(places(deck)))
        container[key] = draw.draw(scraps)
    assert rightly_read(json.dumps(deck, ensure_ascii=draw.draw(st.booleans())))


@given(st.text(max_size=60) | st.text("{}[]:,-&*!|>'\"%@`#? \n\tab1", max_size=60))
@calm
def test_any_text_is_read_or_told_what_is_wrong(text: str):
    assert rightly_read(text)
