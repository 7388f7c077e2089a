"""Whether an answer is right: the marked options, or what was typed, read by the rules of `bot.matching`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import permutations

from bot.facts.dates import Date, parse_date
from bot.matching.english import STOP_WORDS
from bot.matching.names import OFFICES
from bot.matching.periods import find_periods
from bot.matching.similarity import SOUND, likeness
from bot.matching.text import clean, folded_words, words
from bot.quiz.model import Question, Typed
from bot.quiz.numbers import find_number

MAX_TYPED = 200
"""More characters of a typed answer are not read."""
_MOST_WORDS = 6
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "prof", "president", "sir", "madam"})
_ALMOST_EXACT = 1e-9
_IN_FIGURES = re.compile(r"(?:(\d{1,2})\s*[./-]\s*)?(\d{1,2})\s*[./-]\s*(\d{4})", re.ASCII)
"""19.6.2023, 6/19/2023, 06-2023."""


def right_marks(question: Question, marked: Collection[int]) -> bool:
    """Whether exactly the right options are marked, by their positions from 0."""
    return set(marked) == {number for number, option in enumerate(question.options) if option.right}


def right_text(typed: Typed, text: str) -> bool:
    """Whether a typed text is an accepted answer. Never raises, whatever is typed."""
    text = clean(text[:MAX_TYPED])
    match typed.reads:
        case "date":
            return any(_is_date(text, parse_date(accepted), typed.tolerance) for accepted in typed.accepted)
        case "number":
            return any(_is_number(text, accepted, typed.tolerance) for accepted in typed.accepted)
        case _:
            return _is_worded(text, typed)


def _is_worded(text: str, typed: Typed) -> bool:
    """The nearest of all names is an accepted one, and near enough."""
    by_sound = typed.reads == "name"
    best = max((_nearness(text, accepted, by_sound) for accepted in typed.accepted), default=0.0)
    other = max((_nearness(text, other, by_sound) for other in typed.others), default=0.0)
    return best > 0 and best > other - _ALMOST_EXACT and (best == 1.0 or best > other)


def _nearness(text: str, wanted: str, by_sound: bool) -> float:
    """From 0 to 1: how near the words are to the wanted ones, in any order; 0 where one of them is another word."""
    expected = _telling(folded_words(wanted)) or folded_words(wanted)
    given = folded_words(text)
    if "".join(given) == "".join(folded_words(wanted)) and given:
        return 1.0
    given = tuple(word for word in given if word in expected or not _wraps(word))
    if len(given) != len(expected) or not given:
        return 0.0
    if len(given) > _MOST_WORDS:
        return float(given == expected)
    return max(_in_order(given, order, by_sound) for order in permutations(expected))


def _telling(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in found if word not in STOP_WORDS)


def _wraps(word: str) -> bool:
    """Whether a word stands around a name and is no part of it."""
    return word in STOP_WORDS or word in _HONORIFICS or word in OFFICES


def _in_order(given: Sequence[str], expected: Sequence[str], by_sound: bool) -> float:
    scores = [_word(one, other, by_sound) for one, other in zip(given, expected, strict=True)]
    return min(scores) and sum(scores) / len(scores)


def _word(given: str, expected: str, by_sound: bool) -> float:
    if given == expected:
        return 1.0
    if any(character.isdigit() for character in given + expected):
        return 0.0  # 1945 is not a misspelt 1946
    how = likeness(given, expected, prefix=False)
    return 0.0 if how is None or (how.reason == SOUND and not by_sound) else how.score


def _is_date(text: str, wanted: Date, days_off: float) -> bool:
    """Whether the one period that the text names lies in the wanted date, give or take some days. A year that is left
    out is the wanted one; a month is too vague for a day."""
    slack = timedelta(days=days_off)
    return any(
        wanted.earliest - slack <= first and last <= wanted.latest + slack
        for first, last in filter(None, _spans(text, wanted))
    )


def _spans(text: str, wanted: Date) -> Iterator[tuple[date, date] | None]:
    """The days that the text means, as the first and the last; in figures, day and month in either order."""
    if (figures := _IN_FIGURES.fullmatch(text.strip())) is not None:
        one, other, year = (int(figure) if figure else None for figure in figures.groups())
        for day, month in {(one, other), (other, one)} if one is not None else {(None, other)}:
            yield _span(year or wanted.earliest.year, month, day, 1)
        return
    found = find_periods(words(text), command=True)
    if len(found) == 1:
        period = found[0]
        yield _span(period.year or wanted.earliest.year, period.month, period.day, period.months)


def _span(year: int, month: int | None, day: int | None, months: int) -> tuple[date, date] | None:
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is not None:
            return date(year, month, day), date(year, month, day)
        after = date(year + (month + months - 1) // 12, (month + months - 1) % 12 + 1, 1)
        return date(year, month, 1), after - timedelta(days=1)
    except ValueError:
        return None


def _is_number(text: str, accepted: str, share: float) -> bool:
    """Whether the number is the accepted one, or off by no more than a share of it."""
    given, wanted = find_number(text), find_number(accepted)
    if given is None or wanted is None:
        return False
    return abs(given.value - wanted.value) <= share * abs(wanted.value) + _ALMOST_EXACT
