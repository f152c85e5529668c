"""What is wrong with a file, told in sentences that name the field and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from pollapp.decks import read_deck
from pollapp.errors import DeckError
from pollapp.language import use
from tests.decks.telling import ANIMAL, HEAD, SMALL, WEATHER, all_told, problems, told

UNREADABLE = "This line cannot be read. Check the spaces at its start, the quotes and the colons."
TOO_MUCH = "The deck is too large, or repeats itself with “&” and “*”. Make it smaller."


def test_everything_that_is_wrong_is_told_at_once_from_the_top_down():
    text = """\
schema: pollapp.deck/1
id: Wrong
titel: Small
defaults: {reveal: livee, min_grop: 5}
segments:
  - {key: kind, question: q9}
questions:
  - id: q1
    type: singel
    title: One
  - id: q2
    type: number
    title: {nl: Twee}
    number: {min: 10, max: "20", step: 0}
    settings: {sensitivity: high, reveal: live}
  - id: q3
    type: scale
    title: Three
    scale: {points: 6, low: No, high: [Yes]}
    options: []
  - id: q4
    type: open
    title: Four
    text: {max_chars: 4, entries: 9, moderation: none}
    pair: before_after
  - three
flow:
  - {ask: q2}
  - {aks: q3}
  - {talk: Talk, minutes: 0}
"""
    assert all_told(text) == [
        (1, "Add the field “title”."),
        (2, "“Wrong” cannot be an id. Use small letters, digits, - and _, at most 40, and begin with a letter."),
        (3, "The field “titel” does not belong here. Did you mean “title”?"),
        (4, "The field “min_grop” does not belong here. Did you mean “min_group”?"),
        (
            4,
            "“reveal” must be one of: live, live_batched, on_close, after_pair, presenter, never. Did you mean “live”?",
        ),
        (6, "There is no question “q9”. Name one that is in the deck."),
        (
            9,
            "“type” must be one of: multiple, points, ranking, single, number, open, wordcloud, position2d,"
            " scale, statements. Did you mean “single”?",
        ),
        (14, "Write a number here, without quotes."),
        (14, "“step” must be 0.001 or more."),
        (19, "Write a text here, or one text for each language."),
        (19, "“points” must be one of: 3, 4, 5, 7, 10, 11."),
        (20, "The field “options” does not belong here. Remove it."),
        (24, "“entries” must be 5 or less."),
        (24, "“max_chars” must be 5 or more."),
        (26, "Write fields here, each with its name, a colon and its value."),
        (29, "A step has one of these: ask, show, talk or break. Change it."),
        (30, "“minutes” must be 1 or more."),
    ]


def test_a_broken_rule_is_told_beside_a_wrong_field():
    text = f"{HEAD}foo: 1\nquestions:\n{ANIMAL}{WEATHER}flow:\n  - {{ask: animal}}\n  - {{ask: animal}}\n"
    assert [line for line, _ in all_told(text)] == [4, 10, 17]


def test_two_questions_without_an_id_are_not_told_to_have_the_same_one():
    sentence = "Write fields here, each with its name, a colon and its value."
    assert all_told(f"{HEAD}questions:\n  - 3\n  - 4\n") == [(5, sentence), (6, sentence)]


@pytest.mark.parametrize("wrong", ["true", "'3'", ".inf", "1e10", "null", "[3]"])
def test_a_number_is_a_number_and_not_too_large(wrong: str):
    number = f"  - id: q\n    type: number\n    title: Q\n    number: {{min: 0, max: {wrong}, step: 1}}  # here\n"
    assert told(f"{HEAD}questions:\n{number}") == "Write a number here, without quotes."


def test_every_problem_is_told_in_dutch_and_in_english():
    for problem in problems("a: 1\nquestions: [3]\nflow: 3\nid: [x]\ntitle: {NL: x}\nversion: a\n"):
        with use("nl"):
            dutch = problem.sentence
        with use("en"):
            assert problem.sentence != dutch
        assert "%(" not in dutch


def test_a_problem_says_where_with_the_ids_on_the_way():
    text = SMALL.replace("{id: dog, text: Dog}", "{id: dog, text: 3}")
    assert [problem.where for problem in problems(text)] == ["questions.animal.options.dog.text"]
    text = SMALL + "flow: [{ask: weather, round: before}, 3]"
    assert [problem.where for problem in problems(text)] == ["flow.2"]


def test_the_error_itself_is_a_sentence_at_the_field_deck():
    with pytest.raises(DeckError) as caught, use("en"):
        read_deck("")
    assert caught.value.field == "deck"
    with use("en"):
        assert caught.value.sentence == "This deck cannot be used yet. Change what is listed."
    with use("nl"):
        assert caught.value.sentence == "Deze vragenset is nog niet klaar voor gebruik. Verander wat hier staat."


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("version: '1'", "“version” must be a whole number. Write it without quotes."),
        ("version: true", "“version” must be a whole number. Write it without quotes."),
        ("version: 1.5", "“version” must be a whole number. Write it without quotes."),
        ("version: 0", "“version” must be 1 or more."),
        ("version: 99999999999999999999999x", "“version” must be a whole number. Write it without quotes."),
        ("languages: nl", "“languages” must be a list. Begin each line of it with a dash."),
        ("languages: []", "“languages” needs at least 1. Add some."),
        ("languages: [NL]", "“NL” is not a language. Write it as nl or en."),
        ("intro: ''", "This text is empty. Write a text, or remove the field."),
        ("intro: {Dutch: x}", "“Dutch” is not a language. Write it as nl or en."),
        ('intro: {"nl\\n": x}', "“nl\n” is not a language. Write it as nl or en."),
        ("intro: 5", "Write a text here, or one text for each language."),
        ("intro: {}", "Write a text here, or one text for each language."),
        (f"intro: {'x' * 1001}", "This text is too long. Use at most 1000 characters."),
        ("defaults: {allow_skip: yes}", "“allow_skip” must be true or false."),
        ("defaults: {timer: none}", "Write fields here, each with its name, a colon and its value."),
        ("defaults: {timer: {mode: soft, seconds: 5}}", "“seconds” must be 20 or more."),
        ("defaults: {retention_days: 400}", "“retention_days” must be 365 or less."),
        ("defaults: [1]", "Write fields here, each with its name, a colon and its value."),
        ("segments: {key: a}", "“segments” must be a list. Begin each line of it with a dash."),
        ("segments: [{key: a}]", "Add the field “question”."),
        ("segments: [{key: 4, question: animal}]", "“key” must be a text. Put quotes around it."),
        ("flow: []", "“flow” needs at least 1. Add some."),
        ("flow: null", "“flow” must be a list. Begin each line of it with a dash."),
        ("verzion: 1", "The field “verzion” does not belong here. Did you mean “version”?"),
        ("languages: !!python/name:os.system [nl]", "A deck has no tags. Remove “python/name:os.system”."),
        ("intro: !count one", "A deck has no tags. Remove “!count”."),
        ("id: twice", "The field “id” stands here twice. Keep one."),
    ],
)
def test_a_wrong_field_is_told_with_its_remedy(wrong: str, sentence: str):
    assert told(SMALL + wrong + "  # here\n") == sentence


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("[{id: a, text: A}]", "“options” needs at least 2. Add some."),
        (str([{"id": f"o{n}", "text": "x"} for n in range(13)]), "“options” can have at most 12. Remove some."),
        ("{a: A, b: B}", "“options” must be a list. Begin each line of it with a dash."),
        ("[a, b]", "Write fields here, each with its name, a colon and its value."),
        (
            "[{id: a, text: A}, {id: b}]",
            "Add the text: one for each language, or “text” in a deck of one language.",
        ),
        ("[{id: a, text: A, nl: A}, {id: b, text: B}]", "Write “text”, or a text for each language, and not both."),
        ("[{id: a, text: A}, {text: B}]", "Add the field “id”."),
        ("[{id: a, text: A, exclusief: true}, {id: b, text: B}]", "The field “exclusief” does not belong here."),
    ],
)
def test_wrong_options_are_told_with_their_remedy(options: str, sentence: str):
    text = f"{HEAD}questions:\n{ANIMAL[: ANIMAL.index('    options')]}    options: {options}  # here\n"
    found = {told_one for _, told_one in all_told(text)}
    assert len(found) == 1
    assert found.pop().startswith(sentence)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: a: b", 1),
        ("id: x\ntitle: 'open", 2),
        ("id: x\n\ttitle: x", 2),
        ("id: x\n  title: x", 2),
        ("id: x\ntitle: {nl: x\nversion: 1\n", 3),
        ("id: \x00", 1),
        ("id: \ud800", 1),
        ("id: x\n---\nid: y\n", 2),
        ("id: *nowhere", 1),
        ("id: x\ntitle: @x", 2),
        ("[" * 10_000, 1),
        ("{a: " * 10_000, 1),
        ("%YAML 9.9.9\n---\nid: x\n", 1),
    ],
)
def test_what_is_no_yaml_is_told_on_its_line(text: str, line: int):
    assert all_told(text) == [(line, UNREADABLE)]


@pytest.mark.parametrize("text", ["", "   \n", "# nothing", "just words", "- a list", "3", "null", "[]", "--- \n...\n"])
def test_a_file_without_fields_is_told_how_to_begin(text: str):
    assert all_told(text) == [(1, "A deck begins with “schema: pollapp.deck/1” and other fields. Add them.")]


def test_a_few_aliases_cannot_grow_into_millions():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert [sentence for _, sentence in all_told("\n".join(lines))] == [TOO_MUCH]


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "- {}\n" * 50_000])
def test_a_file_that_goes_round_or_on_and_on_is_refused(text: str):
    assert [sentence for _, sentence in all_told(text)] in ([TOO_MUCH], [UNREADABLE])


@pytest.mark.parametrize("text", ["? [a, b]\n: c\n", "? {a: b}\n: c\n", "{[a]: b}", "&a {*a : *a}"])
def test_the_name_of_a_field_is_a_word(text: str):
    assert (1, "The name of a field is one word. Remove the “?” or the brackets.") in all_told(text)


def test_a_file_of_more_than_512_kb_is_not_read():
    assert all_told("#" * (512 * 1024 + 1)) == [(1, "The deck is too large. Make it smaller than 512 KB.")]
    assert all_told("#" * 512 * 1024) != [(1, "The deck is too large. Make it smaller than 512 KB.")]


def test_an_alias_may_save_some_typing():
    deck = read_deck(SMALL.replace("{points: 5, low: No, high: Yes}", "{points: 5, low: &no No, high: *no}"))
    assert deck.question("weather").ask("nl", ["nl"])["scale"]["high"] == "No"


def test_an_anchor_may_be_used_again_for_something_else():
    text = SMALL.replace("text: Cat", "text: &x Cat").replace("text: Dog", "text: &x Dog")
    assert read_deck(text) == read_deck(SMALL)


def test_words_that_older_yaml_reads_as_yes_and_no_are_words():
    scale = read_deck(SMALL).question("weather").ask("nl", ["nl"])["scale"]
    assert (scale["low"], scale["high"]) == ("No", "Yes")


@pytest.mark.parametrize("word", ["on", "off", "y", "n", "2026-11-23", "1:30", "=", "~x"])
def test_a_text_is_kept_as_it_was_written(word: str):
    text = SMALL.replace("text: Cat", f"text: {word}")
    assert read_deck(text).question("animal").ask("nl", ["nl"])["options"][0]["text"] == word


def test_nothing_in_a_file_is_carried_out(tmp_path: Path):
    made = tmp_path / "made"
    lines = all_told(SMALL + f"intro: !!python/object/apply:os.system ['touch {made}']\n")
    assert len(lines) == 2
    assert not made.exists()


def test_a_mark_for_the_byte_order_does_no_harm():
    assert read_deck("\ufeff" + SMALL) == read_deck(SMALL)


def test_lines_may_end_as_on_windows():
    assert read_deck(SMALL.replace("\n", "\r\n")) == read_deck(SMALL)
