"""Terms: every day lies in exactly one, and one begins where the one before ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.terms import Term, before, term

# Day 60 of 2001 is March 1, so every one is a day of every year.
starts = st.lists(st.integers(0, 364), min_size=1, max_size=6, unique=True).map(
    lambda days: tuple(f"{date(2001, 1, 1) + timedelta(days=day):%m-%d}" for day in days)
)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("2024-02-01", "2024-02-01", "2024-08-01"),
        ("2024-02-29", "2024-02-01", "2024-08-01"),
        ("2024-07-31", "2024-02-01", "2024-08-01"),
        ("2024-08-01", "2024-08-01", "2025-02-01"),
        ("2024-12-31", "2024-08-01", "2025-02-01"),
        ("2025-01-31", "2024-08-01", "2025-02-01"),
    ],
)
def test_two_terms_a_year(day: str, since: str, until: str) -> None:
    wanted = Term(date.fromisoformat(since), date.fromisoformat(until))
    assert term(date.fromisoformat(day), ("08-01", "02-01")) == wanted


def test_one_term_is_a_year() -> None:
    assert term(date(2024, 3, 1), ("09-01",)) == Term(date(2023, 9, 1), date(2024, 9, 1))
    assert before(term(date(2024, 3, 1), ("09-01",)), ("09-01",)) == Term(date(2022, 9, 1), date(2023, 9, 1))


@given(days, starts)
def test_a_day_lies_in_its_term_and_in_no_other(day: date, starts: tuple[str, ...]) -> None:
    this = term(day, starts)
    assert this.since <= day < this.until
    assert term(this.since, starts) == this == term(this.until - timedelta(days=1), starts)
    assert term(this.until, starts) != this


@given(days, starts)
def test_terms_follow_one_another_without_a_gap(day: date, starts: tuple[str, ...]) -> None:
    this = term(day, starts)
    assert before(this, starts).until == this.since
    assert before(term(this.until, starts), starts) == this


@given(days, starts)
def test_terms_begin_on_the_days_that_were_named(day: date, starts: tuple[str, ...]) -> None:
    this = term(day, starts)
    assert {f"{this.since:%m-%d}", f"{this.until:%m-%d}"} <= set(starts)
    assert this.until - this.since <= timedelta(days=366)


@pytest.mark.parametrize("starts", [("13-01",), ("02-30",), ("02-29",), ("soon",), ()])
def test_what_is_no_day_of_every_year_is_refused(starts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        term(date(2023, 5, 5), starts)
