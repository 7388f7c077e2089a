"""Asking the desk over the shipped fact base; every answer is held against the contract on the way."""

from __future__ import annotations

from bot.answers.answer import Answer
from bot.answers.desk import Desk
from tests.answers.contract import faults
from tests.matching.shipped import BASE

DESK = Desk(BASE)


def ask(text: str) -> Answer:
    answer = DESK.answer(text)
    assert faults(answer, text, BASE) == [], text
    return answer


def ids(text: str) -> list[str]:
    """The facts of an answer, best first."""
    return [view.id for view in ask(text).facts]


def best(text: str) -> str | None:
    """The best fact of an answer, if it has one."""
    return next(iter(ids(text)), None)


def statuses(suggestions: tuple[str, ...]) -> dict[str, str]:
    """What comes of sending suggestions back."""
    return {suggestion: ask(suggestion).status for suggestion in suggestions}


def asks_which(text: str, *suggestions: str) -> None:
    """Hold that a request asks back with these suggestions, in any order, each of which is answered."""
    answer = ask(text)
    assert answer.status == "ambiguous", answer.lead
    assert set(answer.suggestions) == set(suggestions)
    assert statuses(answer.suggestions) == dict.fromkeys(answer.suggestions, "answered")


def refuses(text: str, *, suggesting: str | None = None) -> None:
    """Hold that a request is refused, with a suggestion or with whatever comes to mind."""
    answer = ask(text)
    assert answer.status == "not_found", answer.lead
    assert suggesting is None or suggesting in answer.suggestions
