from __future__ import annotations

import re
from datetime import MAXYEAR, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.facts.dates import MONTHS, Date, parse_date, spoken

years = st.integers(1, MAXYEAR - 1).map(lambda year: f"{year:04}")
months = st.integers(1, 12).map(lambda month: f"{month:02}")
days = st.dates(max_value=date(MAXYEAR - 1, 12, 31))
points = st.builds(
    lambda point, about: point + about,
    st.one_of(
        years,
        st.builds("{}-{}".format, years, months),
        st.builds("{}-{}".format, years, st.sampled_from(["21", "22", "23", "24"])),
        days.map(date.isoformat),
    ),
    st.sampled_from(["", "~"]),
)


def dates() -> st.SearchStrategy[str]:
    """Every kind of date that is accepted, as its text."""
    spans = st.tuples(points, points).map(
        lambda ends: "/".join(sorted(ends, key=lambda end: (parse_date(end).earliest, parse_date(end).latest)))
    )
    return st.one_of(points, spans, points.map("{}/..".format), points.map("../{}".format))


# Spans of a few weeks, so that two of them meet often enough.
recent = st.dates(date(2023, 6, 1), date(2023, 6, 30))
short_spans = st.tuples(recent, recent).map(lambda ends: parse_date(f"{min(ends)}/{max(ends)}"))


def days_of(span: Date) -> set[int]:
    return set(range(span.earliest.toordinal(), span.latest.toordinal() + 1))


class TestParsing:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            ("2023-06-19", date(2023, 6, 19), date(2023, 6, 19)),
            ("2023-06", date(2023, 6, 1), date(2023, 6, 30)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
            ("2018", date(2018, 1, 1), date(2018, 12, 31)),
            ("0001", date(1, 1, 1), date(1, 12, 31)),
            ("9999", date(9999, 1, 1), date(9999, 12, 31)),
            ("2024-21", date(2024, 3, 1), date(2024, 5, 31)),
            ("2024-22", date(2024, 6, 1), date(2024, 8, 31)),
            ("2024-23", date(2024, 9, 1), date(2024, 11, 30)),
            ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
            ("2024-01-30~", date(2024, 1, 30), date(2024, 1, 30)),
            ("2024-21~", date(2024, 3, 1), date(2024, 5, 31)),
            ("2023-05-10/2023-05-11", date(2023, 5, 10), date(2023, 5, 11)),
            ("2023-05/2023-07", date(2023, 5, 1), date(2023, 7, 31)),
            ("2023-05~/2023-05-10", date(2023, 5, 1), date(2023, 5, 10)),
            ("2023-06/..", date(2023, 6, 1), date.max),
            ("../2023-10", date.min, date(2023, 10, 31)),
        ],
    )
    def test_a_date_is_the_days_it_may_mean(self, text: str, earliest: date, latest: date) -> None:
        assert parse_date(text) == Date(text, earliest, latest)

    @pytest.mark.parametrize(
        "text",
        [
            *("", " ", "2023-6-19", "23-06-19", "2023-06-19 ", " 2023-06-19", "2023-06-19\n", "2023/06/19", "20230619"),
            *("2023-13", "2023-00", "2023-02-29", "2023-06-31", "2023-06-00", "0000", "2023-20", "2023-25"),
            *("2024-21-01", "10000", "-2023", "+2023", "2023-06-19T10:00", "June 2023", "2023?", "2023%", "~2023"),
            *(
                "2023~~",
                "/",
                "..",
                "../..",
                "/..",
                "../",
                "2023/",
                "/2023",
                "2023/2024/2025",
                "2023//2024",
                "2023/....",
            ),
            *("2023-06-20/2023-06-19", "2024/2023", "2023-06/2023-05", "..~/2023", "9999-24"),
            *("２０２３", "٢٠٢٣", "2023-06-1٩", "2023–06–19", "2023\0"),
        ],
    )
    def test_what_is_no_date_is_refused_in_a_sentence(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".{20}"):
            parse_date(text)

    @given(dates())
    def test_every_accepted_date_keeps_its_text_and_an_order(self, text: str) -> None:
        parsed = parse_date(text)
        assert parsed.edtf == text
        assert parsed.earliest <= parsed.latest

    @given(days)
    def test_a_day_is_itself(self, day: date) -> None:
        assert parse_date(day.isoformat()) == Date(day.isoformat(), day, day)

    @given(years, months)
    def test_a_month_ends_before_the_next(self, year: str, month: str) -> None:
        parsed = parse_date(f"{year}-{month}")
        assert parsed.earliest == date(int(year), int(month), 1)
        assert parsed.latest.month == int(month)
        assert (parsed.latest + timedelta(days=1)).day == 1

    @given(years)
    def test_seasons_follow_each_other_and_fill_a_year(self, year: str) -> None:
        seasons = [parse_date(f"{year}-{season}") for season in (21, 22, 23, 24)]
        for one, following in pairwise(seasons):
            assert following.earliest == one.latest + timedelta(days=1)
        assert seasons[-1].latest + timedelta(days=1) == date(int(year) + 1, 3, 1)

    @given(points, points)
    def test_a_span_runs_from_the_first_day_to_the_last(self, start: str, end: str) -> None:
        first, last = parse_date(start), parse_date(end)
        assume(first.earliest <= last.latest)
        parsed = parse_date(f"{start}/{end}")
        assert (parsed.earliest, parsed.latest) == (first.earliest, last.latest)

    @given(st.text(max_size=30) | st.text("0123456789-/~. ", max_size=24))
    def test_any_text_is_a_date_or_a_sentence(self, text: str) -> None:
        outcome: Date | str
        try:
            outcome = parse_date(text)
        except ValueError as error:
            outcome = str(error)
        assert outcome.isprintable() if isinstance(outcome, str) else outcome.earliest <= outcome.latest


class TestComparing:
    @given(short_spans, short_spans)
    def test_dates_overlap_if_they_share_a_day(self, one: Date, other: Date) -> None:
        assert one.overlaps(other) == bool(days_of(one) & days_of(other)) == other.overlaps(one)

    @given(short_spans, short_spans)
    def test_a_date_is_within_another_if_all_its_days_are(self, one: Date, other: Date) -> None:
        assert one.within(other) == (days_of(one) <= days_of(other))

    @given(dates())
    def test_every_date_overlaps_and_is_within_itself(self, text: str) -> None:
        parsed = parse_date(text)
        assert parsed.overlaps(parsed)
        assert parsed.within(parsed)

    def test_open_ends_reach_everything(self) -> None:
        since, until = parse_date("2023-06/.."), parse_date("../2023-06")
        assert parse_date("9998").within(since)
        assert parse_date("0001").within(until)
        assert since.overlaps(until)
        assert not parse_date("2023-05").overlaps(since)


class TestSpeaking:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2023-06-19", "19 June 2023"),
            ("2023-06-01", "1 June 2023"),
            ("2023-03", "March 2023"),
            ("2018", "2018"),
            ("2024-21", "spring 2024"),
            ("2024-24", "winter 2024"),
            ("2024-01-30~", "about 30 January 2024"),
            ("2024-02~", "about February 2024"),
            ("2023-05-10/2023-05-11", "10–11 May 2023"),
            ("2023-05-29/2023-06-02", "29 May – 2 June 2023"),
            ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
            ("2023-02/2023-05", "February – May 2023"),
            ("2022-10/2023-06", "October 2022 – June 2023"),
            ("2023/2024", "2023 – 2024"),
            ("2023-01/2023-05-23", "January 2023 – 23 May 2023"),
            ("2023-06/..", "from June 2023 on"),
            ("../2023-07-09", "by 9 July 2023"),
            ("../2023", "by 2023"),
        ],
    )
    def test_a_date_reads_as_people_say_it(self, text: str, words: str) -> None:
        assert spoken(text) == str(parse_date(text)) == words

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2023-05~/2023-05-10", "about May 2023 – 10 May 2023"),
            ("2023-05-10/2023-05~", "10 May 2023 – about May 2023"),
            ("2023-05~/2023-05~", "about May 2023 – about May 2023"),
        ],
    )
    def test_about_is_no_day(self, text: str, words: str) -> None:
        assert spoken(text) == words

    @given(days)
    def test_a_spoken_day_can_be_read_back(self, day: date) -> None:
        words = spoken(day.isoformat())
        number, month, year = words.split()
        assert datetime(int(year), MONTHS.index(month) + 1, int(number)).date() == day  # noqa: DTZ001 - only its date

    @given(dates())
    def test_nothing_is_lost_but_what_both_ends_share(self, text: str) -> None:
        words = spoken(text)
        start, slash, end = text.partition("/")
        ends = [point for point in (start, end) if point not in ("", "..")]
        assert words.count("about") == sum(point.endswith("~") for point in ends)
        assert {int(year) for year in re.findall(r"\d{4}", words)} == {int(point[:4]) for point in ends}
        assert bool(slash) == any(mark in words for mark in ("–", "from ", "by "))
        assert "~" not in words
        assert "/" not in words
