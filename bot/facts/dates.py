"""Dates as far as a source supports them: the part of EDTF (ISO 8601-2:2019) that the fact base uses.

A day `2023-06-19`, a month `2023-03`, a year `2018`, a season `2024-21` (21 spring, 22 summer, 23 autumn, 24 winter),
any of them approximate with a trailing `~`, an interval `2023-05-10/2023-05-11`, and an interval open at one end
(`2023-06/..`, `../2023-10`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<approximate>~)?")


@dataclass(frozen=True, slots=True)
class Date:
    """A span of days, inclusive, with the EDTF text it was read from. An open end is `date.min` or `date.max`."""

    edtf: str
    earliest: date
    latest: date

    def overlaps(self, other: Date) -> bool:
        return self.earliest <= other.latest and other.earliest <= self.latest

    def within(self, other: Date) -> bool:
        return other.earliest <= self.earliest and self.latest <= other.latest

    def __str__(self) -> str:
        return spoken(self.edtf)


def parse_date(text: str) -> Date:
    """Read one EDTF date. Raises ValueError with a sentence that says what is wrong and what is accepted."""
    start, slash, end = text.partition("/")
    if not slash:
        earliest, latest = _span(start, text)
        return Date(text, earliest, latest)
    if start == end == "..":
        raise ValueError(f"the date {text!r} is open at both ends; give at least one")
    earliest = date.min if start == ".." else _span(start, text)[0]
    latest = date.max if end == ".." else _span(end, text)[1]
    if earliest > latest:
        raise ValueError(f"the date {text!r} ends before it begins; swap its two halves")
    return Date(text, earliest, latest)


def _span(point: str, whole: str) -> tuple[date, date]:
    found = _POINT.fullmatch(point)
    if found is None or not point.isascii():
        raise ValueError(
            f"{whole!r} is not a date; write 2023-06-19, 2023-06, 2023, 2024-21 (spring) or two of them with a slash"
        )
    year, month, day = int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)
    try:
        if found["month"] is None:
            return date(year, 1, 1), date(year, 12, 31)
        if month in _SEASONS and found["day"] is None:
            return _season(year, _SEASONS[month][1])
        if found["day"] is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no such day, month or year as {point!r} in the date {whole!r}") from None


def _season(year: int, first_month: int) -> tuple[date, date]:
    """Meteorological seasons of the northern hemisphere; winter runs into the next year."""
    last_year, last_month = (year, first_month + 2) if first_month < 12 else (year + 1, 2)
    return date(year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def spoken(edtf: str) -> str:
    """An EDTF date as a person says it: `2023-05-10/2023-05-11` is `10–11 May 2023`."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _spoken_point(start)
    if start == "..":
        return f"by {_spoken_point(end)}"
    if end == "..":
        return f"from {_spoken_point(start)} on"
    first, last = _spoken_point(start), _spoken_point(end)
    if "~" in edtf:
        return f"{first} – {last}"
    first_words, last_words = first.split(), last.split()
    if len(first_words) == len(last_words) > 1 and first_words[-1] == last_words[-1]:
        if len(first_words) == 3 and first_words[1] == last_words[1]:
            return f"{first_words[0]}–{last}"
        return f"{' '.join(first_words[:-1])} – {last}"
    return f"{first} – {last}"


def _spoken_point(point: str) -> str:
    about = "about " if point.endswith("~") else ""
    parts = point.rstrip("~").split("-")
    if len(parts) == 1:
        return about + parts[0]
    month = int(parts[1])
    name = _SEASONS[month][0] if month in _SEASONS else MONTHS[month - 1]
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{about}{day}{name} {parts[0]}"
