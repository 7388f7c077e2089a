from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Answer, FactView
from bot.surfaces.terminal.card import WIDEST, Look, look_for, printable, render
from tests.fake_desk import ANSWER, MEETING


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_plain_card_has_everything_in_the_order_of_reading() -> None:
    assert render(ANSWER, Look()) == (
        "Ada Ek met Bo Li on 19 June 2020.\n"
        "\n"
        "Ada Ek met Bo Li\n"
        "  Date: 19 June 2020\n"
        "  Place: Oslo\n"
        "  Outcome: They agreed to meet again once a year in Oslo\n"
        "  Note: The two papers differ on who came first\n"
        "  Source: The Daily, 20 June 2020, par. 3; The Weekly, 21 June 2020, par. 17\n"
        "\n"
        "Ada Ek said\n"
        "“All is fine – for now.”\n"
        "  Context: to reporters\n"
        "  Source: The Daily, 20 June 2020, par. 4\n"
        "\n"
        "Try:\n"
        "  /quote ada\n"
        "  /timeline ada"
    )


def test_a_line_that_is_too_long_goes_on_further_in() -> None:
    lines = render(ANSWER, Look(width=30)).split("\n")
    start = lines.index("  Outcome: They agreed to meet")
    assert lines[start : start + 2] == ["  Outcome: They agreed to meet", "    again once a year in Oslo"]


def test_a_suggestion_is_never_broken_so_that_it_can_be_copied() -> None:
    suggestion = "/check somebody said " + "something and " * 10
    lines = render(replace(ANSWER, suggestions=(suggestion,)), Look(width=30)).split("\n")
    assert lines[-1] == "  " + suggestion


def test_style_adds_nothing_but_bold_and_dim() -> None:
    styled = render(ANSWER, Look(styled=True))
    assert "\x1b[1mAda Ek met Bo Li\x1b[0m\n\x1b[2m  Date:\x1b[0m 19 June 2020\n" in styled
    bare = styled.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert bare == render(ANSWER, Look())


def test_style_stays_within_its_lines_when_wrapped() -> None:
    for line in render(ANSWER, Look(width=24, styled=True)).split("\n"):
        assert line.count("\x1b[0m") == line.count("\x1b[1m") + line.count("\x1b[2m")
        assert not line.endswith(("\x1b[1m", "\x1b[2m"))


def test_a_lead_may_have_several_lines() -> None:
    assert render(Answer("x", None, "not_found", "One.\nTwo."), Look(width=80)) == "One.\nTwo."


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", "\ufffd[2J\ufffd]0;title\ufffd"),
        ("\x9b31mred", "\ufffd31mred"),
        ("a\rb\nc\td\u2028e\u0085f\xa0g", "a b c d e f g"),
        ("evil\u202etxt.exe\u2066", "evil\ufffdtxt.exe\ufffd"),
        ("zero\u200bwidth\u200d\ufeff", "zero\ufffdwidth\ufffd\ufffd"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("tag \U000e0041", "tag \ufffd"),
        ("Détente – “習近平” ok", "Détente – “習近平” ok"),
    ],
)
def test_what_cannot_be_seen_is_shown_as_such(hostile: str, shown: str) -> None:
    assert printable(hostile) == shown


# Surrogates included: they reach the bot in arguments that are not UTF-8.
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
VIEWS = st.builds(
    FactView,
    kind=st.just("event"),
    id=st.just("x"),
    title=ANY_TEXT,
    quotation=st.none() | ANY_TEXT,
    rows=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=2).map(tuple),
    citations=st.lists(ANY_TEXT, max_size=2).map(tuple),
    notes=st.lists(ANY_TEXT, max_size=2).map(tuple),
    data=st.just({}),
)
ANSWERS = st.builds(
    Answer,
    query=ANY_TEXT,
    command=st.none(),
    status=st.just("answered"),
    lead=ANY_TEXT,
    facts=st.lists(VIEWS, max_size=2).map(tuple),
    suggestions=st.lists(ANY_TEXT, max_size=2).map(tuple),
)


@given(ANSWERS, st.none() | st.integers(20, WIDEST))
def test_nothing_unprintable_ever_reaches_a_terminal(answer: Answer, width: int | None) -> None:
    for line in render(answer, Look(width)).split("\n"):
        assert line.isprintable()
        assert not any(unicodedata.category(character)[0] == "C" for character in line)


@given(ANSWERS, st.integers(20, WIDEST))
def test_no_line_but_a_suggestion_is_wider_than_the_terminal(answer: Answer, width: int) -> None:
    for line in render(replace(answer, suggestions=()), Look(width)).split("\n"):
        assert len(line) <= width


@given(ANSWERS, st.integers(20, WIDEST))
def test_wrapping_loses_no_word(answer: Answer, width: int) -> None:
    wrapped, unwrapped = render(answer, Look(width)), render(answer, Look())
    assert "".join(wrapped.split()) == "".join(unwrapped.split())


def test_a_pipe_gets_plain_unwrapped_text() -> None:
    assert look_for(io.StringIO()) == Look(width=None, styled=False)


@pytest.mark.parametrize(("columns", "width"), [("40", 40), ("500", WIDEST), ("3", 20)])
def test_a_terminal_sets_the_width(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert look_for(Terminal()).width == width


@pytest.mark.parametrize(
    ("environment", "styled"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_style_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], styled: bool) -> None:
    for name, value in {"TERM": "xterm", **environment}.items():
        monkeypatch.setenv(name, value)
    if "NO_COLOR" not in environment:
        monkeypatch.delenv("NO_COLOR", raising=False)
    assert look_for(Terminal()).styled is styled


def test_every_citation_and_note_is_shown() -> None:
    card = render(ANSWER, Look())
    assert all(text in card for text in (*MEETING.citations, *MEETING.notes))
