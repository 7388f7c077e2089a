"""What can go wrong with the database under a quiz: whoever acted is told, and the quiz stays as it was."""

from __future__ import annotations

import pytest

from bot.store.database import Database
from bot.surfaces.discord.quiz.posting import RETRY_SECONDS
from tests.store.test_running import failing, full
from tests.surfaces.discord.fakes import only, read
from tests.surfaces.discord.quiz.conftest import School
from tests.surfaces.discord.quiz.troubles import NOT_SAVED, as_phase, begun, cannot, count, is_running, results


@pytest.mark.parametrize("message", ["No space left on device", "database is locked"])
async def test_an_answer_that_cannot_be_written_is_told_and_can_be_given_again(school: School, message: str) -> None:
    await begun(school)
    before = school.session
    with failing(school.bot.quizzes.database, message):
        for label in ("A", "B"):
            said = await school.answer(school.bob, label)
            assert said.startswith("That could not be saved, because ")
            assert said.endswith(NOT_SAVED)
        assert only(await school.host("Close now")).content == said
        left = only(await school.alice.slash(school.world.channel, "quiz leave"))
        assert left.content == said
    assert school.session is before
    assert await count(school) == 1
    assert "Your answer" in await school.answer(school.bob, school.right)
    await school.host("Close now")
    await school.host("End the quiz")
    assert "2 took part" in read(school.board)


async def test_a_database_that_another_program_holds(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0.05)
    await begun(school)
    await school.restart()
    async with Database.open(None, school.data) as other, other.write():
        said = await school.answer(school.bob, school.right)
    assert said == f"That could not be saved, because another program holds the database. {NOT_SAVED}"
    assert "Your answer" in await school.answer(school.bob, school.right)
    assert await count(school) == 2


async def test_no_quiz_begins_on_a_full_disk(school: School) -> None:
    with full(school.bot.quizzes.database, 1):
        said = only(await school.start(rounds=50, kinds="")).content
    assert said.startswith("That could not be saved, because the disk is full.")
    assert not is_running(school)
    assert school.world.replies() == []
    await school.start()
    assert "Quiz: The news" in read(school.board)


async def test_a_question_that_cannot_close_closes_later(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.running.RETRY_SECONDS", 10.0)
    await begun(school, seconds=20)
    with failing(school.bot.quizzes.database, "No space left on device"):
        await school.later(100)
        assert school.session.phase == "open"
        assert await school.answer(school.bob, "A") == (
            f"That could not be saved, because the disk is full. {NOT_SAVED}"
        )
    await school.later(11)
    assert as_phase(school) == "closed"
    assert await count(school) == 1


async def test_a_message_whose_id_cannot_be_noted_is_posted_once(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(school)
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.quizzes.set_board", cannot)
        await school.host("Close now")
        await school.host("End the quiz")
        assert "The quiz is over." in read(school.board)
        assert is_running(school)
    await school.later(RETRY_SECONDS + 1)
    assert not is_running(school)
    assert len(school.world.replies()) == 3
    await school.restart()
    assert len(school.world.replies()) == 3


async def test_a_beginning_that_cannot_be_undone_can_be_cancelled(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.quizzes.discard", cannot)
        assert "because the disk is full" in only(await school.start()).content
    school.panel = only(await school.teacher.slash(school.world.channel, "quiz host"))
    await school.host("Cancel the quiz")
    assert "cancelled" in read(school.board)
    await school.start()
    assert is_running(school)


async def test_a_lobby_whose_id_cannot_be_kept_stands_and_is_noted_later(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.quizzes.set_board", cannot)
        await school.start()
    await school.later(RETRY_SECONDS + 1)
    await school.restart()
    await school.host("Open the first question")
    assert len(school.world.replies()) == 2
    assert "It has begun" in read(school.world.replies()[0])


async def test_extra_time_that_cannot_be_kept_is_not_promised(school: School) -> None:
    with failing(school.bot.quizzes.database, "No space left on device"):
        said = only(await school.teacher.slash(school.world.channel, "quiz extra-time", member=school.bob, percent=50))
    assert said.content.endswith(NOT_SAVED)


async def test_who_may_host_cannot_be_read(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun(school)
    monkeypatch.setattr("bot.surfaces.discord.quiz.hosting.host_role", cannot)
    said = "That is not possible now, because the disk is full. Try again in a moment."
    assert await school.answer(school.alice, "Host …") == said
    # The host of the quiz needs no role.
    await school.host("Close now")
    assert as_phase(school) == "closed"


async def test_results_that_cannot_be_read_are_told(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.surfaces.discord.quiz.reports.newest", cannot)
    monkeypatch.setattr("bot.surfaces.discord.quiz.reports.leaderboard", cannot)
    assert await results(school) == "The results cannot be read now, because the disk is full. Try again in a moment."
    shown = only(await school.alice.slash(school.world.channel, "quiz leaderboard"))
    assert shown.content.startswith("The leaderboard cannot be read now, because the disk is full.")


async def test_before_the_database_is_open_everything_says_so(school: School) -> None:
    await school.bot.quizzes.close()
    assert "because Factdesk is starting or stopping" in only(await school.start()).content
    assert "Factdesk is starting or stopping" in await results(school)
    shown = only(await school.alice.slash(school.world.channel, "privacy show"))
    assert "Factdesk is starting or stopping" in shown.content
    assert await school.alice.autocomplete(school.world.channel, "quiz leaderboard", "class", "") == []
