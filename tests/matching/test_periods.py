from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.dates import Date, parse_date, spoken
from bot.matching.periods import Period, find_periods
from bot.matching.text import clean, words

days = st.dates(date(1901, 1, 1), date(2098, 12, 31))
# Every day of the years in which the facts lie can be told in these ways.
FORMS = (
    "{day} {month} {year}",
    "{day}{th} {month} {year}",
    "the {day}{th} of {month}, {year}",
    "{month} {day}, {year}",
    "{month} {day}{th} {year}",
    "on {month} {day} of {year}",
    "{iso}",
    "{day} {short} {year}",
    "{short}. {day}, {year}",
)

Parts = tuple[int | None, int | None, int | None, int]


def found(text: str, *, command: bool = True) -> list[Parts]:
    """Year, month, day and number of months of every period in a text."""
    periods = find_periods(words(clean(text)), command=command)
    return [(period.year, period.month, period.day, period.months) for period in periods]


def only(text: str) -> Period:
    (period,) = find_periods(words(clean(text)), command=True)
    return period


def written(form: str, day: date) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    return form.format(
        day=day.day, th=ending, month=f"{day:%B}", short=f"{day:%b}", year=f"{day:%Y}", iso=day.isoformat()
    )


def as_date(day: date) -> Date:
    return parse_date(day.isoformat())


class TestForms:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("19 June 2023", (2023, 6, 19, 1)),
            ("June 19, 2023", (2023, 6, 19, 1)),
            ("the 19th of June", (None, 6, 19, 1)),
            ("May 30th", (None, 5, 30, 1)),
            ("2 june", (None, 6, 2, 1)),
            ("june", (None, 6, None, 1)),
            ("June of 2023", (2023, 6, None, 1)),
            ("JUN 2023", (2023, 6, None, 1)),
            ("Sept. 2023", (2023, 9, None, 1)),
            ("2023", (2023, None, None, 1)),
            ("1997", (1997, None, None, 1)),
            ("2023-06-19", (2023, 6, 19, 1)),
            ("2023/06/19", (2023, 6, 19, 1)),
            ("2023-06", (2023, 6, None, 1)),
            ("spring 2024", (2024, 3, None, 3)),
            ("summer", (None, 6, None, 3)),
            ("fall of 2023", (2023, 9, None, 3)),
            ("autumn 2023", (2023, 9, None, 3)),
            ("winter 2023", (2023, 12, None, 3)),
            ("mid-June", (None, 6, None, 1)),
            ("May 10-11, 2023", (2023, 5, 10, 1)),
            ("２０２３", (2023, None, None, 1)),
        ],
    )
    def test_one_period(self, text: str, parts: Parts) -> None:
        assert found(text) == [parts]
        assert found(f"met {text} again")[:1] == [parts]

    @pytest.mark.parametrize("text", ["febuary 2023", "Feburary 2023", "Febuary of 2023"])
    def test_a_month_with_a_long_name_may_be_misspelt(self, text: str) -> None:
        assert found(text) == [(2023, 2, None, 1)]

    @pytest.mark.parametrize(
        "text", ["", "jan1", "juno", "junk 19", "1899", "2100", "20233", "'23", "5", "19th", "21st century"]
    )
    def test_no_period(self, text: str) -> None:
        assert found(text) == []

    def test_several_from_left_to_right(self) -> None:
        assert found("June 2022 and 3 July 2023, 2024") == [
            (2022, 6, None, 1),
            (2023, 7, 3, 1),
            (2024, None, None, 1),
        ]

    def test_the_words_it_was_read_from(self) -> None:
        period = only("xi met on 19 June 2023 in beijing")
        assert (period.start, period.end) == (3, 6)

    @pytest.mark.parametrize("text", ["18–19 June 2023", "18-19 June 2023"])
    def test_a_range_of_days_as_the_answers_write_it(self, text: str) -> None:
        period = only(text)
        assert (period.start, period.end) == (0, 4)
        assert period.meets(parse_date("2023-06-18"))


class TestImpossibleDays:
    @pytest.mark.parametrize("text", ["31 June 2023", "June 31, 2023", "2023-06-31", "30 February 2023", "29 Feb 2023"])
    def test_no_fact_is_of_such_a_day(self, text: str) -> None:
        period = only(text)
        assert not any(
            period.meets(when) or period.holds(when)
            for when in map(parse_date, ("2023-06-30", "2023-02-28", "2023-07-01"))
        )

    def test_a_leap_day_is_of_leap_years(self) -> None:
        period = only("29 February")
        assert period.meets(parse_date("2024-02-29"))
        assert not period.meets(parse_date("2023-02-28"))
        assert not period.meets(parse_date("2023-03-01"))

    @pytest.mark.parametrize(
        ("text", "parts"), [("32 June 2023", (2023, 6, None, 1)), ("2023-13", (2023, None, None, 1))]
    )
    def test_what_is_no_day_or_month_at_all_leaves_the_rest(self, text: str, parts: Parts) -> None:
        assert found(text) == [parts]

    @pytest.mark.parametrize("text", ["June 32", "June 0"])
    def test_a_month_with_such_a_day_is_none(self, text: str) -> None:
        assert found(text) == []


class TestWordsThatAreNotAlwaysDates:
    @pytest.mark.parametrize(
        "text",
        [
            "the talks may resume",
            "it may rain",
            "may blinken meet xi",
            "May he go",
            "troops march on",
            "they will march",
            "students march against xi",
            "the fall was long",
            "the spring of hope",
            "in the second",
        ],
    )
    def test_in_a_sentence_they_are_words(self, text: str) -> None:
        assert found(text, command=False) == []

    @pytest.mark.parametrize(
        "text",
        [
            "they met in may",
            "last March",
            "since fall",
            "talks may 2023",
            "on May 3",
            "they met May",
            "the 3rd of may",
            "cook march apple",
            "xie may",
        ],
    )
    def test_in_the_company_of_a_date_they_are_dates(self, text: str) -> None:
        assert len(found(text, command=False)) == 1

    @pytest.mark.parametrize("text", ["may", "march", "fall", "spring"])
    def test_in_a_command_they_are_dates(self, text: str) -> None:
        assert len(found(f"blinken {text}", command=True)) == 1

    def test_a_month_with_another_meaning_needs_no_company(self) -> None:
        assert found("june", command=False) == found("June", command=False) == [(None, 6, None, 1)]


class TestMeeting:
    @pytest.mark.parametrize(
        ("text", "when", "meets", "holds"),
        [
            ("june 2023", "2023-06-19", True, True),
            ("june 2023", "2023-05/2023-06", True, False),
            ("june 2023", "2023", True, False),
            ("june 2023", "2022-06", False, False),
            ("june", "2022-06", True, True),
            ("june", "2023-05-31", False, False),
            ("19 june", "2023-06-19", True, True),
            ("19 june", "2023-06-18/2023-06-20", True, False),
            ("2023", "2022-12/2023-01", True, False),
            ("winter 2023", "2024-02-29", True, True),
            ("winter 2023", "2023-02", False, False),
            ("spring 2024", "2024-21", True, True),
            ("may 2023", "2023-05-10~", True, True),
            ("june 2023", "2023-06/..", True, False),
            ("july 2023", "2023-06/..", False, False),
            ("july 2023", "../2023-07-09", True, False),
            ("june 2023", "../2023-07-09", False, False),
        ],
    )
    def test_a_fact_of_some_date(self, text: str, when: str, meets: bool, holds: bool) -> None:
        period = only(text)
        assert period.meets(parse_date(when)) is meets
        assert period.holds(parse_date(when)) is holds

    def test_the_end_of_a_winter_of_any_year(self) -> None:
        assert only("winter").meets(parse_date("2024-01"))
        assert only("winter").holds(parse_date("2024-01"))

    def test_a_fact_without_a_date(self) -> None:
        assert not only("2023").meets(None)
        assert not only("2023").holds(None)

    @pytest.mark.parametrize(("text", "when"), [("june", "0001-06-19"), ("winter", "9999-06-19")])
    def test_a_month_of_any_year_and_the_first_and_last_year_there_are(self, text: str, when: str) -> None:
        assert only(text).meets(parse_date(when)) is (text == "june")

    @settings(deadline=None)
    @given(days, st.sampled_from(FORMS), st.integers(-800, 800))
    def test_a_day_meets_only_itself(self, day: date, form: str, away: int) -> None:
        period = only(written(form, day))
        assert period.holds(as_date(day))
        other = day + timedelta(days=away)
        assert period.meets(as_date(other)) is period.holds(as_date(other)) is (other == day)

    @settings(deadline=None)
    @given(days, st.sampled_from(["%Y-%m", "%Y"]), st.integers(-800, 800))
    def test_a_month_or_year_as_the_answers_write_it_meets_all_its_days(self, day: date, form: str, away: int) -> None:
        when = parse_date(day.strftime(form))
        period = only(spoken(when.edtf))
        other = as_date(day + timedelta(days=away))
        assert period.holds(when)
        assert period.meets(other) is other.within(when)

    @settings(deadline=None)
    @given(st.integers(1901, 2098), st.sampled_from([21, 22, 23, 24]), days)
    def test_a_season_meets_all_its_days(self, year: int, season: int, day: date) -> None:
        when = parse_date(f"{year}-{season}")
        period = only(spoken(when.edtf))
        assert period.holds(when)
        assert period.meets(as_date(day)) is as_date(day).within(when)

    @settings(deadline=None)
    @given(days, days)
    def test_what_holds_a_date_meets_it(self, one: date, other: date) -> None:
        when = parse_date(f"{min(one, other)}/{max(one, other)}")
        for text in (f"{one.year}", f"{one:%B}", f"{one:%B %Y}", f"{one:%d %B}"):
            period = only(text)
            assert period.meets(when)
            assert period.meets(when) or not period.holds(when)


TOKENS = (
    "may May march fall spring winter june sept febuary of in on the and - / 0 1 9 19 31 32 2023 1900 2099 06 13 2nd "
    "3rd 00 19th ٣ ² 2023-06 2023-06-31 , ."
).split()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(TOKENS), max_size=10),
    st.sampled_from(["", " "]),
    st.booleans(),
    st.dates(date(2, 1, 1), date(9998, 1, 1)),
)
def test_nothing_that_looks_like_dates_is_an_error(parts: list[str], space: str, command: bool, day: date) -> None:
    read = words(clean(space.join(parts)))
    at = 0
    for period in find_periods(read, command=command):
        assert at <= period.start < period.end <= len(read)
        at = period.end
        when = as_date(day)
        assert period.meets(when) or not period.holds(when)
