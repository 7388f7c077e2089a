"""Making a question: wrong options chosen by how near they are, options in an order that tells nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from bot.answers.views import cited
from bot.facts.dates import spoken
from bot.facts.model import Citation, Event, FactBase, Figure, Meeting, Person, Quote
from bot.matching.text import folded_words
from bot.quiz.model import EASY, HARD, MEDIUM, Asks, Option, Question, Typed

WRONG = 3
"""How many wrong options a question has where there are as many."""
_FEWEST = 2
_LONGER, _SLACK = 1.4, 4
"""An option may be so many times as long as another, and so many characters on top of it."""
Subject = Meeting | Quote | Event | Figure | Person


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that may stand as an option."""

    text: str
    stands_for: str
    nearness: float = 0.5
    """From 0 to 1, how easily it is taken for the right one."""


def by_chance(seed: str) -> Random:
    """Chance that is the same for the same text, on every machine."""
    return Random(seed)  # noqa: S311 - a quiz is no secret; it has to come out the same


def pick_wrong(id_: str, right: Sequence[Choice], candidates: Iterable[Choice], count: int = WRONG) -> list[Choice]:
    """Wrong options that look like the right ones, near ones for one question and far ones for another, as its id has
    it. Fewer than two are none: a question between two people is a coin."""
    ranked = sorted(candidates, key=lambda choice: (-choice.nearness, by_chance(id_ + choice.stands_for).random()))
    fitting = [each for each in ranked if all(alike(each.text, other.text) for other in right)]
    level = by_chance(f"level {id_}").choice((EASY, MEDIUM, HARD))
    spare = max(0, len(fitting) - count)
    start = {HARD: 0, MEDIUM: spare // 2, EASY: spare}[level]
    chosen: list[Choice] = []
    for each in fitting[start:] + fitting[:start]:
        if len(chosen) < count and not any(overlapping(each.text, other.text) for other in (*right, *chosen)):
            chosen.append(each)
    return chosen if len(chosen) >= min(_FEWEST, count) else []


def difficulty(wrong: Sequence[Choice]) -> int:
    """1 to 3, from how near the wrong options are on average."""
    nearness = sum(each.nearness for each in wrong) / len(wrong)
    return EASY if nearness < 0.4 else MEDIUM if nearness < 0.7 else HARD


def alike(one: str, other: str) -> bool:
    """Whether two options are of one form: neither much longer, and both begin with a capital or neither does, and
    both quote or neither does."""
    short, long = sorted((len(one), len(other)))
    return long <= short * _LONGER + _SLACK and _form(one) == _form(other)


def _form(text: str) -> tuple[bool, bool]:
    return text[:1].isupper(), "“" in text


def overlapping(one: str, other: str) -> bool:
    """Whether all words of one option are in the other, as in `Beijing` and `Beijing, China`."""
    first, second = set(folded_words(one)), set(folded_words(other))
    return first <= second or second <= first


def choose(  # noqa: PLR0913 - the parts of a question, each named where it is made
    base: FactBase,
    *,
    kind: str,
    asks: Asks,
    key: str,
    prompt: str,
    right: Sequence[Choice],
    wrong: Sequence[Choice],
    facts: Sequence[Subject],
    explanation: str,
    in_order: bool = False,
    level: int | None = None,
    claimed: str = "",
) -> Question:
    """A question with options: in the order given where they have one of their own, such as dates, otherwise shuffled
    by the question's id. `key` tells it from other questions of its kind."""
    id_ = f"{kind}.{key}"
    options = [Option(each.text, each in right, each.stands_for) for each in (*right, *wrong)]
    if in_order:
        options.sort(key=lambda option: option.stands_for)
    else:
        by_chance(f"order {id_}").shuffle(options)
    return Question(
        id_,
        kind,
        asks,
        prompt,
        tuple(options),
        None,
        tuple(fact.id for fact in facts),
        *_cited(facts, base),
        explanation,
        difficulty(wrong) if level is None else level,
        topics(facts, base),
        claimed,
    )


def type_in(  # noqa: PLR0913 - as choose
    base: FactBase,
    *,
    asks: Asks,
    key: str,
    prompt: str,
    typed: Typed,
    fact: Subject,
    explanation: str,
    level: int = HARD,
) -> Question:
    """A question whose answer is typed."""
    cite, shown = _cited((fact,), base)
    about = topics((fact,), base)
    return Question(
        f"typed.{key}", "typed", asks, prompt, (), typed, (fact.id,), cite, shown, explanation, level, about
    )


def _cited(facts: Sequence[Subject], base: FactBase) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    cite = tuple(dict.fromkeys(citation for fact in facts for citation in fact.cite))
    return cite, cited(cite, base)


def topics(facts: Sequence[Subject], base: FactBase) -> tuple[str, ...]:
    """Who, where, when and what the facts are about."""
    return tuple(dict.fromkeys(topic for fact in facts for topic in _topics(fact, base)))


def _topics(fact: Subject, base: FactBase) -> Iterable[str]:
    match fact:
        case Person():
            yield fact.name
            return
        case Meeting():
            yield from (base.name(id_) for id_ in (*fact.participants, *fact.attendees))
            yield from fact.topics
            yield fact.title
        case Quote():
            yield from (base.name(id_) for id_ in (fact.speaker, *fact.related))
            yield fact.context or ""
        case Event() | Figure():
            yield from (base.name(id_) for id_ in fact.actors)
            yield fact.summary
    if not isinstance(fact, Quote) and fact.place:
        yield base.name(fact.place)
    if fact.date is not None:
        yield spoken(fact.date.edtf)
    yield from fact.keywords
