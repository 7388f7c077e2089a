from __future__ import annotations

from datetime import date

import pytest

from bot.answers.replies import MAX_FACTS
from bot.facts.dates import parse_date
from tests.answers.asking import ask, asks_which, ids, refuses, statuses
from tests.matching.shipped import BASE

ACTIVE = sorted(
    {id_ for meeting in BASE.meetings.values() for id_ in meeting.participants}
    | {id_ for event in BASE.events.values() for id_ in event.actors if id_ in BASE.people}
)


def starts(text: str) -> list[date]:
    """The first known day of every entry."""
    days = []
    for view in ask(text).facts:
        when = parse_date(view.data["date"])
        days.append(when.latest if when.earliest == date.min else when.earliest)
    return days


@pytest.mark.parametrize("person", ACTIVE)
def test_of_a_person_is_everything_that_they_took_part_in_oldest_first(person: str) -> None:
    found = ids(f"/timeline {BASE.name(person)}")
    expected = [meeting.id for meeting in BASE.meetings.values() if person in meeting.participants]
    expected += [event.id for event in BASE.events.values() if person in event.actors]
    assert set(expected) <= set(found)
    days = starts(f"/timeline {BASE.name(person)}")
    assert days == sorted(days)


class TestNarrowed:
    @pytest.mark.parametrize("text", ["/timeline blinken june 2023", "/timeline 2022", "/timeline may 2023"])
    def test_by_a_period_all_entries_lie_in_it(self, text: str) -> None:
        year = 2022 if "2022" in text else 2023
        for view in ask(text).facts:
            when = parse_date(view.data["date"])
            assert when.earliest.year <= year <= when.latest.year

    def test_by_a_topic(self) -> None:
        found = ids("/timeline taiwan")
        assert "pelosi-taiwan-2022-08" in found
        assert "micron-ban-2023-05" not in found

    def test_only_meetings_and_events_are_entries(self) -> None:
        assert {view.kind for view in ask("/timeline blinken").facts} == {"meeting", "event"}

    def test_a_long_one_says_how_much_is_left_out(self) -> None:
        answer = ask("/timeline china")
        assert len(answer.facts) == MAX_FACTS
        assert f"The first {MAX_FACTS} of" in answer.lead

    def test_a_long_one_is_in_brief_and_a_short_one_is_not(self) -> None:
        long, short = ask("/timeline blinken june 2023"), ask("/timeline micron")
        labels = {label for shown in long.facts for label, _ in shown.rows}
        assert labels <= {"When", "Where", "Status"}
        assert all(shown.citations for shown in long.facts)
        assert any(shown.notes for shown in long.facts)
        assert "Actors" in dict(short.facts[0].rows)

    def test_a_single_entry(self) -> None:
        answer = ask("/timeline micron")
        assert [view.id for view in answer.facts] == ["micron-ban-2023-05"]
        assert answer.lead == "One entry."

    @pytest.mark.parametrize(
        "text", ["timeline of Blinken in june 2023", "what happened in order, Blinken, june 2023?"]
    )
    def test_in_a_plain_question(self, text: str) -> None:
        answer = ask(text)
        assert answer.command == "timeline"
        assert {view.id for view in answer.facts} == set(ids("/timeline blinken june 2023"))


class TestRefusals:
    def test_a_shared_surname(self) -> None:
        asks_which("/timeline li", "/timeline Li Qiang", "/timeline Li Shangfu")

    @pytest.mark.parametrize(
        "text", ["/timeline trudeau", "/timeline zebra", "/timeline everything", "/timeline blinken 1999"]
    )
    def test_nothing_fits(self, text: str) -> None:
        refuses(text)

    def test_nothing_at_all(self) -> None:
        answer = ask("/timeline")
        assert answer.status == "invalid"
        assert statuses(answer.suggestions) == {"/timeline blinken june 2023": "answered"}
