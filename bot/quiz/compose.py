"""A quiz from the pool: what a host wishes and a seed -> questions, none of which answers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.facts.problems import did_you_mean, shown
from bot.matching.english import STOP_WORDS, stem
from bot.matching.text import folded_words
from bot.quiz.making import by_chance
from bot.quiz.model import KINDS, OWN, Question
from bot.quiz.phrases import right_texts

MOST_ROUNDS = 50
DEFAULT_ROUNDS = 10
"""So many questions from the facts where nobody wishes for another number."""
FILE_ORDER = "file"
"""The seed that keeps a teacher's own questions in the order of their file."""
_NO_TOPIC = STOP_WORDS - {"may"}
_MOSTLY = 0.5
"""A question whose words another one shows to so large a share is about the same."""
_PARTLY = 0.3
"""The same where both rest on one paragraph."""
_TASK = frozenset({"true", "fals", "word", "miss", "type", "name", "mark", "right", "articl", "day", "month", "year"})
"""Stems of the words that tasks are put in."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a quiz should be made of; what is left empty may be anything."""

    rounds: int = DEFAULT_ROUNDS
    topic: str = ""
    kinds: tuple[str, ...] = ()
    difficulty: int | None = None


def rounds_of(wished: int | None, *, own: bool) -> int:
    """How many questions to ask; where nobody says so, as many as there are of a teacher's own."""
    if wished is not None:
        return wished
    return MOST_ROUNDS if own else DEFAULT_ROUNDS


def fault_in_kinds(kinds: Iterable[str]) -> str | None:
    """What is wrong with the first of these kinds of questions that there is not; None where there are all of them."""
    for kind in kinds:
        if kind not in KINDS:
            hint = did_you_mean(kind, KINDS) or f"; the kinds are {', '.join(KINDS)}"
            return f"there is no kind {shown(kind)} of question{hint}"
    return None


def compose(pool: Sequence[Question], wish: Wish, seed: str) -> tuple[Question, ...]:
    """At most so many questions as the wish has rounds: fewer where the pool has no more that fit. The same pool, wish
    and seed give the same quiz. Kinds take turns, so that one with many questions does not crowd out the others. A
    teacher's own questions are only kept from being asked twice: whether one answers another is for who wrote them."""
    fitting = [question for question in pool if fits(question, wish)]
    chance = by_chance(f"quiz {seed}")
    if all(question.kind == OWN for question in fitting):
        first: dict[tuple[str, ...], Question] = {}
        for question in fitting:
            first.setdefault(_as_asked(question), question)
        different = list(first.values())
        if seed != FILE_ORDER:
            chance.shuffle(different)
        return tuple(different[: min(wish.rounds, MOST_ROUNDS)])
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


def _as_asked(question: Question) -> tuple[str, ...]:
    """What a pupil reads of a question before it is answered."""
    return (question.prompt, *sorted(option.text for option in question.options))


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
    wanted = _content([wish.topic], _NO_TOPIC)
    return not wanted or wanted <= _content(question.topics, _NO_TOPIC)


def answers_other(one: Question, other: Question) -> bool:
    """Whether two questions must not meet in a quiz, because who has seen one with its answer knows the other: they
    rest on one fact, ask in the same words, or one shows the answer of the other and much of its words."""
    if one.prompt == other.prompt or set(one.facts) & set(other.facts):
        return True
    enough = _PARTLY if set(one.citations) & set(other.citations) else _MOSTLY
    return _reveals(one, other, enough) or _reveals(other, one, enough)


def _reveals(one: Question, other: Question, enough: float) -> bool:
    shown = _content(shown_texts(one))
    asked = _content([_without_sources(other)]) - _TASK
    same = len(asked & shown) / len(asked) if asked else 0.0
    return same >= enough and any(_content([right]) <= shown for right in answer_texts(other))


def _without_sources(question: Question) -> str:
    prompt = question.prompt
    for source in question.sources:
        prompt = prompt.replace(source.split(", par.", maxsplit=1)[0], "")
    return prompt


def shown_texts(question: Question) -> tuple[str, ...]:
    """What a pupil has seen once the question is closed."""
    return (question.prompt, question.explanation, *question.right)


def answer_texts(question: Question) -> tuple[str, ...]:
    """What would give the question away; where the answer is in no word of its own, whatever tells of the same."""
    if question.kind in ("true-or-false", "did-it-happen") or question.asks == "status":
        return ("",)
    return right_texts(question)


def _content(texts: Iterable[str], ignored: frozenset[str] = STOP_WORDS) -> set[str]:
    return {stem(word) for text in texts for word in folded_words(text) if word not in ignored}
