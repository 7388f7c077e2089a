from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.commands import COMMANDS
from bot.answers.complete import MAX_LABEL
from tests.answers.asking import DESK, ask
from tests.matching.shipped import BASE

OPTIONS = [(command.name, option.name) for command in COMMANDS for option in command.options]
ALONE = [(command.name, command.options[0].name) for command in COMMANDS if command.options]
EVERYTHING = 10_000
LIMIT = 25


def values(command: str, option: str, text: str, limit: int = LIMIT) -> list[str]:
    return [completion.value for completion in DESK.complete(command, option, text, limit)]


@pytest.mark.parametrize(("command", "option"), OPTIONS)
class TestEveryOption:
    def test_offers_at_most_25_short_and_different_values(self, command: str, option: str) -> None:
        assert len(DESK.complete(command, option, "")) <= LIMIT
        every = DESK.complete(command, option, "", EVERYTHING)
        assert every
        assert len({completion.value for completion in every}) == len(every)
        for completion in every:
            assert 0 < len(completion.label) <= MAX_LABEL == 100
            assert 0 < len(completion.value) <= MAX_LABEL
            assert completion.label == completion.label.strip()

    def test_what_was_typed_is_found_among_the_offers(self, command: str, option: str) -> None:
        for completion in DESK.complete(command, option, "", EVERYTHING)[:40]:
            typed = completion.label.split(" (")[0][:12].rsplit(" ", 1)[0]
            assert completion.value in values(command, option, typed, EVERYTHING), typed

    def test_nonsense_completes_to_nothing(self, command: str, option: str) -> None:
        assert values(command, option, "xyzzyqq plugh") == []

    @pytest.mark.parametrize("limit", [0, 1, 3])
    def test_no_more_than_are_asked_for(self, command: str, option: str, limit: int) -> None:
        assert values(command, option, "", limit) == values(command, option, "")[:limit]


@pytest.mark.parametrize(("command", "option"), ALONE)
def test_every_value_sent_back_with_its_command_is_taken(command: str, option: str) -> None:
    for value in values(command, option, "", EVERYTHING):
        answer = ask(f"/{command} {value}")
        assert answer.status in ("answered", "not_found", "ambiguous"), value


@pytest.mark.parametrize(
    ("command", "option"),
    [each for each in ALONE if each[0] not in ("event", "check")],
)
def test_every_value_sent_back_with_its_command_is_answered(command: str, option: str) -> None:
    assert [
        value for value in values(command, option, "", EVERYTHING) if ask(f"/{command} {value}").status != "answered"
    ] == []


def test_every_event_that_is_offered_is_answered() -> None:
    assert [
        value for value in values("event", "about", "", EVERYTHING) if ask(f"/event {value}").status != "answered"
    ] == []


def test_every_claim_that_is_offered_is_supported() -> None:
    assert [
        value for value in values("check", "claim", "", EVERYTHING) if ask(f"/check {value}").verdict != "supported"
    ] == []


class TestRanking:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("bli", "Antony Blinken"),
            ("BLINK", "Antony Blinken"),
            ("antony b", "Antony Blinken"),
            ("blinkin", "Antony Blinken"),
            ("xi j", "Xi Jinping"),
            ("jinp", "Xi Jinping"),
            ("blanshete", "Jude Blanchette"),
            pytest.param(
                "sulivan",
                "Jake Sullivan",
            ),
            ("treasury", "Janet Yellen"),
            ("apple", "Tim Cook"),
        ],
    )
    def test_whoever_fits_best_comes_first(self, typed: str, name: str) -> None:
        assert values("person", "who", typed)[0] == name

    def test_nothing_typed_lists_the_most_cited_first(self) -> None:
        counts = {person.name: len(person.cite) for person in BASE.people.values()}
        found = [counts[name] for name in values("person", "who", "")]
        assert found == sorted(counts.values(), reverse=True)[:LIMIT]

    def test_all_that_fit_are_offered(self) -> None:
        assert set(values("person", "who", "wang")) >= {"Wang Yi", "Wang Wentao", "Wang Yiwei"}

    @pytest.mark.parametrize(
        ("typed", "month"), [("jun", "June 2023"), ("june 2023", "June 2023"), ("2023-06", "June 2023")]
    )
    def test_dates(self, typed: str, month: str) -> None:
        assert month in values("timeline", "when", typed)

    def test_only_people_who_met_somebody_are_offered_for_a_meeting(self) -> None:
        met = {BASE.name(id_) for meeting in BASE.meetings.values() for id_ in meeting.participants}
        assert set(values("meeting", "who", "", EVERYTHING)) == met

    def test_only_who_is_quoted_is_offered_for_a_quote(self) -> None:
        assert "Bonnie Glaser" in values("quote", "who", "gla")
        assert "Nancy Pelosi" not in values("quote", "who", "", EVERYTHING)


@pytest.mark.parametrize(("command", "option"), [("meeting", "where"), ("nothing", "who"), ("help", "about"), ("", "")])
def test_what_is_no_option_completes_to_nothing(command: str, option: str) -> None:
    assert values(command, option, "xi") == []


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(OPTIONS), st.text(st.one_of(st.sampled_from("aeilnxo 2'"), st.characters()), max_size=120))
def test_any_text_is_completed_or_not(option: tuple[str, str], text: str) -> None:
    found = values(*option, text)
    assert len(set(found)) == len(found) <= LIMIT
    known = set(values(*option, "", EVERYTHING))
    # after a name, a participant's option completes to that name and another
    assert all(value in known or any(value.startswith(f"{name} ") for name in known) for value in found)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("blinken x", "Antony Blinken Xi Jinping"),
        ("xi blink", "Xi Jinping Antony Blinken"),
        ("cui sullivan sher", "Cui Tiankai Jake Sullivan Wendy Sherman"),
        ("antony blinken qin g", "Antony Blinken Qin Gang"),
    ],
)
def test_the_last_of_several_names_is_completed(typed: str, first: str) -> None:
    assert DESK.complete("meeting", "who", typed)[0].value == first


def test_a_name_after_no_name_completes_to_nothing() -> None:
    assert DESK.complete("meeting", "who", "zebra x") == ()
