"""A quiz from the pool: what a host wishes and a seed -> questions, none of which answers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.matching.english import STOP_WORDS, stem
from bot.matching.text import folded_words
from bot.quiz.making import by_chance
from bot.quiz.model import Question

MOST_ROUNDS = 50
_MOSTLY = 0.5
"""A question whose words another one shows to so large a share is about the same."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a quiz should be made of; what is left empty may be anything."""

    rounds: int = 10
    topic: str = ""
    kinds: tuple[str, ...] = ()
    difficulty: int | None = None


def compose(pool: Sequence[Question], wish: Wish, seed: str) -> tuple[Question, ...]:
    """At most so many questions as the wish has rounds: fewer where the pool has no more that fit. The same pool, wish
    and seed give the same quiz. Kinds take turns, so that one with many questions does not crowd out the others."""
    fitting = [question for question in pool if fits(question, wish)]
    chance = by_chance(f"quiz {seed}")
    chance.shuffle(fitting)
    by_kind: dict[str, list[Question]] = {}
    for question in fitting:
        by_kind.setdefault(question.kind, []).append(question)
    kinds = sorted(by_kind)
    chance.shuffle(kinds)
    chosen: list[Question] = []
    while kinds and len(chosen) < min(wish.rounds, MOST_ROUNDS):
        for kind in tuple(kinds):
            if len(chosen) >= min(wish.rounds, MOST_ROUNDS):
                break
            following = _next(by_kind[kind], chosen)
            if following is None:
                kinds.remove(kind)
            else:
                chosen.append(following)
    return tuple(chosen)


def _next(waiting: list[Question], chosen: Sequence[Question]) -> Question | None:
    """The first waiting question that goes with those chosen; those that do not are dropped."""
    while waiting:
        question = waiting.pop()
        if not any(answers_other(question, other) for other in chosen):
            return question
    return None


def fits(question: Question, wish: Wish) -> bool:
    """Whether a question is of the kinds, the difficulty and the topic that are wished for. Every word of the topic
    must be among what the question is about, in any form: `taiwan`, `blinken june 2023`."""
    if wish.kinds and question.kind not in wish.kinds:
        return False
    if wish.difficulty is not None and question.difficulty != wish.difficulty:
        return False
    wanted = _content([wish.topic])
    return not wanted or wanted <= _content(question.topics)


def answers_other(one: Question, other: Question) -> bool:
    """Whether two questions must not meet in a quiz, because who has seen one with its answer knows the other: they
    rest on one fact or one paragraph, ask in the same words, or one shows the answer of the other and most of its
    words."""
    if one.prompt == other.prompt or set(one.facts) & set(other.facts) or set(one.citations) & set(other.citations):
        return True
    return _reveals(one, other) or _reveals(other, one)


def _reveals(one: Question, other: Question) -> bool:
    shown = _content(shown_texts(one))
    asked = _content([other.prompt])
    same = len(asked & shown) / len(asked) if asked else 0.0
    return same >= _MOSTLY and any(_content([right]) <= shown for right in answer_texts(other))


def shown_texts(question: Question) -> tuple[str, ...]:
    """What a pupil has seen once the question is closed."""
    return (question.prompt, question.explanation, *question.right)


def answer_texts(question: Question) -> tuple[str, ...]:
    """What would give the question away: the statement itself where it is only true or false."""
    return ("",) if question.kind == "true-or-false" else question.right


def _content(texts: Iterable[str]) -> set[str]:
    return {stem(word) for text in texts for word in folded_words(text)} - STOP_WORDS
