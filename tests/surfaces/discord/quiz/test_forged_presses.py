"""Presses with ids that nobody was given: they change nothing, and are answered in a sentence."""

from __future__ import annotations

import discord

from bot.store import tables
from bot.surfaces.discord.quiz.acknowledging import OVER
from bot.surfaces.discord.quiz.hosting import NOT_THE_HOST
from bot.surfaces.discord.quiz.ids import HOST_VERBS, id_of
from tests.surfaces.discord.fakes import only, read
from tests.surfaces.discord.quiz.conftest import School
from tests.surfaces.discord.quiz.troubles import LATE, OLD, UNKNOWN, begun, count, quiz_id


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


async def test_a_forged_page_of_a_review_changes_nothing_for_others(school: School) -> None:
    await begun(school)
    id_ = quiz_id(school)
    await school.host("End the quiz")
    end = read(school.board)
    answered = await school.forge_silently(id_of("review", id_, 1, 0), school.alice)
    assert only(answered).ephemeral
    assert read(school.board) == end
