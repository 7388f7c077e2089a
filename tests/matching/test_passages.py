from __future__ import annotations

import pytest

from bot.facts.model import Fact, Meeting
from bot.matching.passages import place_chain, texts_of
from bot.matching.reading import Term
from bot.matching.text import topic_words
from tests.matching.reading import read
from tests.matching.shipped import BASE, INDEX

FACTS = tuple(BASE.facts())


def asked(text: str) -> tuple[Term, ...]:
    return read(text).terms


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{type(fact).__name__}-{fact.id}")
def test_every_fact_is_a_passage_with_its_own_words_date_and_sources(fact: Fact) -> None:
    passage = INDEX.passages[fact.id]
    assert passage.fact is fact
    assert passage.kind == type(fact).__name__.lower()
    assert passage.sources == {citation.source for citation in fact.cite}
    assert passage.date == getattr(fact, "date", None)
    assert not passage.people & passage.nearby
    assert all(0 < weight <= 1 for weight in passage.terms.values())
    for text in texts_of(fact, BASE):
        assert {INDEX.lexicon.term(word) for word in topic_words(text)} <= passage.terms.keys()


class TestPeople:
    def test_participants_take_part_and_others_are_near(self) -> None:
        passage = INDEX.passages["biden-xi-call-2024-spring"]
        assert passage.people == {"joe-biden", "xi-jinping"}
        forum = INDEX.passages["shangri-la-dialogue-2023"]
        assert not forum.people
        assert {"lloyd-austin", "li-shangfu"} <= forum.nearby

    def test_the_side_that_declined_is_near(self) -> None:
        passage = INDEX.passages["austin-li-shangfu-singapore-2023-06"]
        assert passage.people == {"lloyd-austin", "li-shangfu"}
        assert "china" in passage.nearby

    def test_the_speaker_takes_part_and_who_is_addressed_is_near(self) -> None:
        passage = INDEX.passages["xi-why-are-you-doing-this"]
        assert passage.people == {"xi-jinping"}
        assert "joe-biden" in passage.nearby

    def test_a_shared_surname_in_the_words_makes_nobody_near(self) -> None:
        near = INDEX.passages["raimondo-china-2023"].nearby
        assert not near & {person.id for person in BASE.people.values() if person.family in ("Li", "Wang")}

    def test_the_passages_that_concern_somebody(self) -> None:
        found = {passage.fact.id for passage in INDEX.involving({"nancy-pelosi"})}
        assert {"pelosi-taiwan-2022-08", "nancy-pelosi"} <= found
        assert all({"nancy-pelosi"} & (INDEX.passages[id_].people | INDEX.passages[id_].nearby) for id_ in found)
        both = [passage.fact.id for passage in INDEX.involving({"antony-blinken", "xi-jinping"})]
        assert len(both) == len(set(both))


class TestPlaces:
    def test_a_place_and_all_that_hold_it(self) -> None:
        assert place_chain("vienna", BASE) == {"vienna", "austria"}
        assert place_chain("singapore", BASE) == {"singapore"}
        assert place_chain(None, BASE) == set()
        assert INDEX.passages["blinken-xi-beijing-2023-06"].places == {"beijing", "china"}


class TestCoverage:
    def test_no_words_are_covered(self) -> None:
        assert INDEX.passages["blinken-xi-beijing-2023-06"].coverage(()) == 1

    @pytest.mark.parametrize(
        ("fact", "text", "least", "most"),
        [
            ("micron-ban-2023-05", "micron ban", 1, 1),
            ("micron-ban-2023-05", "micron prohibited", 1, 1),
            ("micron-ban-2023-05", "micron zebra", 0.3, 0.7),
            ("micron-ban-2023-05", "zebra quokka", 0, 0),
            ("burns-beijing-2023-05", "spy", 0.85, 0.95),  # a keyword stands beside the fact
            ("blinken-xi-beijing-2023-06", "china", 0.6, 1),  # a capital stands for its country
            ("glaser-sleepwalking", "german marshall fund", 0.5, 0.7),  # what the speaker is
        ],
    )
    def test_the_share_of_the_words_that_a_fact_accounts_for(
        self, fact: str, text: str, least: float, most: float
    ) -> None:
        assert least <= INDEX.passages[fact].coverage(asked(text)) <= most

    def test_a_rare_word_counts_more(self) -> None:
        passage = INDEX.passages["sullivan-wang-yi-vienna-2023-05"]
        assert passage.coverage(asked("vienna zebra")) > passage.coverage(asked("talks zebra"))


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "lies"),
        [("june 2023", True), ("19 june", True), ("2023", True), ("20 june", False), ("2022", False), ("", True)],
    )
    def test_a_fact_lies_in_the_periods_of_a_request(self, text: str, lies: bool) -> None:
        assert INDEX.passages["blinken-xi-beijing-2023-06"].in_period(read(text)) is lies

    def test_every_period_must_fit(self) -> None:
        assert not INDEX.passages["blinken-xi-beijing-2023-06"].in_period(read("june 2023 and july 2023"))

    def test_a_fact_without_a_date_lies_in_none(self) -> None:
        undated = next(id_ for id_, quote in BASE.quotes.items() if quote.date is None)
        assert not INDEX.passages[undated].in_period(read("2023"))
        assert INDEX.passages[undated].in_period(read("anything"))


@pytest.mark.parametrize("meeting", BASE.meetings.values(), ids=lambda meeting: meeting.id)
def test_a_meeting_echoes_its_status_its_venue_and_its_reports(meeting: Meeting) -> None:
    texts = " ".join(texts_of(meeting, BASE))
    assert all(report.says in texts for report in meeting.reports)
    assert (meeting.venue or "") in texts
    assert meeting.status in texts
