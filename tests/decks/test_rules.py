"""The rules that no schema can tell, each with the line on which it is broken."""

from __future__ import annotations

import pytest

from pollapp.decks import read_deck
from tests.decks.telling import ANIMAL, HEAD, SMALL, WEATHER, all_told, told


def with_settings(settings: str, question: str = ANIMAL, head: str = HEAD) -> str:
    return f"{head}questions:\n{question}    settings: {settings}  # here\n"


def with_flow(*steps: str) -> str:
    return SMALL + "flow:\n" + "".join(f"  - {step}\n" for step in steps)


def with_question(kind: str, fields: str) -> str:
    return f"{HEAD}questions:\n  - id: q\n    type: {kind}\n    title: Q\n{fields}"


def test_the_small_deck_keeps_all_rules():
    assert read_deck(SMALL).id == "small"


class TestLanguages:
    HEAD = "schema: pollapp.deck/1\nid: d\nlanguages: [nl, en]\n"
    QUESTIONS = ANIMAL.replace("Which animal?", "{nl: Dier?, en: Animal?}").replace("text: Cat", "nl: K, en: C")

    def deck(self, title: str = "title: {nl: Dek, en: Deck}", questions: str = "", rest: str = "") -> str:
        right = self.QUESTIONS.replace("text: Dog", "nl: H, en: D")
        return f"{self.HEAD}{title}\nquestions:\n{questions or right}{rest}"

    def test_a_text_in_each_language_is_right(self):
        assert read_deck(self.deck()).languages == ["nl", "en"]

    def test_a_title_that_misses_a_language(self):
        sentence = "This text is not there in each language. Add: en."
        assert told(self.deck("title: {nl: Dek}  # here")) == sentence
        assert told(self.deck("title: Dek  # here")) == sentence

    def test_an_option_that_misses_a_language(self):
        options = "    options:\n      - {id: a, nl: A, en: A}\n      - {id: b, en: B}  # here\n"
        question = self.QUESTIONS[: self.QUESTIONS.index("    options")] + options
        assert told(self.deck(questions=question)) == "This text is not there in each language. Add: nl."

    def test_a_plain_option_in_a_deck_of_two_languages(self):
        options = "    options:\n      - {id: a, text: A}  # here\n      - {id: b, nl: B, en: B}\n"
        question = self.QUESTIONS[: self.QUESTIONS.index("    options")] + options
        assert told(self.deck(questions=question)) == "This text is not there in each language. Add: en."

    def test_a_talk_that_misses_a_language(self):
        steps = "flow:\n  - {ask: animal}\n  - {talk: {en: Talk}}  # here\n"
        assert told(self.deck(rest=steps)) == "This text is not there in each language. Add: nl."

    def test_a_language_that_the_deck_does_not_have(self):
        title = "title:\n  nl: Dek\n  en: Deck\n  fr: Jeu  # here"
        sentence = "“fr” is not one of “languages”. Add it there, or remove this text."
        assert told(self.deck(title)) == sentence

    def test_a_language_of_an_option_that_the_deck_does_not_have(self):
        option = "      - id: a\n        nl: A\n        en: A\n        fr: A  # here\n"
        question = self.QUESTIONS[: self.QUESTIONS.index("    options")] + f"    options:\n{option}"
        text = self.deck(questions=f"{question}      - {{id: b, nl: B, en: B}}\n")
        assert told(text) == "“fr” is not one of “languages”. Add it there, or remove this text."

    def test_where_the_languages_are_wrong_no_text_is_blamed(self):
        text = self.deck().replace("languages: [nl, en]", "languages: [nl, EN]  # here")
        assert told(text) == "“EN” is not a language. Write it as nl or en."

    def test_a_language_named_twice(self):
        text = SMALL.replace("title: Small", "title: Small\nlanguages:\n  - nl\n  - nl  # here")
        assert told(text) == "“nl” stands here twice. Each may be there once."

    def test_a_deck_that_names_none_has_those_of_its_title(self):
        assert read_deck(SMALL).languages == ["nl"]
        text = self.deck().replace("languages: [nl, en]\n", "")
        assert read_deck(text).languages == ["nl", "en"]


class TestFlow:
    RIGHT = ("{ask: weather, round: before}", "{ask: animal}", "{ask: weather, round: after}")

    def test_a_pair_is_asked_before_and_after(self):
        deck = read_deck(with_flow(*self.RIGHT))
        assert [(step.kind, getattr(step, "side", None)) for step in deck.flow] == [
            ("ask", "before"),
            ("ask", None),
            ("ask", "after"),
        ]

    def test_a_pair_without_its_round(self):
        text = with_flow("{ask: weather}  # here", *self.RIGHT)
        assert told(text) == "“weather” is a pair. Add “round: before” or “round: after”."

    def test_a_pair_without_its_round_is_told_once(self):
        text = with_flow("{ask: weather}  # here", *self.RIGHT[1:])
        assert told(text) == "“weather” is a pair. Add “round: before” or “round: after”."

    @pytest.mark.parametrize(("side", "other"), [("before", "after"), ("after", "before")])
    def test_a_pair_that_is_asked_on_one_side(self, side: str, other: str):
        text = with_flow(f"{{ask: weather, round: {side}}}", "{ask: animal}")
        sentence = f"“weather” is a pair. Ask it in the flow with “round: {other}” too."
        assert told(text.replace("pair: before_after", "pair: before_after  # here")) == sentence

    def test_a_pair_with_after_first(self):
        text = with_flow("{ask: weather, round: after}", "{ask: animal}", "{ask: weather, round: before}  # here")
        assert told(text) == "“weather” is asked “after” first. Put “round: before” earlier in the flow."

    def test_a_pair_twice_on_one_side(self):
        text = with_flow(*self.RIGHT, "{ask: weather, round: after}  # here")
        assert told(text) == "“weather” was asked before in this flow. Remove one of the two steps."

    def test_a_question_that_is_asked_twice(self):
        text = with_flow(*self.RIGHT, "{ask: animal}  # here")
        assert told(text) == "“animal” was asked before in this flow. Remove one of the two steps."

    def test_a_question_that_is_not_asked(self):
        text = with_flow(self.RIGHT[0], self.RIGHT[2]).replace("id: animal", "id: animal  # here")
        assert told(text) == "“animal” is not asked. Add it to the flow."

    def test_a_round_for_a_question_that_is_no_pair(self):
        text = with_flow(self.RIGHT[0], "{ask: animal, round: before}  # here", self.RIGHT[2])
        sentence = "“animal” is no pair. Remove “round” here, or write “pair: before_after” in the question."
        assert told(text) == sentence

    @pytest.mark.parametrize("step", ["{ask: anmal}", "{show: anmal, view: bars}"])
    def test_a_step_with_a_question_that_is_not_there(self, step: str):
        text = with_flow(*self.RIGHT, f"{step}  # here")
        assert told(text) == "There is no question “anmal”. Did you mean “animal”?"

    def test_a_step_with_a_question_that_looks_like_none(self):
        text = with_flow(*self.RIGHT, "{show: xyz, view: bars}  # here")
        assert told(text) == "There is no question “xyz”. Name one that is in the deck."

    def test_a_result_before_its_question(self):
        text = with_flow("{show: animal, view: bars}  # here", *self.RIGHT)
        assert told(text) == "“animal” has no such result yet here. Put this step after the question."

    def test_a_shift_before_the_second_time(self):
        text = with_flow(*self.RIGHT[:2], "{show: weather, view: shift}  # here", self.RIGHT[2])
        assert told(text) == "“weather” has no such result yet here. Put this step after the question."

    def test_a_picture_of_before_may_be_shown_before_the_second_time(self):
        assert read_deck(with_flow(*self.RIGHT[:2], "{show: weather, view: bars}", self.RIGHT[2]))

    def test_a_shift_of_a_question_that_is_no_pair(self):
        text = with_flow(*self.RIGHT, "{show: animal, view: shift}  # here")
        assert told(text) == "“animal” is no pair, so it has no shift. Choose another “view”."

    def test_a_picture_over_rooms_needs_no_question_in_this_deck(self):
        deck = read_deck(with_flow("{show: weather, view: rooms}", "{ask: animal}"))
        assert [step.kind for step in deck.flow] == ["show", "ask"]

    def test_a_pair_that_is_shown_over_rooms_and_asked_here_is_asked_on_both_sides(self):
        text = with_flow("{ask: weather, round: before}", "{ask: animal}", "{show: weather, view: rooms}")
        sentence = "“weather” is a pair. Ask it in the flow with “round: after” too."
        assert told(text.replace("pair: before_after", "pair: before_after  # here")) == sentence

    def test_a_question_that_may_be_shown_over_rooms_but_is_not_is_asked(self):
        text = with_flow(self.RIGHT[0], self.RIGHT[2]).replace("id: animal", "id: animal  # here")
        assert told(text.replace("type: single", "type: single\n    show: [rooms]")) == (
            "“animal” is not asked. Add it to the flow."
        )

    WORDS = (
        "  - id: words\n    type: wordcloud\n    title: Which word?\n"
        "    text: {max_chars: 20, entries: 1, moderation: before_display}\n"
    )

    def test_what_people_write_is_not_shown_over_rooms(self):
        text = with_flow(*self.RIGHT, "{show: words, view: rooms}  # here").replace("flow:", self.WORDS + "flow:", 1)
        assert told(text) == "What people write is not shown over rooms. Choose another “view”."

    def test_what_people_write_may_not_be_shown_over_rooms_either(self):
        words = self.WORDS + "    show: [rooms]  # here\n"
        text = with_flow(*self.RIGHT, "{ask: words}").replace("flow:", words + "flow:", 1)
        assert told(text) == ("What people write is not shown over rooms: nobody there has read it. Remove “rooms”.")

    def test_a_view_that_does_not_exist(self):
        text = with_flow(*self.RIGHT, "{show: weather, view: shfit}  # here")
        assert told(text).endswith("Did you mean “shift”?")

    @pytest.mark.parametrize("step", ["{aks: animal}", "{ask: animal, show: animal}", "animal", "[]", "{}", "3"])
    def test_a_step_that_is_not_one_of_the_four(self, step: str):
        text = with_flow(*self.RIGHT, f"{step}  # here")
        assert told(text) == "A step has one of these: ask, show, talk or break. Change it."

    def test_a_deck_without_a_flow_asks_everything_in_order_and_pairs_again_at_the_end(self):
        deck = read_deck(f"{HEAD}questions:\n{WEATHER}{ANIMAL}")
        steps = [step.model_dump(by_alias=True, exclude_none=True) for step in deck.flow]
        assert steps == [
            {"ask": "weather", "round": "before"},
            {"ask": "animal"},
            {"ask": "weather", "round": "after"},
            {"show": "weather", "view": "shift"},
        ]

    def test_a_talk_and_a_break_have_their_own_fields(self):
        text = with_flow(*self.RIGHT, "{talk: Discuss, form: pairs, minutes: 4}", "{break: Coffee, minutes: 15}")
        talk, pause = read_deck(text).flow[-2:]
        assert (talk.kind, pause.kind) == ("talk", "break")
        assert talk.kind == "talk"
        assert (talk.text.root, talk.form, talk.minutes) == ("Discuss", "pairs", 4)
        assert pause.kind == "break"
        assert (pause.text.root, pause.minutes) == ("Coffee", 15)


class TestSegments:
    def deck(self, segments: str, question: str = ANIMAL) -> str:
        return f"{HEAD}segments:\n{segments}\nquestions:\n{question}{WEATHER}"

    def test_a_segment_names_a_question_of_type_single(self):
        deck = read_deck(self.deck("  - {key: kind, question: animal}"))
        assert (deck.segments[0].key, deck.segments[0].question) == ("kind", "animal")

    def test_a_segment_with_a_question_that_is_not_there(self):
        text = self.deck("  - {key: kind, question: animals}  # here")
        assert told(text) == "There is no question “animals”. Did you mean “animal”?"

    def test_a_segment_with_a_question_of_another_type(self):
        text = self.deck("  - {key: kind, question: weather}  # here")
        sentence = "Only a question of type single can make groups. “weather” is not one: name another."
        assert told(text) == sentence

    def test_a_segment_question_that_is_live(self):
        question = f"{ANIMAL}    settings: {{reveal: live, sensitivity: low}}  # here\n"
        sentence = "“animal” makes groups, so its “reveal” cannot be live. Choose live_batched or on_close."
        assert told(self.deck("  - {key: kind, question: animal}", question)) == sentence

    def test_a_segment_question_that_is_live_by_the_defaults_of_the_deck(self):
        text = self.deck("  - {key: kind, question: animal}") + "defaults:\n  reveal: live  # here\n"
        sentence = "“animal” makes groups, so its “reveal” cannot be live. Choose live_batched or on_close."
        assert told(text) == sentence

    def test_a_key_that_is_used_twice(self):
        text = self.deck("  - {key: kind, question: animal}\n  - {key: kind, question: animal}  # here")
        assert told(text) == "“kind” stands here twice. Each may be there once."

    def test_compare_by_names_a_key(self):
        text = self.deck("  - {key: kind, question: animal}")
        question = read_deck(text + "    settings: {compare_by: kind}\n").question("weather")
        assert question.settings.compare_by == "kind"
        sentence = "There is no segment “animal”. Name a key of “segments” in “compare_by”, or null."
        assert told(text + "    settings: {compare_by: animal}  # here\n") == sentence

    def test_where_the_segments_are_wrong_compare_by_is_not_blamed(self):
        text = self.deck("  - {key: kind}  # here") + "    settings: {compare_by: kind}\n"
        assert told(text) == "Add the field “question”."

    def test_compare_by_in_the_defaults_is_told_there_and_once(self):
        text = SMALL + "defaults: {compare_by: kind}  # here\n"
        sentence = "There is no segment “kind”. Name a key of “segments” in “compare_by”, or null."
        assert told(text) == sentence


class TestSettings:
    @pytest.mark.parametrize("reveal", ["live", "live_batched"])
    def test_high_sensitivity_is_never_live(self, reveal: str):
        sentence = f"“reveal” cannot be {reveal} at high sensitivity. Choose on_close or presenter."
        assert told(with_settings(f"{{sensitivity: high, reveal: {reveal}}}")) == sentence

    def test_high_sensitivity_in_a_deck_that_is_live_by_default(self):
        head = HEAD + "defaults:\n  sensitivity: low\n  reveal: live  # here\n"
        text = f"{head}questions:\n{ANIMAL}    settings: {{sensitivity: high}}\n"
        assert told(text) == "“reveal” cannot be live at high sensitivity. Choose on_close or presenter."

    @pytest.mark.parametrize("reveal", ["on_close", "presenter", "never"])
    def test_high_sensitivity_lifts_both_limits_to_ten(self, reveal: str):
        settings = f"{{sensitivity: high, reveal: {reveal}, min_group: 5}}"
        question = read_deck(with_settings(settings)).question("animal")
        assert (question.settings.min_group, question.settings.min_segment) == (10, 10)

    def test_three_is_enough_only_at_low_sensitivity(self):
        low = read_deck(with_settings("{sensitivity: low, min_group: 3}")).question("animal")
        assert low.settings.min_group == 3
        sentence = "“min_group” below 5 is only for low sensitivity. Make it 5 or more."
        assert told(with_settings("{sensitivity: medium, min_group: 3}")) == sentence
        assert told(with_settings("{min_group: 4}")) == sentence

    def test_three_by_default_is_wrong_for_a_question_of_medium_sensitivity(self):
        head = HEAD + "defaults:\n  min_group: 3  # here\n  sensitivity: low\n"
        text = f"{head}questions:\n{ANIMAL}    settings: {{sensitivity: medium}}\n{WEATHER}"
        assert told(text) == "“min_group” below 5 is only for low sensitivity. Make it 5 or more."

    def test_two_is_never_enough(self):
        assert told(with_settings("{sensitivity: low, min_group: 2}")) == "“min_group” must be 3 or more."

    def test_a_question_overrides_what_the_deck_says(self):
        head = HEAD + "defaults: {reveal: presenter, allow_skip: false, timer: {mode: soft, seconds: 60}}\n"
        text = f"{head}questions:\n{ANIMAL}    settings: {{reveal: never}}\n{WEATHER}"
        animal, weather = read_deck(text).questions
        assert (animal.settings.reveal, weather.settings.reveal) == ("never", "presenter")
        assert animal.settings.allow_skip is weather.settings.allow_skip is False
        assert animal.settings.timer.seconds == 60
        assert animal.ask("nl", ["nl"])["allow_skip"] is False

    def test_what_nobody_says_is_sensible(self):
        settings = read_deck(SMALL).question("animal").settings
        assert settings.model_dump() == {
            "sensitivity": "medium",
            "reveal": "on_close",
            "min_group": 5,
            "min_segment": 5,
            "allow_skip": True,
            "change_until": "close",
            "timer": {"mode": "none", "seconds": None},
            "compare_by": None,
            "export": "aggregate",
            "retention_days": 30,
        }


class TestIds:
    def test_two_questions_with_one_id(self):
        text = f"{HEAD}questions:\n{ANIMAL}{ANIMAL.replace('id: animal', 'id: animal  # here')}"
        assert "“animal” stands here twice. Each may be there once." in dict(all_told(text)).values()
        assert told(text + "flow: [{ask: animal}]\n") == "“animal” stands here twice. Each may be there once."

    def test_two_options_with_one_id(self):
        options = "    options:\n      - {id: a, text: A}\n      - {id: a, text: B}  # here\n"
        assert told(with_question("single", options)) == "“a” stands here twice. Each may be there once."

    def test_two_sentences_with_one_id(self):
        items = "    answers: scale5\n    items:\n      - {id: a, text: A}\n      - {id: a, text: B}  # here\n"
        assert told(with_question("statements", items)) == "“a” stands here twice. Each may be there once."

    def test_a_picture_that_is_named_twice(self):
        text = SMALL + "    show:\n      - median\n      - median  # here\n"
        assert told(text) == "“median” stands here twice. Each may be there once."


class TestTypes:
    OPTIONS = "    options: [{id: a, text: A}, {id: b, text: B}]\n"

    def test_choosing_more_than_there_is(self):
        text = with_question("multiple", self.OPTIONS + "    choose: {min: 1, max: 3}  # here\n")
        assert told(text) == "“max” is larger than the number of options, 2. Make it smaller."

    def test_choosing_at_least_more_than_at_most(self):
        text = with_question("multiple", self.OPTIONS + "    choose: {min: 2, max: 1}  # here\n")
        assert told(text) == "“min” is larger than “max”. Make it smaller."

    def test_an_exclusive_option_outside_multiple(self):
        options = "    options:\n      - {id: a, text: A}\n      - {id: b, text: B, exclusive: true}  # here\n"
        assert told(with_question("single", options)) == (
            "Only a question of type multiple has “exclusive”. Remove it here."
        )
        text = with_question("multiple", options.replace("  # here", "") + "    choose: {min: 1, max: 1}\n")
        assert read_deck(text)

    def test_ranking_more_than_there_is(self):
        text = with_question("ranking", self.OPTIONS + "    ranking: {top: 3, method: borda}  # here\n")
        assert told(text) == "“top” is larger than the number of options, 2. Make it smaller."

    def test_points_that_do_not_fit_their_steps(self):
        text = with_question("points", self.OPTIONS + "    points: {total: 100, step: 7}  # here\n")
        assert told(text) == "“total” is not a multiple of “step”, 7. Change one of the two."

    @pytest.mark.parametrize("grid", ["{min: 10, max: 0, step: 1}", "{min: 5, max: 5, step: 1}"])
    def test_a_range_that_is_upside_down(self, grid: str):
        text = with_question("number", f"    number: {grid}  # here\n")
        assert told(text) == "“min” must be smaller than “max”. Change one of the two."

    @pytest.mark.parametrize(
        ("bins", "sentence"),
        [
            ("[1, 5]", "The first of “bins” must be “min”, 0. They are lower edges."),
            ("[0, 5, 5]", "The edges of “bins” must go up. Change this one."),
            ("[0, 5, 3]", "The edges of “bins” must go up. Change this one."),
            ("[0, 11]", "An edge of “bins” lies outside “min” to “max”. Change it."),
        ],
    )
    def test_bins_that_do_not_fit_the_range(self, bins: str, sentence: str):
        text = with_question("number", f"    number: {{min: 0, max: 10, step: 1, bins: {bins}}}  # here\n")
        assert told(text) == sentence


class TestEstimates:
    def deck(self, estimates: str, question: str = ANIMAL) -> str:
        number = "  - id: guess\n    type: number\n    title: How many?\n    number: {min: 0, max: 10, step: 1}\n"
        return f"{HEAD}questions:\n{question}{number}    estimates: {estimates}\n"

    @pytest.mark.parametrize("field", ["option", "all_but"])
    def test_a_guess_names_a_question_and_an_option(self, field: str):
        deck = read_deck(self.deck(f"{{question: animal, {field}: cat, of: 10}}"))
        assert deck.question("guess").type == "number"
        sentence = "Question “animal” has no option “cow”. Choose from: cat, dog."
        assert told(self.deck(f"{{question: animal, {field}: cow, of: 10}}  # here")) == sentence

    def test_a_guess_of_a_question_that_is_not_there(self):
        text = self.deck("{question: anmal, option: cat, of: 10}  # here")
        assert told(text) == "There is no question “anmal”. Did you mean “animal”?"

    def test_a_guess_of_a_question_without_options(self):
        text = self.deck("{question: weather, option: cat, of: 10}  # here", WEATHER)
        sentence = "“estimates” needs a question of type single or multiple. “weather” is not one: name another."
        assert told(text) == sentence

    def test_a_guess_of_points(self):
        points = ANIMAL.replace("type: single", "type: points\n    points: {total: 10, step: 1}")
        text = self.deck("{question: animal, option: cat, of: 10}  # here", points)
        sentence = "“estimates” needs a question of type single or multiple. “animal” is not one: name another."
        assert told(text) == sentence

    @pytest.mark.parametrize("named", ["", "option: cat, all_but: dog, "])
    def test_a_guess_names_option_or_all_but(self, named: str):
        text = self.deck(f"{{question: animal, {named}of: 10}}  # here")
        assert told(text) == "Name “option” or “all_but” under “estimates”, one of the two."

    def test_a_guess_is_of_somebody(self):
        text = self.deck("{question: animal, option: cat, of: 0}  # here")
        assert told(text) == "“of” must be more than 0."
