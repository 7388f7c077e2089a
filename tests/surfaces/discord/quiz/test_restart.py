"""The process ends and starts again at every moment of a quiz: nothing is lost, doubled or posted twice."""

from __future__ import annotations

from typing import Any

import pytest
from simcord import ResponseMessage
from sqlalchemy import select

from bot.quiz.phrases import right_texts
from bot.quiz.timing import seconds_for, seconds_to_show
from bot.store import tables
from bot.store.quizzes import END
from tests.surfaces.discord.fakes import as_read, controls, only, read
from tests.surfaces.discord.quiz.conftest import COUNTED, School


async def answers(school: School) -> dict[tuple[str, int], str]:
    """Every row of an answer, by name and question; two rows of one person and question would be an error."""
    async with school.bot.quizzes.database.read() as connection:
        players = (await connection.execute(select(tables.player))).all()
        rows = (await connection.execute(select(tables.answer))).all()
    names = {row.person: row.name for row in players}
    found = {(names[row.person], row.number): row.marks or row.text for row in rows}
    assert len(found) == len(rows)
    return found


def letter(mark: str) -> str:
    return "ABCDEFGHIJ"[int(mark)]


def phase(school: School) -> str:
    return school.session.phase


async def quiz_row(school: School) -> Any:
    async with school.bot.quizzes.database.read() as connection:
        return (await connection.execute(select(tables.quiz))).one()


async def test_in_the_lobby(school: School) -> None:
    await school.start()
    lobby = school.board
    joined = only(await school.alice.click(lobby, label="Join"))
    await school.restart()
    assert len(school.world.replies()) == 1
    assert only(await school.alice.click(lobby, label="Join")).content == "You have joined already."
    await school.alice.click(joined, label="Leave")
    assert "You are in." in read(only(await school.alice.click(lobby, label="Join")))
    assert "You are in." in read(only(await school.bob.click(lobby, label="Join")))
    await school.later(COUNTED)
    assert "Joined: 2" in read(lobby)
    await school.host("Open the first question")
    assert len(school.world.replies()) == 2


async def test_in_an_open_question(school: School) -> None:
    await school.start()
    await school.host("Open the first question")
    question, asked = school.board, school.session.question
    before = controls(question)
    await school.restart()
    assert school.session.question == asked
    assert (phase(school), school.session.round) == ("open", 0)
    assert len(school.world.replies()) == 2
    assert controls(question) == before
    for label in "ABCD":
        assert f"Your answer to question 1: {label} " in as_read(await school.answer(school.alice, label))
    assert await answers(school) == {("alice", 0): "3"}


async def test_after_answers(school: School) -> None:
    await school.start(rounds=1)
    await school.host("Open the first question")
    right, wrong = school.right, school.wrong
    await school.answer(school.alice, right)
    await school.answer(school.bob, right)
    for _ in range(3):
        await school.restart()
    await school.answer(school.bob, wrong)
    stored = await answers(school)
    assert {who: letter(marks) for (who, _), marks in stored.items()} == {"alice": right, "bob": wrong}
    await school.restart()
    assert await answers(school) == stored
    await school.host("Close now")
    await school.host("Show the result")
    assert await school.answer(school.alice, "My result") == (
        "You are number 1 of 2 with 100 points: 1 of 1 question right."
    )
    assert len(school.world.replies()) == 3


async def test_with_the_remaining_time(school: School) -> None:
    await school.start(seconds=60)
    await school.alice.click(school.board, label="Join")
    await school.host("Open the first question")
    closes_at, limit = school.session.closes_at, seconds_for(school.session.question, 60) or 0
    await school.later(limit - 30)
    await school.restart()
    assert school.session.closes_at == closes_at
    await school.later(20)
    assert phase(school) == "open"
    await school.answer(school.alice, school.right)
    await school.later(11)
    assert phase(school) == "closed"
    assert "· closed" in read(school.board)


async def test_a_question_that_is_overdue_closes_and_scores_at_once(school: School) -> None:
    await school.start(seconds=20, rounds=2)
    await school.host("Open the first question")
    question, asked = school.board, school.session.question
    await school.answer(school.alice, school.right)
    await school.answer(school.bob, school.wrong)
    await school.stop()
    await school.world.env.advance_time(200)
    await school.go_on()
    assert (phase(school), school.session.round) == ("closed", 0)
    assert "· closed" in read(question)
    assert controls(question) == {"Host …": True}
    # The answer is shown as long as always, however late it is.
    await school.later(seconds_to_show(asked) - 6)
    assert phase(school) == "closed"
    await school.later(7)
    assert (phase(school), school.session.round) == ("open", 1)
    await school.host("End the quiz")
    assert await school.answer(school.alice, "My result") == (
        "You are number 1 of 2 with 100 points: 1 of 1 question right."
    )


async def test_paused(school: School) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    limit = seconds_for(school.session.question, 20) or 0
    await school.later(limit - 15)
    await school.host("Pause")
    await school.stop()
    await school.world.env.advance_time(3600)
    await school.go_on()
    assert phase(school) == "paused"
    assert "· paused" in read(school.board)
    await school.host("Go on")
    await school.later(8)
    assert phase(school) == "open"
    await school.later(8)
    assert phase(school) == "closed"
    assert len(school.world.replies()) == 2


async def test_closed(school: School) -> None:
    await school.start()
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    await school.host("Close now")
    shown = read(school.board)
    await school.restart()
    assert read(school.board) == shown
    assert len(school.world.replies()) == 2
    assert only(await school.teacher.click(school.board, label="Host …")).ephemeral
    await school.host("Next question")
    assert read(school.board).startswith("Question 2 of 3")
    assert len(school.world.replies()) == 3


async def test_after_a_long_time_away_the_quiz_waits_for_its_host(school: School) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    await school.stop()
    await school.world.env.advance_time(3600)
    await school.go_on()
    await school.later(600)
    assert (phase(school), school.session.round) == ("closed", 0)
    assert "The next question comes when the host goes on." in read(school.board)
    school.panel = only(await school.teacher.click(school.board, label="Host …"))
    await school.host("Next question")
    assert (phase(school), school.session.round) == ("open", 1)


@pytest.mark.parametrize("away", [1.0, 200.0])
async def test_closed_with_a_time(school: School, away: float) -> None:
    await school.start(seconds=20)
    await school.host("Open the first question")
    await school.host("Close now")
    wait = seconds_to_show(school.session.question)
    await school.stop()
    await school.world.env.advance_time(away)
    await school.go_on()
    if away < wait:
        assert phase(school) == "closed"
        await school.later(wait - away + 0.5)
    assert (phase(school), school.session.round) == ("open", 1)
    assert read(school.board).startswith("Question 2 of 3")
    assert len(school.world.replies()) == 3
    # The next question has all of its time, however long nobody was there.
    await school.later(20)
    assert phase(school) == "open"


async def test_a_menu_from_before(school: School) -> None:
    await school.start(kinds="several-right")
    await school.host("Open the first question")
    await school.restart()
    right = [str(number) for number, option in enumerate(school.session.question.options) if option.right]
    assert "Your answer to question 1" in only(await school.alice.select(school.board, right)).content
    assert await answers(school) == {("alice", 0): " ".join(right)}


async def test_a_form_that_was_opened_before(school: School) -> None:
    await school.start(kinds="typed", rounds=1)
    await school.host("Open the first question")
    shown = await school.alice.click(school.board, label="Type your answer")
    right = right_texts(school.session.question)[0]
    await school.restart()
    sent = only(await school.alice.submit_modal(shown, {"answer": right}))
    assert as_read(sent.content).startswith(f"Your answer to question 1: {right}")
    again = await school.bob.click(school.board, label="Type your answer")
    await school.bob.submit_modal(again, {"answer": right})
    assert await answers(school) == {("alice", 0): right, ("bob", 0): right}


async def test_teams_that_were_offered_before(school: School) -> None:
    await school.start(teams="red, blue")
    await school.host("Open the first question")
    choice = only(await school.alice.click(school.board, label=school.right))
    await school.restart()
    assert "in team blue" in read(only(await school.alice.click(choice, label="blue")))
    assert "Your answer" in await school.answer(school.alice, school.right)


async def test_every_button_of_the_panel_from_before(school: School) -> None:
    await school.start(seconds=20, rounds=3)
    for label in (
        "Open the first question",
        "30 seconds more",
        "Pause",
        "30 seconds more",
        "Go on",
        "Close now",
        "Wait here",
        "Next question",
        "Do not count this one",
        "Next question",
    ):
        await school.restart()
        await school.host(label)
    assert (phase(school), school.session.round) == ("open", 2)
    await school.restart()
    await school.host("End the quiz")
    assert "The quiz is over." in read(school.board)


async def test_after_the_end(school: School) -> None:
    await school.start(rounds=1)
    await school.host("Open the first question")
    question: ResponseMessage = school.board
    await school.answer(school.alice, school.wrong)
    old = [
        part["custom_id"] for row in question.components for part in row.get("components", []) if "custom_id" in part
    ]
    await school.host("Close now")
    await school.host("Show the result")
    await school.restart()
    assert len(school.world.replies()) == 3
    assert school.bot.quizzes.in_channel(school.world.channel.id) is None
    assert "You are number 1 of 1" in await school.answer(school.alice, "My result")
    review = only(await school.alice.click(school.board, label="Review what I missed"))
    assert read(review).startswith("Question 1:")
    assert old
    assert await school.forge(old[0], school.alice) == "This quiz is over."
    await school.start()
    assert "Quiz: The news" in read(school.board)


async def test_pages_of_a_review_from_before(school: School) -> None:
    await school.start(rounds=5, kinds="")
    await school.alice.click(school.board, label="Join")
    await school.host("Open the first question")
    for _ in range(4):
        await school.host("Close now")
        await school.host("Next question")
    await school.host("Close now")
    await school.host("Show the result")
    page = only(await school.alice.click(school.board, label="Review what I missed"))
    await school.restart()
    await school.alice.click(page, label="Next")
    assert read(page).endswith("Page 2 of 2")


async def test_an_end_that_nobody_saw_is_shown_once(school: School) -> None:
    await school.start(rounds=1)
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    await school.host("Close now")
    school.world.env.inject_error("POST", "/channels/*/messages", times=None)
    await school.host("Show the result")
    assert "The quiz is over." not in read(school.board)
    await school.stop()
    school.world.env.backend.faults.clear()
    await school.go_on()
    assert "1. alice – 100 points" in read(school.board)
    assert (await quiz_row(school)).board_shows == END
    assert school.bot.quizzes.in_channel(school.world.channel.id) is None
    posted = len(school.world.replies())
    await school.restart()
    assert len(school.world.replies()) == posted


async def test_an_end_of_long_ago_is_not_shown_any_more(school: School) -> None:
    await school.start(rounds=1)
    await school.host("Open the first question")
    school.world.env.inject_error("POST", "/channels/*/messages", times=None)
    await school.host("End the quiz")
    await school.stop()
    school.world.env.backend.faults.clear()
    await school.world.env.advance_time(2 * 3600)
    await school.go_on()
    assert len(school.world.replies()) == 2


async def test_a_question_that_was_not_posted_yet_is_posted_once(school: School) -> None:
    await school.start(rounds=2)
    school.world.env.inject_error("POST", "/channels/*/messages", times=None)
    await school.host("Open the first question")
    assert len(school.world.replies()) == 1
    await school.stop()
    school.world.env.backend.faults.clear()
    await school.go_on()
    assert read(school.board).startswith("Question 1 of 2")
    assert len(school.world.replies()) == 2


async def test_two_quizzes_go_on_each_in_its_channel(school: School) -> None:
    elsewhere = school.world.guild.create_text_channel("elsewhere")
    await school.world.env.settle()
    await school.start()
    await school.teacher.slash(elsewhere, "quiz start", rounds=2, seed="y")
    await school.restart()
    here, there = (school.bot.quizzes.in_channel(each.id) for each in (school.world.channel, elsewhere))
    assert here is not None
    assert there is not None
    assert here.quiz.id != there.quiz.id
    assert [len(school.world.replies(each)) for each in (school.world.channel, elsewhere)] == [1, 1]


async def test_without_a_goodbye(school: School) -> None:
    """What was acknowledged is there although the process before never closed anything."""
    await school.start(rounds=1)
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    killed = school.bot
    await school.go_on()
    assert "Your answer" in await school.answer(school.bob, school.wrong)
    assert set(await answers(school)) == {("alice", 0), ("bob", 0)}
    await school.host("Close now")
    await school.host("Show the result")
    assert "1. alice – 100 points" in read(school.board)
    assert len(school.world.replies()) == 3
    await killed.quizzes.close()
