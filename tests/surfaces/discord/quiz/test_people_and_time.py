"""Two hosts, forgotten quizzes, late presses and facts that change under a running quiz."""

from __future__ import annotations

import pytest
from simcord import InteractionResult, SetupError, interactions
from simcord.enums import InteractionType

from bot.store import servers, tables
from bot.surfaces.discord.quiz.ids import id_of
from bot.surfaces.discord.quiz.live import IDLE_SECONDS
from bot.surfaces.discord.quiz.posting import RETRY_SECONDS
from tests.store.test_running import failing
from tests.surfaces.discord.fakes import NOTHING, FakeDesk, controls, only, read
from tests.surfaces.discord.quiz.conftest import School
from tests.surfaces.discord.quiz.troubles import LATE, begun, count, is_running, quiz_id


async def test_the_role_of_everybody_lets_everybody_hold_quizzes(school: School) -> None:
    await servers.name_host_role(school.bot.quizzes.database, school.world.guild.id, school.world.guild.id)
    await school.start(school.alice)
    assert is_running(school)


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
