"""What can go wrong with the messages and channels of a quiz: it goes on or ends cleanly."""

from __future__ import annotations

import discord
import pytest
from simcord import ResponseMessage

from bot.store.quizzes import END, load
from bot.surfaces.discord.quiz.ids import id_of
from bot.surfaces.discord.quiz.posting import RETRY_SECONDS, SOON_SECONDS
from tests.store.test_running import failing
from tests.surfaces.discord.fakes import as_read, only, read
from tests.surfaces.discord.quiz.conftest import COUNTED, School
from tests.surfaces.discord.quiz.troubles import MESSAGES, as_phase, begun, is_running, quiz_id, results


async def test_a_message_that_was_deleted_is_posted_anew(school: School) -> None:
    await begun(school)
    deleted = school.board
    school.world.env.backend.delete_message(school.world.channel.id, deleted.id)
    await school.forge(id_of("mark", quiz_id(school), 0), school.bob)
    await school.later(COUNTED)
    assert school.board.id != deleted.id
    assert "2 of 2 have answered" in read(school.board)
    assert "Your answer" in await school.answer(school.bob, school.right)
    # Discord gives back a message that it has seen under the same nonce, be it deleted or not.
    nonces = [sent["nonce"] for sent in school.world.sent(f"/channels/{school.world.channel.id}/messages")]
    assert len(set(nonces)) == len(nonces) == 3
    assert all(len(nonce) <= 25 for nonce in nonces)
    await school.restart()
    assert len(school.world.replies()) == 2


async def test_a_channel_that_is_deleted_ends_its_quiz(school: School) -> None:
    elsewhere = school.world.guild.create_text_channel("elsewhere")
    await school.world.env.settle()
    started = await school.teacher.slash(elsewhere, "quiz start", rounds=2, kinds="who-said")
    school.panel = started.followups[-1]
    await school.host("Open the first question")
    question: ResponseMessage = school.world.replies(elsewhere)[-1]
    await school.alice.click(question, label="A")
    await school.host("Close now")
    school.world.env.backend.delete_channel(elsewhere.id)
    await school.world.env.settle()
    assert not is_running(school)
    assert "1 took part · 1 questions count" in await results(school)
    await school.restart()
    assert not is_running(school)


async def test_a_channel_that_is_gone_ends_its_quiz_without_being_told(school: School) -> None:
    await begun(school)
    await school.host("Close now")
    school.world.env.inject_error("*", MESSAGES, status=404, code=10003, times=None)
    await school.host("Next question")
    assert not is_running(school)
    school.world.env.backend.faults.clear()
    assert "alice – 100 points, 1 of 1 right" in as_read(await results(school))
    posted = len(school.world.replies())
    await school.restart()
    assert len(school.world.replies()) == posted


async def test_a_channel_that_is_gone_while_nothing_can_be_written(school: School) -> None:
    await begun(school)
    id_ = quiz_id(school)
    school.world.env.inject_error("*", MESSAGES, status=404, code=10003, times=None)
    with failing(school.bot.quizzes.database, "No space left on device"):
        await school.later(COUNTED)
        await school.later(RETRY_SECONDS + 1)
        assert is_running(school)
    await school.later(RETRY_SECONDS + 1)
    assert not is_running(school)
    stored = await load(school.bot.quizzes.database, id_)
    assert stored is not None
    assert (stored.session.phase, stored.board_shows) == ("finished", END)


async def test_lost_permissions_pause_the_quiz_once_and_it_comes_back(school: School) -> None:
    await begun(school, seconds=60)
    prompt = school.session.question.prompt[:20]
    school.world.env.inject_error("*", MESSAGES, status=403, code=50013, times=None)
    await school.later(COUNTED)
    assert school.session.phase == "paused"
    school.panel = only(await school.teacher.slash(school.world.channel, "quiz host"))
    await school.host("Go on")
    await school.later(RETRY_SECONDS + 1)
    assert as_phase(school) == "open"
    school.world.env.backend.faults.clear()
    await school.host("Pause")
    assert "· paused" in read(school.board)
    await school.host("Go on")
    assert prompt in read(school.board)
    assert "Your answer" in await school.answer(school.bob, school.right)


async def test_what_was_refused_is_shown_once_it_is_allowed(school: School) -> None:
    await begun(school)
    school.world.env.inject_error("*", MESSAGES, status=403, code=50013, times=None)
    await school.host("Close now")
    assert "· closed" not in read(school.board)
    school.world.env.backend.faults.clear()
    await school.later(RETRY_SECONDS + 1)
    assert "· closed" in read(school.board)
    assert len(school.world.replies()) == 2


async def test_an_end_that_may_not_be_shown_waits_for_nothing(school: School) -> None:
    await begun(school)
    school.world.env.inject_error("*", MESSAGES, status=403, code=50013, times=None)
    await school.host("Close now")
    await school.host("End the quiz")
    assert not is_running(school)
    assert "alice" in await results(school)
    school.world.env.backend.faults.clear()
    await school.start()
    assert "Quiz: The news" in read(school.board)


@pytest.mark.parametrize("status", [500, 503])
async def test_what_discord_did_not_take_is_sent_again(school: School, status: int) -> None:
    await school.start()
    school.world.env.inject_error("POST", "/channels/*/messages", status=status)
    await school.host("Open the first question")
    await school.later(SOON_SECONDS + 1)
    assert read(school.board).startswith("Question 1 of 3")
    assert school.session.phase == "open"
    assert len(school.world.replies()) == 2


async def test_a_question_that_somebody_deletes_is_posted_again_at_once(school: School) -> None:
    await begun(school)
    prompt = read(school.board).splitlines()[1]
    channel = school.bot.get_channel(school.world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(school.board.id).delete()
    await school.world.env.settle()
    assert read(school.board).splitlines()[1] == prompt
    assert "Your answer" in await school.answer(school.bob, school.right)


async def test_no_time_passes_for_a_question_that_nobody_sees(school: School) -> None:
    await school.start(seconds=5)
    school.world.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await school.host("Open the first question")
    await school.later(600)
    assert school.session.phase == "paused"
    school.world.env.backend.faults.clear()
    await school.later(RETRY_SECONDS + 1)
    assert "· paused" in read(school.board)
    school.panel = only(await school.teacher.click(school.board, label="Host …"))
    await school.host("Go on")
    assert (school.session.phase, school.session.round) == ("open", 0)


async def test_an_end_that_cannot_be_shown_yet_is_beside_the_next_quiz(school: School) -> None:
    await begun(school)
    school.world.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await school.host("End the quiz")
    school.world.env.backend.faults.clear()
    await school.start(rounds=2)
    assert "Questions: 2. Joined: 0." in read(only(await school.teacher.slash(school.world.channel, "quiz host")))
    given = await school.teacher.slash(school.world.channel, "quiz extra-time", member=school.bob, percent=50)
    assert "bob has 50 % more time" in only(given).content
    assert school.session.rules.extra_time == {str(school.bob.id): 0.5}
    await school.later(RETRY_SECONDS + 1)
    assert any("The quiz is over." in read(message) for message in school.world.replies())


async def test_the_bot_leaves_the_server(school: School) -> None:
    await begun(school)
    id_ = quiz_id(school)
    school.world.env.backend.remove_guild(school.world.guild.id)
    await school.world.env.settle()
    assert not is_running(school)
    stored = await load(school.bot.quizzes.database, id_)
    assert stored is not None
    assert stored.session.phase == "finished"
    assert stored.ended_at is not None
