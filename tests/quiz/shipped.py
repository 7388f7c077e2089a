"""The shipped fact base and its pool of questions, made once for all tests of the quiz."""

from __future__ import annotations

from functools import cache

from bot.config import DEFAULT_CONFIG
from bot.facts.load import load_fact_base
from bot.facts.model import FactBase
from bot.quiz.model import Question
from bot.quiz.pool import question_pool


@cache
def base() -> FactBase:
    return load_fact_base(DEFAULT_CONFIG.parent / "knowledge")


@cache
def pool() -> tuple[Question, ...]:
    return question_pool(base())


def question(id_: str) -> Question:
    (found,) = (each for each in pool() if each.id == id_)
    return found
