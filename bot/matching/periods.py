"""Dates in what people type: `19 June 2023`, `May 30th`, `june`, `2023`, `spring 2024`, `2023-06-19`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.facts.dates import MONTHS, Date
from bot.matching.similarity import likeness
from bot.matching.text import Word

_MONTH_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_LONG = 6
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# Before or after these, "may", "march" and "fall" are dates.
_DATE_COMPANY = {"in", "on", "of", "since", "until", "till", "by", "during", "before", "after", "early", "late", "mid"}
_DATE_COMPANY |= {"last", "next", "this", "that", "from", "end", "beginning", "month", "for", "around", "and"}
_AMBIGUOUS = {"may", "march", "mar", "fall", "spring", "sun", "dec", "second"}

_BEFORE_MARCHING = frozenset("a an did the they to we will would people could can might protest who".split())
_MARCHING = frozenset("against for in into of on past through to toward towards with".split())


@dataclass(frozen=True, slots=True)
class Period:
    """A span of the calendar, any part of which may be left open: a month of any year, a day of any year."""

    year: int | None
    month: int | None
    day: int | None
    months: int
    """How many months it spans from `month` on: 3 for a season."""
    start: int
    end: int
    """The words it was read from, as a half-open range of positions."""

    def meets(self, when: Date | None) -> bool:
        """Whether a fact's date can lie in this period."""
        if when is None:
            return False
        # an open end says nothing of when: only the end that is known counts
        earliest = when.latest if when.earliest == date.min else when.earliest
        latest = when.earliest if when.latest == date.max else when.latest
        spans = self._spans_within(range(earliest.year - 1, latest.year + 1))
        return any(first <= latest and earliest <= last for first, last in spans)

    def overlaps(self, when: Date) -> bool:
        """Whether any day of a span, open ends included, lies in this period of any year it may be of."""
        spans = self._spans_within(range(max(when.earliest.year, 1), min(when.latest.year, 9998) + 1))
        return any(first <= when.latest and when.earliest <= last for first, last in spans)

    def holds(self, when: Date | None) -> bool:
        """Whether a fact's date certainly lies in this period."""
        if when is None or when.earliest == date.min or when.latest == date.max:
            return False
        spans = self._spans_within(range(when.earliest.year - 1, when.latest.year + 1))
        return any(first <= when.earliest and when.latest <= last for first, last in spans)

    def _spans_within(self, years: Iterable[int]) -> Iterator[tuple[date, date]]:
        """The span in its own year or, where that is left open, the spans in these years."""
        for year in years if self.year is None else (self.year,):
            yield from self._spans(year)

    def _spans(self, year: int) -> list[tuple[date, date]]:
        """The span in one year; none where the calendar has no such day or year."""
        try:
            if self.month is None:
                return [(date(year, 1, 1), date(year, 12, 31))]
            if self.day is not None:
                day = date(year, self.month, self.day)
                return [(day, day)]
            last_month = self.month + self.months - 1
            last_year, last_month = year + (last_month - 1) // 12, (last_month - 1) % 12 + 1
            last_day = monthrange(last_year, last_month)[1]
            return [(date(year, self.month, 1), date(last_year, last_month, last_day))]
        except ValueError:
            return []


def find_periods(words: tuple[Word, ...], *, command: bool) -> tuple[Period, ...]:
    """The periods that words name, left to right. In a command any month name is one; in a sentence `may` and `march`
    need the company of a date word, a number or a capital."""
    found: list[Period] = []
    at = 0
    while at < len(words):
        period = _iso(words, at) or _worded(words, at, command) or _bare_year(words, at)
        if period is None:
            at += 1
        else:
            found.append(period)
            at = period.end
    return tuple(found)


def _iso(words: tuple[Word, ...], at: int) -> Period | None:
    """2023-06-19 and 2023-06 reach here as the words 2023, 06, 19."""
    if not _YEAR.fullmatch(words[at].text) or at + 1 >= len(words) or words[at + 1].start != words[at].end + 1:
        return None
    month = words[at + 1].text
    if len(month) != 2 or not month.isdecimal() or not 1 <= int(month) <= 12:
        return None
    day, end = None, at + 2
    if end < len(words) and words[end].start == words[at + 1].end + 1:
        match = re.fullmatch(r"\d{2}", words[end].text)
        if match and 1 <= int(match[0]) <= 31:
            day, end = int(match[0]), end + 1
    return Period(int(words[at].text), int(month), day, 1, at, end)


def _worded(words: tuple[Word, ...], at: int, command: bool) -> Period | None:
    start, day = at, None
    leading = _DAY.fullmatch(words[at].text)
    if leading:
        following = at + 1
        following = _after_second_day(words, following)
        if following < len(words) and words[following].text == "of":
            following += 1
        if following >= len(words) or not _month(words[following]):
            return None
        day, at = int(leading[1]), following
    season = _SEASONS.get(words[at].text)
    month = season or _month(words[at])
    if not month or (day is not None and not 1 <= day <= 31):
        return None
    end = at + 1
    if day is None and season is None and end < len(words) and (match := _DAY.fullmatch(words[end].text)):
        day, end = int(match[1]), end + 1
        if not 1 <= day <= 31:
            return None
        # "May 10-11" is told by its first day
        if end < len(words) and _DAY.fullmatch(words[end].text) and words[end].start == words[end - 1].end + 1:
            end += 1
    year = None
    skip = 1 if end < len(words) and words[end].text in ("of", "in") else 0
    if end + skip < len(words) and _YEAR.fullmatch(words[end + skip].text):
        year, end = int(words[end + skip].text), end + skip + 1
    if words[at].text in _AMBIGUOUS and not command and year is None and day is None:
        before = words[at - 1].text if at else ""
        company = before in _DATE_COMPANY or (words[at].capital and at > 0 and words[at].text in ("may", "march"))
        if not company and not _ends_names(words, at):
            return None
    return Period(year, month, day, 3 if season else 1, start, end)


def _ends_names(words: tuple[Word, ...], at: int) -> bool:
    """Whether `may` or `march` stands last, or `march` where nobody can be marching, as in `cook march apple`."""
    text = words[at].text
    if at == 0 or text not in ("may", "march"):
        return False
    following = words[at + 1].text if at + 1 < len(words) else ""
    marching = words[at - 1].text in _BEFORE_MARCHING or following in _MARCHING
    return not marching and (text == "march" or not following)


def _after_second_day(words: tuple[Word, ...], at: int) -> int:
    """Past the second day of `18-19 June` or `18 and 19 June`, which are told by their first."""
    if at >= len(words):
        return at
    second = at + 1 if words[at].text in ("and", "to") else at if _adjoins(words, at - 1) else len(words)
    if second < len(words) and words[second].text[0].isdigit() and _DAY.fullmatch(words[second].text):
        return second + 1
    return at


def _adjoins(words: tuple[Word, ...], at: int) -> bool:
    return words[at + 1].start == words[at].end + 1


def _month(word: Word) -> int | None:
    number = _MONTH_NAMES.get(word.text)
    return number if number is not None or len(word.text) < _LONG else _misspelt_month(word.text)


@lru_cache(maxsize=4096)
def _misspelt_month(word: str) -> int | None:
    """A month with a long name, misspelt: `septmber`."""
    for name, number in _MONTH_NAMES.items():
        if len(name) > _LONG and likeness(word, name, prefix=False):
            return number
    return None


def _bare_year(words: tuple[Word, ...], at: int) -> Period | None:
    if _YEAR.fullmatch(words[at].text):
        return Period(int(words[at].text), None, None, 1, at, at + 1)
    return None
