"""What everybody sees of a quiz: it fits into a message, none of it is markup, nobody learns what others chose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from simcord.components import walk_components

from bot.quiz.model import LETTERS, OWN, Option, Question, Typed
from bot.quiz.state import ENDED, Given, Phase, Player, Rules, Session
from bot.store.quizzes import END, LOBBY, Quiz
from bot.surfaces.discord.quiz.board import View, board, shows_of
from bot.surfaces.discord.quiz.private import panel
from tests.surfaces.discord.audit import audit
from tests.surfaces.discord.fakes import as_read

NASTY = "*_~`|<>[]@#:/\\+-.1a \n\u202e\u200b😀é"
HOSTILE = (
    '=HYPERLINK("http://e.test")',
    "@everyone",
    "😀" * 32,
    "\u202eevil\u2066",
    "**bold** <@1> [a](http://e.test)",
)
PHASES: tuple[Phase, ...] = ("open", "paused", "closed", "finished", "cancelled")


@dataclass(frozen=True)
class Sent:
    json: Any
    method: str = "POST"
    path: str = "/channels/1/messages"


def components(view: View) -> Any:
    return view.to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types


def faults(view: View) -> list[str]:
    """The limits of Discord that the message breaks."""
    return audit([Sent({"components": components(view), "allowed_mentions": {"parse": []}})])


def raw(view: View) -> str:
    return "\n".join(part["content"] for part in walk_components(components(view)) if part["type"] == 10)


def question(prompt: str, options: tuple[str, ...], right: int = 1, **changes: Any) -> Question:
    made = tuple(Option(text, number < right, text) for number, text in enumerate(options))
    asked = Question("own.q.1", OWN, "own", prompt, made, None, (), (), ("A book",), "Because.", 2, ())
    return replace(asked, **changes)


def quiz_of(session: Session, title: str = "Capitals") -> Quiz:
    return Quiz("0123456789ab", session, 1, 2, "3", "7b", title, "x", 1000.0)


def session_of(asked: Question, phase: Phase, people: int = 30, rules: Rules | None = None) -> Session:
    """A class of which everybody has marked an option, the first ones the first."""
    players = {str(number): Player(str(number), f"pupil {number}") for number in range(people)}
    count = max(1, len(asked.options))
    answers = {
        (person, 0): Given((number % count,), "" if asked.typed is None else f"typed {number}", 1.0, 0.0)
        for number, person in enumerate(players)
    }
    timed = None if rules is None or rules.seconds is None else 1020.0
    waits = timed if phase == "closed" else None
    return Session((asked, asked), rules or Rules(), phase, 0, players, answers, frozenset(), 1000.0, timed, 0.0, waits)


def filled(piece: str, length: int) -> str:
    """A text of that length from a piece, as a teacher's file can hold it."""
    return (piece * length)[:length]


PIECES = st.text(NASTY, min_size=1, max_size=6)
OPTIONS = st.lists(st.tuples(PIECES, st.integers(1, 200)), min_size=2, max_size=10)
CAPITALS = question("Capital of France?", ("Paris", "Rome", "Oslo", "Bern"))


@given(PIECES, st.integers(1, 1000), OPTIONS, st.integers(1, 9), st.sampled_from(PHASES), st.booleans())
@example("*", 1000, [("*", 200)] * 10, 1, "open", True)
@example("*", 1000, [("*", 200)] * 10, 1, "closed", True)
@example("*", 1000, [("*", 200)] * 10, 9, "closed", False)
@example("😀", 1000, [("😀", 200)] * 10, 5, "open", False)
@example("@here", 1000, [("@here", 200)] * 10, 5, "closed", True)
def test_the_longest_question_fits_into_a_message(
    piece: str, length: int, options: list[tuple[str, int]], right: int, phase: Phase, timed: bool
) -> None:
    texts = tuple(filled(*each) for each in options)
    asked = question(filled(piece, length), texts, min(right, len(texts) - 1))
    asked = replace(asked, explanation=filled(piece, 500), sources=(filled(piece, 200),))
    quiz = quiz_of(session_of(asked, phase, rules=Rules(20.0 if timed else None)), filled(piece, 200))
    for shows in (LOBBY, 0, shows_of(quiz.session)):
        assert faults(board(quiz, shows)) == []
    assert faults(panel(quiz, "The question is closed.")) == []


@given(PIECES, st.integers(1, 2000), st.sampled_from(PHASES))
@example("*", 2000, "closed")
def test_the_longest_accepted_answers_fit_into_a_message(piece: str, length: int, phase: Phase) -> None:
    accepted = tuple(filled(piece, length) for _ in range(5))
    asked = question(filled(piece, 1000), (), typed=Typed(accepted), explanation=filled(piece, 2012))
    quiz = quiz_of(session_of(asked, phase))
    assert faults(board(quiz, 0)) == []


@pytest.mark.parametrize("phase", ["lobby", "open", "finished"])
def test_the_longest_names_of_teams_and_people_fit(phase: Phase) -> None:
    teams = tuple(filled(f"*{number}", 32) for number in range(10))
    players = {str(n): Player(str(n), filled(f"*{n}", 100), teams[n % 10]) for n in range(200)}
    answers = {(person, 0): Given((0,), "", 1.0, 0.0) for person in players}
    begun = -1 if phase == "lobby" else 0
    session = Session((CAPITALS,), Rules(teams=teams), phase, begun, players, answers)
    quiz = quiz_of(session, filled("*", 200))
    for shows in (LOBBY, shows_of(session)):
        assert faults(board(quiz, shows)) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_a_person_team_quiz_or_option_is_markup(name: str) -> None:
    asked = replace(question(name, (name, "Rome")), explanation=name, sources=(name,))
    players = {"1": Player("1", name, name), "2": Player("2", "Ada", "blue")}
    answers = {("1", 0): Given((0,), "", 1.0, 0.0)}
    for phase in ("lobby", *PHASES):
        begun = -1 if phase == "lobby" else 0
        quiz = quiz_of(Session((asked,), Rules(teams=(name, "blue")), phase, begun, players, answers), name)
        for shows in (LOBBY, 0, END) if phase in ENDED else (LOBBY, shows_of(quiz.session)):
            said = re.sub(r"\\.", "", raw(board(quiz, shows)))
            for live in ("@everyone", "<@1>", "](", "://", "\u202e", "\u2066", "**bold**"):
                assert live not in said


def test_the_best_are_named_and_their_names_read_as_they_are() -> None:
    players = {"1": Player("1", "*Ada*"), "2": Player("2", "")}
    answers = {(person, 0): Given((0,), "", 1.0, 0.0) for person in players}
    said = as_read(raw(board(quiz_of(Session((CAPITALS,), Rules(), "finished", 0, players, answers)), END)))
    assert "1. *Ada* – 100 points, 1 right" in said
    assert "1. somebody – 100 points, 1 right" in said


@pytest.mark.parametrize(("people", "last"), [(10, "100 points, 1 right"), (11, "and 1 more"), (30, "and 20 more")])
def test_more_winners_than_find_room_are_counted(people: int, last: str) -> None:
    players = {str(number): Player(str(number), f"pupil {number}") for number in range(people)}
    answers = {(person, 0): Given((0,), "", 1.0, 0.0) for person in players}
    said = as_read(raw(board(quiz_of(Session((CAPITALS,), Rules(), "finished", 0, players, answers)), END)))
    assert said.count("100 points, 1 right") == 10
    assert said.count("more") == (people > 10)
    assert last in said


@pytest.mark.parametrize(
    ("rules", "told"), [(Rules(20.0, speed_bonus=True), True), (Rules(20.0), False), (Rules(None, True), False)]
)
def test_the_lobby_tells_of_a_bonus_for_speed_where_there_is_one(rules: Rules, told: bool) -> None:
    said = as_read(raw(board(quiz_of(session_of(CAPITALS, "lobby", rules=rules)), LOBBY)))
    assert ("A fast right answer is worth up to 20 points more." in said) is told


@given(
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.lists(st.integers(0, 3), min_size=5, max_size=5),
    st.sampled_from(["open", "paused"]),
)
def test_what_was_chosen_changes_nothing_before_the_question_closes(
    some: list[int], others: list[int], phase: Phase
) -> None:
    def shown(marks: list[int]) -> Any:
        answers = {(str(n), 0): Given((mark,), "", float(mark), 0.0) for n, mark in enumerate(marks)}
        session = replace(session_of(CAPITALS, phase, people=6), answers=answers)
        return [components(board(quiz_of(session), shows)) for shows in (LOBBY, 0)]

    assert shown(some) == shown(others)
    assert "pupil" not in str(shown(some))


def test_nothing_before_the_question_closes_tells_the_right_option() -> None:
    """Whichever option is right, the open question looks the same."""
    looks = set()
    for right in range(4):
        options = tuple(replace(each, right=number == right) for number, each in enumerate(CAPITALS.options))
        asked = replace(CAPITALS, options=options, explanation=f"It is {right}.", sources=(f"Book {right}",))
        looks.add(str([components(board(quiz_of(session_of(asked, phase)), 0)) for phase in ("open", "paused")]))
    assert len(looks) == 1


def test_a_closed_question_tells_how_many_chose_what_and_no_names() -> None:
    said = raw(board(quiz_of(session_of(CAPITALS, "closed", people=10)), 0))
    lines = [line for line in as_read(said).split("\n") if " – " in line]
    assert lines == ["✅ A  Paris – 3 ███", "▫️ B  Rome – 3 ███", "▫️ C  Oslo – 2 ██", "▫️ D  Bern – 2 ██"]
    assert "pupil" not in said


def test_what_was_typed_is_shown_to_nobody() -> None:
    asked = question("Capital of France?", (), typed=Typed(("Paris",)))
    for phase in PHASES:
        quiz = quiz_of(session_of(asked, phase))
        assert "typed" not in raw(board(quiz, 0)).replace("Type", "")


def test_a_question_that_nobody_answered_has_no_shares() -> None:
    said = raw(board(quiz_of(session_of(CAPITALS, "closed", people=0)), 0))
    assert said.count("– 0") == 4
    assert "█" not in said


@pytest.mark.parametrize(
    ("phase", "said"), [("open", True), ("closed", True), ("cancelled", False), ("finished", False)]
)
def test_nobody_is_invited_to_a_quiz_that_is_over(phase: Phase, said: bool) -> None:
    assert ("It has begun" in raw(board(quiz_of(session_of(CAPITALS, phase)), LOBBY))) == said


def test_there_is_a_letter_for_every_option() -> None:
    asked = question("Which?", tuple(str(number) for number in range(10)))
    view = components(board(quiz_of(session_of(asked, "open")), 0))
    labels = [part["label"] for part in walk_components(view) if part["type"] == 2]
    assert labels == [*LETTERS, "Host …"]
