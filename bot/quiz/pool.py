"""Every question that a fact base allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.facts.model import FactBase
from bot.quiz.kinds import (
    complete_quote,
    did_it_happen,
    several_right,
    true_or_false,
    typed,
    what_came_of_it,
    when,
    where,
    which_figure,
    who_did,
    who_met,
    who_said,
)
from bot.quiz.model import Question

_MAKERS: tuple[Callable[[FactBase], Iterator[Question]], ...] = (
    who_said.questions,
    who_met.questions,
    who_did.questions,
    when.questions,
    where.questions,
    did_it_happen.questions,
    what_came_of_it.questions,
    complete_quote.questions,
    which_figure.questions,
    true_or_false.questions,
    several_right.questions,
    typed.questions,
)


def question_pool(base: FactBase) -> tuple[Question, ...]:
    """All questions, in the order of the kinds and of the facts: the same for the same fact base."""
    return tuple(question for maker in _MAKERS for question in maker(base))
