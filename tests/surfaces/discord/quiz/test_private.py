"""What one person sees: their answer and what they missed, however long it is, within Discord's limits."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from bot.quiz.model import Typed
from bot.quiz.scoring import scores
from bot.quiz.state import Given, Player, Rules, Session
from bot.store.quizzes import Quiz
from bot.surfaces.discord.quiz.private import missed, own_result, receipt, review
from bot.surfaces.discord.text import width
from tests.surfaces.discord.fakes import as_read
from tests.surfaces.discord.quiz.test_board import CAPITALS, PIECES, faults, filled, question, quiz_of, raw

ADA = {"1": Player("1", "Ada")}


@given(PIECES, st.booleans())
@example("*", False)
@example("😀", True)
@example("@here", False)
def test_the_longest_answers_fit_into_a_receipt_and_a_review(piece: str, typed: bool) -> None:
    options = () if typed else tuple(filled(piece, 200) for _ in range(10))
    asked = replace(
        question(filled(piece, 1000), options, 9, typed=Typed((filled(piece, 2000),)) if typed else None),
        explanation=filled(piece, 2012),
        sources=(filled(piece, 200),) * 3,
    )
    given_ = Given((), filled(piece, 200), 1.0, 0.0) if typed else Given(tuple(range(10)), "", 1.0, 0.0)
    running = Session((asked,) * 4, Rules(20.0), "open", 0, ADA, {("1", 0): given_}, closes_at=1020.0)
    assert width(receipt(running, "1")) <= 2000
    over = replace(running, phase="finished", round=3, answers={("1", number): given_ for number in range(4)})
    assert faults(review(quiz_of(over), "1", 0)) == []


def test_a_short_answer_is_told_in_full() -> None:
    session = Session((CAPITALS,), Rules(), "open", 0, ADA, {("1", 0): Given((0, 2), "", 1.0, 0.0)})
    assert as_read(receipt(session, "1")) == (
        "Your answer to question 1: A Paris, C Oslo. You can change it until the question closes."
    )


def result_of(quiz: Quiz, person: str) -> str:
    return own_result(quiz, {score.person: score for score in scores(quiz.session)}, person)


def test_only_what_counted_is_missed() -> None:
    answers = {("1", 0): Given((0,), "", 1.0, 0.0), ("1", 1): Given((1,), "", 1.0, 0.0)}
    session = Session((CAPITALS,) * 4, Rules(), "finished", 3, ADA, answers, skipped=frozenset({3}))
    assert missed(session, "1") == (1, 2)
    assert result_of(quiz_of(session), "1") == "You are number 1 of 1 with 100 points: 1 of 3 questions right."
    said = as_read(raw(review(quiz_of(session), "1", 99)))
    assert "You: B Rome" in said
    assert "You: no answer" in said


def test_who_took_no_part_has_nothing_to_see() -> None:
    quiz = quiz_of(Session((CAPITALS,), Rules(), "finished", 0, ADA, {}))
    assert result_of(quiz, "2") == "You took no part in this quiz."
    assert raw(review(quiz, "2", 0)) == "You took no part in this quiz."
