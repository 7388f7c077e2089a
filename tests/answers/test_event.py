from __future__ import annotations

import pytest

from bot.facts.model import Event, Figure
from tests.answers.asking import ask, best, ids, refuses
from tests.matching.shipped import BASE


@pytest.mark.parametrize("event", BASE.events.values(), ids=lambda event: event.id)
def test_every_event_is_found_by_its_summary(event: Event) -> None:
    assert event.id in ids(f"/event {event.summary}")


@pytest.mark.parametrize("figure", BASE.figures.values(), ids=lambda figure: figure.id)
def test_every_figure_is_found_by_what_it_counts(figure: Figure) -> None:
    assert figure.id in ids(f"/figure {figure.unit} {figure.summary}")


class TestEvents:
    def test_what_happened_when_and_who_acted(self) -> None:
        answer = ask("/event micron ban")
        (view,) = answer.facts
        assert view.data["date"] == "2023-05-21"
        assert view.data["summary"] in answer.lead
        assert "21 May 2023" in answer.lead
        assert view.data["actors"]
        assert "conflicts" in view.data

    @pytest.mark.parametrize(
        ("text", "event"),
        [
            ("/event micron prohibited", "micron-ban-2023-05"),
            ("/event micron ban may 2023", "micron-ban-2023-05"),
            ("/event chinese jet", "jet-interception-2023-05-26"),
            ("/event spy plane intercepted", "jet-interception-2023-05-26"),
            ("/event 26 may 2023", "jet-interception-2023-05-26"),
            ("/event sanctoins forensics institute lifted", "forensics-sanctions-lifted-2023-11"),
            ("/event fentanyl talks restarted", "fentanyl-talks-restarted-2024-01"),
            ("/event li qiang speech", "li-qiang-speech-2023"),
            ("/event CNN interview", "biden-cnn-interview-2023-07-09"),
        ],
    )
    def test_by_words_names_or_date(self, text: str, event: str) -> None:
        assert best(text) == event

    def test_what_is_expected_or_denied_says_so(self) -> None:
        expected = ask("/event executive order investment").facts[0]
        assert expected.data["status"] == "expected"
        assert ("Status", "expected") in expected.rows
        assert all(label != "Status" for label, _ in ask("/event micron ban").facts[0].rows)

    @pytest.mark.parametrize(
        "text",
        ["/event micron ban 2022", "/event panda diplomacy", "/event xyzzy", "/event the", "/event micron volcano"],
    )
    def test_nothing_of_the_kind(self, text: str) -> None:
        refuses(text)

    def test_an_unknown_word_is_named(self) -> None:
        assert "“volcano”" in ask("/event micron volcano").lead


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "figure", "value"),
        [
            ("/figure bilateral trade", "bilateral-trade-2022", "nearly $700 billion"),
            ("/figure fentanyl deaths", "fentanyl-deaths", "100,000"),
            ("/figure hotlines", "hotlines", "three"),
            ("/figure chinese ministers october", "chinese-ministers-by-october", "at least three"),
        ],
    )
    def test_a_number_with_its_unit_and_date(self, text: str, figure: str, value: str) -> None:
        view = ask(text).facts[0]
        assert (view.id, view.data["value"]) == (figure, value)
        assert view.data["unit"]
        assert view.data["date"] is not None

    def test_a_figure_comes_before_an_event_and_an_event_before_a_figure(self) -> None:
        assert ask("/figure hotlines").facts[0].kind == "figure"
        assert ask("/event hotlines").facts[0].kind == "event"

    def test_no_such_number(self) -> None:
        refuses("/figure price of eggs")


@pytest.mark.parametrize("command", ["event", "figure"])
def test_nothing_at_all(command: str) -> None:
    answer = ask(f"/{command}")
    assert (answer.status, answer.command) == ("invalid", command)
    assert ask(answer.suggestions[0]).status == "answered"
