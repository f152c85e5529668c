"""The running order: each question asked once, a pair before and after; and the one a deck without `flow` gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pollapp.decks.deck import Ask, Show, Step
from pollapp.decks.sentences import no_question
from pollapp.language import N_
from pollapp.questions import Flaw, Question
from pollapp.questions.base import flaw

Known = Mapping[str, Question | None]
SHIFTS = ("shift", "shift_per_option")
ROOMS = "rooms"


def default_flow(questions: Sequence[Question]) -> list[Step]:
    """Every question once, in order; the pairs again at the end, each followed by its shift."""
    steps: list[Step] = [Ask(ask=each.id, round="before" if each.pair else None) for each in questions]
    for each in questions:
        if each.pair:
            steps += [Ask(ask=each.id, round="after"), Show(show=each.id, view="shift")]
    return steps


def flow_flaws(flow: Sequence[Step | None], known: Known) -> Iterator[Flaw]:
    """What is wrong with the running order; `known` has None for a question that could not be read."""
    for index, step in enumerate(flow):
        if isinstance(step, Ask | Show) and step.question not in known:
            yield no_question(step.question, list(known), "flow", index, step.kind)
        elif isinstance(step, Ask) and (question := known[step.question]):
            yield from _asked(question, step, index, flow)
        elif isinstance(step, Show) and (question := known[step.question]):
            yield from _shown(question, step, index, flow)
    if None not in flow:
        for place, question in enumerate(known.values()):
            yield from _forgotten(question, place, flow) if question else ()


def _asked(question: Question, step: Ask, index: int, flow: Sequence[Step | None]) -> Iterator[Flaw]:
    if step.side and not question.pair:
        message = N_("“%(id)s” is no pair. Remove “round” here, or write “pair: before_after” in the question.")
        yield flaw(message, "flow", index, "round", id=question.id)
    elif question.pair and not step.side:
        yield flaw(N_("“%(id)s” is a pair. Add “round: before” or “round: after”."), "flow", index, id=question.id)
    elif _times(question.id, step.side, flow[:index]):
        message = N_("“%(id)s” was asked before in this flow. Remove one of the two steps.")
        yield flaw(message, "flow", index, "ask", id=question.id)
    elif step.side == "before" and _times(question.id, "after", flow[:index]):
        message = N_("“%(id)s” is asked “after” first. Put “round: before” earlier in the flow.")
        yield flaw(message, "flow", index, "round", id=question.id)


def _shown(question: Question, step: Show, index: int, flow: Sequence[Step | None]) -> Iterator[Flaw]:
    if step.view == ROOMS:  # other workshops asked it
        if not question.in_groups:
            yield flaw(N_("What people write is not shown over rooms. Choose another “view”."), "flow", index, "view")
        return
    sides = ["after"] if step.view in SHIFTS else ["before", "after", None]
    if step.view in SHIFTS and not question.pair:
        message = N_("“%(id)s” is no pair, so it has no shift. Choose another “view”.")
        yield flaw(message, "flow", index, "view", id=question.id)
    elif not any(_times(question.id, side, flow[:index]) for side in sides):
        message = N_("“%(id)s” has no such result yet here. Put this step after the question.")
        yield flaw(message, "flow", index, "show", id=question.id)


def _forgotten(question: Question, place: int, flow: Sequence[Step | None]) -> Iterator[Flaw]:
    asked = [step for step in flow if isinstance(step, Ask) and step.question == question.id]
    elsewhere = any(isinstance(step, Show) and (step.question, step.view) == (question.id, ROOMS) for step in flow)
    if not asked and not elsewhere:
        yield flaw(N_("“%(id)s” is not asked. Add it to the flow."), "questions", place, id=question.id)
    elif asked and question.pair and all(step.side for step in asked):
        for side in {"before", "after"} - {step.side for step in asked}:
            message = N_("“%(id)s” is a pair. Ask it in the flow with “round: %(side)s” too.")
            yield flaw(message, "questions", place, "pair", id=question.id, side=side)


def _times(id: str, side: str | None, steps: Sequence[Step | None]) -> int:
    return sum(isinstance(step, Ask) and (step.question, step.side) == (id, side) for step in steps)
