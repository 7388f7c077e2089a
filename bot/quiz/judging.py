"""Whether an answer is right: the marked options, or what was typed, read by the rules of `bot.matching`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from bot.facts.dates import Date, parse_date
from bot.matching.periods import find_periods
from bot.matching.text import clean, words
from bot.quiz.model import Question, Typed
from bot.quiz.numbers import find_number
from bot.quiz.wording import name_nearness, wording, words_nearness

MAX_TYPED = 200
"""More characters of a typed answer are not read."""
MOST_ACCEPTED = 64
"""So many accepted answers a question may have, because each of them is compared with whatever is typed."""
_ALMOST_EXACT = 1e-9
_IN_FIGURES = re.compile(r"(?:(\d{1,2})\s*[./-]\s*)?(\d{1,2})\s*[./-]\s*(\d{4})", re.ASCII)
"""19.6.2023, 6/19/2023, 06-2023."""


def right_marks(question: Question, marked: Collection[int]) -> bool:
    """Whether exactly the right options are marked, by their positions from 0."""
    return set(marked) == {number for number, option in enumerate(question.options) if option.right}


def right_text(typed: Typed, text: str) -> bool:
    """Whether a typed text is an accepted answer. Never raises, whatever is typed."""
    text = text[:MAX_TYPED]
    match typed.reads:
        case "date":
            return any(_is_date(clean(text), parse_date(accepted), typed.tolerance) for accepted in typed.accepted)
        case "number":
            return any(_is_number(text, accepted, typed.tolerance) for accepted in typed.accepted)
        case _:
            return _is_worded(text, typed)


def _is_worded(text: str, typed: Typed) -> bool:
    """The nearest of all texts is an accepted one, and near enough."""
    near = name_nearness if typed.reads == "name" else words_nearness
    given = wording(text)
    best = max(
        (near(given, wording(accepted)) for accepted in typed.accepted if len(accepted) <= MAX_TYPED), default=0.0
    )
    other = max((near(given, wording(other)) for other in typed.others), default=0.0)
    return best > 0 and best > other - _ALMOST_EXACT and (best == 1.0 or best > other)


def _is_date(text: str, wanted: Date, days_off: float) -> bool:
    """Whether the one period that the text names lies in the wanted date, give or take some days. A year that is left
    out is the wanted one; a month is too vague for a day."""
    # As numbers of days, because a date can be no earlier than the year 1 and no later than 9999.
    earliest, latest = wanted.earliest.toordinal() - days_off, wanted.latest.toordinal() + days_off
    return any(
        earliest <= first.toordinal() and last.toordinal() <= latest
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
    """Whether the number is the accepted one, or off by no more than a share of it, and of no other currency."""
    given, wanted = find_number(text), find_number(accepted)
    if given is None or wanted is None:
        return False
    if (paid := _currencies(text)) and (wished := _currencies(accepted)) and paid != wished:
        return False
    return abs(given.value - wanted.value) <= share * abs(wanted.value) + _ALMOST_EXACT


def _currencies(text: str) -> set[str]:
    return {character for character in clean(text) if unicodedata.category(character) == "Sc"}
