"""What can go wrong around a quiz: it goes on or ends cleanly, and whoever acted is told in a sentence."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord import InteractionResult, ResponseMessage, SetupError, interactions
from simcord.enums import InteractionType
from sqlalchemy import func, select

from bot.store import servers, tables
from bot.store.database import Database, StoreError
from bot.store.quizzes import END, load
from bot.surfaces.discord.quiz.acknowledging import OVER
from bot.surfaces.discord.quiz.hosting import NOT_THE_HOST
from bot.surfaces.discord.quiz.ids import HOST_VERBS, id_of
from bot.surfaces.discord.quiz.live import IDLE_SECONDS
from bot.surfaces.discord.quiz.posting import RETRY_SECONDS, SOON_SECONDS
from tests.store.test_running import failing, full
from tests.surfaces.discord.fakes import NOTHING, FakeDesk, as_read, controls, only, read
from tests.surfaces.discord.quiz.conftest import COUNTED, School

MESSAGES = "/channels/*/messages*"
LATE = "That question is not open any more."
OLD = "This card is from another version of Factdesk. Ask again."
NOT_SAVED = "The quiz stays as it was; try again in a moment."
UNKNOWN = "0" * 12


def quiz_id(school: School) -> str:
    live = school.bot.quizzes.in_channel(school.world.channel.id)
    assert live is not None
    return live.quiz.id


async def count(school: School, table: Any = tables.answer) -> int:
    async with school.bot.quizzes.database.read() as connection:
        found: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return found


def is_running(school: School) -> bool:
    return school.bot.quizzes.in_server(school.world.guild.id) != ()


async def results(school: School) -> str:
    return only(await school.teacher.slash(school.world.channel, "quiz results")).content


async def begun(school: School, **options: Any) -> None:
    """A quiz with an open question that alice has answered rightly."""
    await school.start(**options)
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)


def cannot(*_: object) -> Any:
    raise StoreError("the disk is full")


# Messages and channels


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


def as_phase(school: School) -> str:
    return school.session.phase


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


# Forged presses


async def test_a_quiz_that_nobody_knows(school: School) -> None:
    await begun(school)
    for verb in ("join", "leave", "mark", "marks", "write", "written", *HOST_VERBS):
        assert await school.forge(id_of(verb, UNKNOWN, 0), school.bob) == OVER  # type: ignore[arg-type]
    for verb in ("mine", "review"):
        said = await school.forge(id_of(verb, UNKNOWN, 0), school.bob)  # type: ignore[arg-type]
        assert said == "This quiz is not over, or its results are not kept any more."
    assert await count(school) == 1


async def test_a_quiz_of_another_server(school: School) -> None:
    await school.start()
    other = school.world.env.create_guild("Other")
    room = other.create_text_channel("room")
    role = other.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    colleague = other.add_member(school.world.env.create_user("colleague"), roles=[role])
    await school.world.env.settle()
    panel = (await colleague.slash(room, "quiz start", rounds=1)).followups[-1]
    await colleague.click(panel, label="Open the first question")
    live = school.bot.quizzes.in_channel(room.id)
    assert live is not None
    id_ = live.quiz.id
    for verb in ("join", "mark", "panel", "cancel"):
        assert await school.forge(id_of(verb, id_, 0), school.teacher) == OVER
    await colleague.click(panel, label="End the quiz")
    for verb in ("mine", "review"):
        assert "is not over" in await school.forge(id_of(verb, id_, 0), school.teacher)  # type: ignore[arg-type]
    assert (await count(school), await count(school, tables.player)) == (0, 0)


async def test_a_quiz_of_another_channel(school: School) -> None:
    await begun(school)
    elsewhere = school.world.guild.create_text_channel("elsewhere")
    await school.world.env.settle()
    for verb in ("join", "mark", "cancel"):
        id_ = id_of(verb, quiz_id(school), 0)
        assert await school.forge(id_, school.teacher, elsewhere.id) == OVER
    assert await count(school, tables.player) == 1


async def test_old_questions_and_options_that_do_not_exist(school: School) -> None:
    await begun(school)
    await school.host("Close now")
    await school.host("Next question")
    id_ = quiz_id(school)
    for round_ in (-1, 0, 2, 999):
        assert await school.forge(id_of("mark", id_, round_), school.bob) == LATE
        assert await school.forge(id_of("write", id_, round_), school.bob) == LATE
    for option in (4, 9, 999):
        assert await school.forge(id_of("mark", id_, 1, option), school.bob) == "Choose one of the options."
    assert await school.forge(id_of("marks", id_, 1), school.bob) == "Choose one of the options."
    assert await school.forge(id_of("written", id_, 1), school.bob) == "Choose one of the options."
    assert await school.forge(id_of("write", id_, 1), school.bob) == LATE
    assert await school.forge(id_of("leave", id_, 1), school.bob) == "You are not in this quiz."
    assert await count(school) == 1
    assert set(school.session.players) == {str(school.alice.id)}


async def test_a_team_that_does_not_exist(school: School) -> None:
    await school.start(teams="red, blue")
    said = await school.forge(id_of("join", quiz_id(school), -1, 9), school.bob)
    assert said == "This quiz is played in teams; choose one."
    assert school.session.players == {}


async def test_what_only_a_host_may_press(school: School) -> None:
    await begun(school)
    before = school.session
    for verb in sorted(HOST_VERBS):
        for round_ in (-1, 0):
            id_ = id_of(verb, quiz_id(school), round_)  # type: ignore[arg-type]
            assert await school.forge(id_, school.alice) == NOT_THE_HOST
    assert school.session is before


async def test_ids_that_nobody_made(school: School) -> None:
    await begun(school)
    before, id_ = school.session, quiz_id(school)
    for odd in (
        "fq1:",
        "fq1:mark",
        f"fq1:mark:{id_}:0",
        f"fq1:mark:{id_}:0:0:0",
        f"fq1:mark:{id_}:0:-1",
        f"fq1:dance:{id_}:0:0",
    ):
        assert await school.forge(odd, school.bob) == "This button is from another version of Factdesk."
    for other in (f"fq2:mark:{id_}:0:0", "fd0:x", "hello", "🙂" * 40):
        assert await school.forge(other, school.bob) == OLD
    assert school.session is before


async def test_who_left_comes_back_by_answering(school: School) -> None:
    await begun(school)
    await school.alice.slash(school.world.channel, "quiz leave")
    said = await school.forge(id_of("mark", quiz_id(school), 0, 3), school.alice)
    assert "Your answer to question 1" in said


# The database


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


async def test_a_forged_page_of_a_review_changes_nothing_for_others(school: School) -> None:
    await begun(school)
    id_ = quiz_id(school)
    await school.host("End the quiz")
    end = read(school.board)
    answered = await school.forge_silently(id_of("review", id_, 1, 0), school.alice)
    assert only(answered).ephemeral
    assert read(school.board) == end


async def test_the_role_of_everybody_lets_everybody_hold_quizzes(school: School) -> None:
    await servers.name_host_role(school.bot.quizzes.database, school.world.guild.id, school.world.guild.id)
    await school.start(school.alice)
    assert is_running(school)


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


# People and time


async def test_two_hosts_who_start_at_once(school: School) -> None:
    colleague = school.world.guild.add_member(
        school.world.env.create_user("colleague"), roles=[school.world.guild.roles["managers"]]
    )
    await school.world.env.settle()
    both = [_starting(school, each.id) for each in (school.teacher, colleague)]
    await school.world.env.settle()
    said = [result.response.content for result in both if result.response is not None]
    assert sum(each.startswith("The same questions again") for each in said) == 1
    assert sum(each.startswith("A quiz is running in this channel already.") for each in said) == 1
    assert len(school.world.replies()) == 1
    assert await count(school, tables.quiz) == 1


def _starting(school: School, by: int) -> InteractionResult:
    """Use /quiz start without waiting for what comes of it, which the simulation does not offer."""
    start = {"name": "start", "type": 1, "options": [{"name": "rounds", "type": 4, "value": 2}]}
    recorded, payload = interactions.base_payload(
        school.world.env.backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=school.world.channel.id,
        guild_id=school.world.guild.id,
        user_id=by,
        data={"id": "1", "name": "quiz", "type": 1, "options": [start]},
    )
    school.world.env.backend.emit("INTERACTION_CREATE", payload)
    return InteractionResult(school.world.env, recorded)


async def test_a_forgotten_quiz_ends_after_half_a_day(school: School) -> None:
    await begun(school)
    await school.host("Close now")
    await school.later(IDLE_SECONDS - 60)
    assert is_running(school)
    await school.later(120)
    assert not is_running(school)
    assert "1. alice – 100 points" in read(school.board)
    await school.start()
    await school.later(IDLE_SECONDS + 1)
    assert "The quiz was cancelled" in read(school.board)


async def test_a_quiz_in_which_something_happens_is_not_forgotten(school: School) -> None:
    await begun(school)
    await school.later(IDLE_SECONDS - 60)
    await school.answer(school.bob, school.right)
    await school.later(IDLE_SECONDS - 60)
    assert is_running(school)


async def test_a_forgotten_quiz_that_cannot_be_ended_is_tried_again(school: School) -> None:
    await begun(school)
    with failing(school.bot.quizzes.database, "No space left on device"):
        await school.later(IDLE_SECONDS + 1)
        assert is_running(school)
    await school.later(RETRY_SECONDS + 1)
    assert not is_running(school)


async def test_facts_that_change_do_not_change_a_running_quiz(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun(school)
    questions = school.session.questions
    monkeypatch.setattr(FakeDesk, "base", NOTHING)
    await school.restart()
    assert school.session.questions == questions
    await school.host("Close now")
    await school.host("Next question")
    assert "Your answer to question 2" in await school.answer(school.alice, school.right)
    await school.host("End the quiz")
    assert "No question fits" in only(await school.start()).content


async def test_a_late_press_on_a_closed_question_has_no_button_any_more(school: School) -> None:
    await begun(school)
    question = school.board
    await school.host("Close now")
    assert controls(question) == {"Host …": True}
    with pytest.raises(SetupError):
        await school.bob.click(question, label="A")
    assert await school.forge(id_of("mark", quiz_id(school), 0), school.bob) == LATE
