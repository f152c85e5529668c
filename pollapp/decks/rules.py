"""The rules of a deck that no schema can tell: what its pieces say about each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from pollapp.decks.deck import Heading, Step
from pollapp.decks.flow import flow_flaws
from pollapp.decks.sentences import no_question
from pollapp.language import N_
from pollapp.questions import Flaw, Option, Question, Text
from pollapp.questions.base import flaw, repeated
from pollapp.questions.choosing import Choosing
from pollapp.questions.number import Number


@dataclass(frozen=True)
class Draft:
    """A deck as far as it could be read.

    A piece that could not is None, a field of the heading that could not is `unsure`; `ids` are of all questions.
    """

    heading: Heading
    unsure: Collection[str]
    questions: Sequence[Question | None]
    ids: Sequence[str]
    flow: Sequence[Step | None]

    @property
    def known(self) -> Mapping[str, Question | None]:
        """The questions by id; None for one that could not be read."""
        return dict.fromkeys(self.ids) | {each.id: each for each in self.questions if each}


def flaws(draft: Draft) -> Iterator[Flaw]:
    """Every rule that is broken, with its path within the deck."""
    yield from repeated(draft.heading.languages, "languages")
    yield from repeated(draft.ids, "questions", "id")
    if "languages" not in draft.unsure:
        yield from _languages(draft)
    yield from _segments(draft)
    for index, question in enumerate(draft.questions):
        if question:
            found = [*question.flaws(), *_compare_by(question, draft), *_estimates(question, draft.known)]
            yield from (flaw(message, "questions", index, *path, **params) for path, message, params in found)
    yield from flow_flaws(draft.flow, draft.known)


def _languages(draft: Draft) -> Iterator[Flaw]:
    languages = draft.heading.languages
    yield from _untranslated(draft.heading, (), languages)
    yield from _untranslated(list(draft.questions), ("questions",), languages)
    yield from _untranslated(list(draft.flow), ("flow",), languages)


def _untranslated(thing: object, path: tuple[str | int, ...], languages: Sequence[str]) -> Iterator[Flaw]:
    if isinstance(thing, Option):
        yield from _untranslated(thing.text, path, languages)
    elif isinstance(thing, Text):
        yield from _missing_languages(thing, path, languages)
    elif isinstance(thing, BaseModel):
        for name, field in type(thing).model_fields.items():
            yield from _untranslated(getattr(thing, name), (*path, field.alias or name), languages)
    elif isinstance(thing, list):
        for index, each in enumerate(thing):
            yield from _untranslated(each, (*path, index), languages)


def _missing_languages(text: Text, path: tuple[str | int, ...], languages: Sequence[str]) -> Iterator[Flaw]:
    texts = text.root if isinstance(text.root, dict) else dict.fromkeys(languages[:1], text.root)
    if missing := [language for language in languages if language not in texts]:
        yield flaw(N_("This text is not there in each language. Add: %(missing)s."), *path, missing=", ".join(missing))
    for language in texts:
        if language not in languages:
            message = N_("“%(language)s” is not one of “languages”. Add it there, or remove this text.")
            yield flaw(message, *path, language, language=language)


def _segments(draft: Draft) -> Iterator[Flaw]:
    segments = draft.heading.segments
    yield from repeated([segment.key for segment in segments], "segments", "key")
    for index, segment in enumerate(segments):
        if segment.question not in draft.ids:
            yield no_question(segment.question, draft.ids, "segments", index, "question")
        elif question := draft.known[segment.question]:
            if question.settings.compare_by:
                message = N_("“%(id)s” makes groups, so it cannot be compared by another one. Make “compare_by” null.")
                place = list(draft.questions).index(question)
                yield flaw(message, "questions", place, "settings", "compare_by", id=question.id)
            if question.type != "single":
                message = N_("Only a question of type single can make groups. “%(id)s” is not one: name another.")
                yield flaw(message, "segments", index, "question", id=question.id)
            if question.settings.reveal == "live":
                message = N_("“%(id)s” makes groups, so its “reveal” cannot be live. Choose live_batched or on_close.")
                place = list(draft.questions).index(question)
                yield flaw(message, "questions", place, "settings", "reveal", id=question.id)


def _compare_by(question: Question, draft: Draft) -> Iterator[Flaw]:
    key, keys = question.settings.compare_by, [segment.key for segment in draft.heading.segments]
    if key is not None and key not in keys and "segments" not in draft.unsure:
        message = N_("There is no segment “%(key)s”. Name a key of “segments” in “compare_by”, or null.")
        yield flaw(message, "settings", "compare_by", key=key)


def _estimates(question: Question, known: Mapping[str, Question | None]) -> Iterator[Flaw]:
    if not isinstance(question, Number) or question.estimates is None:
        return
    guessed, options = question.estimates, {"option": question.estimates.option, "all_but": question.estimates.all_but}
    if guessed.question not in known:
        yield no_question(guessed.question, list(known), "estimates", "question")
    elif other := known[guessed.question]:
        if not isinstance(other, Choosing) or other.type not in ("single", "multiple"):
            message = N_("“estimates” needs a question of type single or multiple. “%(id)s” is not one: name another.")
            yield flaw(message, "estimates", "question", id=other.id)
            return
        for field, option in options.items():
            if option is not None and option not in other.ids:
                message = N_("Question “%(id)s” has no option “%(option)s”. Choose from: %(options)s.")
                yield flaw(message, "estimates", field, id=other.id, option=option, options=", ".join(other.ids))
