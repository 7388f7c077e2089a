"""The terms of a school year, from the days on which they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Term:
    since: date
    until: date
    """The first day of the next term, which is no part of this one."""


def term(day: date, starts: Sequence[str]) -> Term:
    """The term that a day lies in. `starts` are days such as "08-01", at least one, in any order.

    Raises ValueError where one of them is not a day of every year, or the term would reach beyond the years that a date
    can have.
    """
    begins = sorted(_days(day.year, starts))
    return Term(max(each for each in begins if each <= day), min(each for each in begins if each > day))


def before(this: Term, starts: Sequence[str]) -> Term:
    """The term before one that `term` gave for the same starts. Raises ValueError as `term` does."""
    return term(this.since - timedelta(days=1), starts)


def _days(year: int, starts: Sequence[str]) -> Iterator[date]:
    """The starts in a year and in its neighbors."""
    for each in (year - 1, year, year + 1):
        yield from (date.fromisoformat(f"{each:04}-{start}") for start in starts)
