"""What is stored about people is shown to them in full and deleted in full, also while they play."""

from __future__ import annotations

import json
from typing import Any

import simcord
from sqlalchemy import select

from bot.store import tables
from bot.store.servers import allow
from bot.surfaces.discord.quiz.hosting import NOT_THE_HOST
from tests.store.test_running import failing
from tests.surfaces.discord.fakes import only, read
from tests.surfaces.discord.quiz.conftest import School

NOTHING = "Nothing is stored about you."


async def show(school: School, by: simcord.MemberActor) -> simcord.ResponseMessage:
    shown = only(await by.slash(school.world.channel, "privacy show"))
    assert shown.ephemeral
    return shown


async def shown_file(school: School, by: simcord.MemberActor) -> Any:
    (file,) = (await show(school, by)).attachments
    assert file.filename == "about-you.json"
    return json.loads(await file.read())


async def delete(school: School, by: simcord.MemberActor, *, sure: bool = True) -> str:
    done = only(await by.slash(school.world.channel, "privacy delete", sure=sure))
    assert done.ephemeral
    return done.content


async def rows_about(school: School, person: simcord.MemberActor) -> list[str]:
    """The tables in which the id of a person, or their name, stands anywhere."""
    found = []
    async with school.bot.quizzes.database.read() as connection:
        for table in tables.METADATA.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            found += [table.name for row in rows if str(person.id) in str(row) or person.name in str(row)]
    return found


async def played(school: School) -> None:
    """A quiz that is over, in which alice was right once and bob wrong."""
    await school.start(rounds=2)
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    await school.answer(school.bob, school.wrong)
    await school.host("Close now")
    await school.host("End the quiz")


async def test_about_a_stranger_nothing_is_stored(school: School) -> None:
    assert (await show(school, school.alice)).content == NOTHING
    await played(school)
    stranger = school.world.guild.add_member(school.world.env.create_user("stranger"))
    await school.world.env.settle()
    assert (await show(school, stranger)).content == NOTHING
    assert "0 quizzes with 0 answers" in await delete(school, stranger)
    assert await rows_about(school, school.alice) == ["answer", "player"]


async def test_everything_is_shown_as_a_file(school: School) -> None:
    await allow(school.bot.quizzes.database, school.world.guild.id, str(school.alice.id), 0.5)
    chosen_class: dict[str, Any] = {"class": "7b"}
    await school.start(rounds=2, **chosen_class)
    await school.host("Open the first question")
    right = school.right
    chosen = next(option.text for option in school.session.question.options if option.right)
    prompt = school.session.question.prompt
    await school.answer(school.alice, right)
    assert (await shown_file(school, school.alice))["played"][0]["answers"][0]["right"] is None
    await school.host("Close now")
    await school.host("End the quiz")
    found = await shown_file(school, school.alice)
    assert found["person"] == str(school.alice.id)
    assert found["hosted"] == []
    (quiz,) = found["played"]
    assert (quiz["server"], quiz["class"], quiz["name"]) == (str(school.world.guild.id), "7b", "alice")
    (answer,) = quiz["answers"]
    assert (answer["number"], answer["question"], answer["answer"]) == (1, prompt, [chosen])
    assert (answer["right"], answer["points"]) == (True, 100)
    assert [each["quiz"] for each in found["extra_time"]] == [None, quiz["quiz"]]
    said = (await show(school, school.teacher)).content
    assert said.startswith("You took part in 0 quizzes with 0 answers and held 1.")
    assert [each["title"] for each in (await shown_file(school, school.teacher))["hosted"]] == ["The news"]


async def test_nothing_is_deleted_unless_somebody_is_sure(school: School) -> None:
    await played(school)
    assert await delete(school, school.alice, sure=False) == "Nothing was deleted."
    assert await rows_about(school, school.alice) == ["answer", "player"]


async def test_after_deleting_nothing_is_left_and_others_keep_theirs(school: School) -> None:
    await allow(school.bot.quizzes.database, school.world.guild.id, str(school.alice.id), 0.5)
    await played(school)
    end = school.board
    assert await school.answer(school.alice, "My result") == (
        "You are number 1 of 2 with 100 points: 1 of 1 question right."
    )
    assert await delete(school, school.alice) == (
        "Deleted: your part in 1 quiz with 1 answer, and your extra time if you had any."
    )
    assert await rows_about(school, school.alice) == []
    assert await rows_about(school, school.bob) == ["answer", "player"]
    assert only(await school.alice.click(end, label="My result")).content == "You took no part in this quiz."
    assert only(await school.bob.click(end, label="My result")).content == (
        "You are number 1 of 1 with 0 points: 0 of 1 question right."
    )
    assert (await show(school, school.alice)).content == NOTHING


async def test_who_deletes_while_playing_can_join_anew_and_the_quiz_finishes(school: School) -> None:
    await school.start(rounds=2)
    await school.alice.click(school.board, label="Join")
    await school.host("Open the first question")
    await school.answer(school.alice, school.right)
    await school.answer(school.bob, school.right)
    await delete(school, school.alice)
    assert await rows_about(school, school.alice) == []
    await school.host("Close now")
    assert await rows_about(school, school.alice) == []
    assert read(school.board).count("– 1 ██████████") == 1
    await school.host("Next question")
    assert "Your answer to question 2" in await school.answer(school.alice, school.right)
    await school.host("Close now")
    await school.host("Show the result")
    assert "The quiz is over. 2 took part." in read(school.board)
    assert await school.answer(school.alice, "My result") == (
        "You are number 1 of 2 with 100 points: 1 of 2 questions right."
    )


async def test_who_deletes_and_answers_the_same_question_again_is_in(school: School) -> None:
    await school.start(rounds=1)
    await school.host("Open the first question")
    await school.answer(school.alice, school.wrong)
    await delete(school, school.alice)
    assert "Your answer to question 1" in await school.answer(school.alice, school.right)
    assert await rows_about(school, school.alice) == ["answer", "player"]


async def test_who_holds_a_running_quiz_keeps_it_and_is_told(school: School) -> None:
    await school.start(rounds=1)
    await school.host("Open the first question")
    await school.answer(school.teacher, school.right)
    said = await delete(school, school.teacher)
    assert said.startswith("Deleted: your part in 1 quiz with 1 answer")
    assert "That you hold a quiz which is running is deleted once it is over and you use this command again." in said
    assert await rows_about(school, school.teacher) == ["quiz"]
    await school.host("Close now")
    await school.host("Show the result")
    assert "0 took part" in read(school.board)
    assert "running" not in await delete(school, school.teacher)
    assert await rows_about(school, school.teacher) == []


async def test_a_host_who_was_forgotten_is_nobody(school: School) -> None:
    """The empty name that takes the place of a host gives nobody the panel."""
    await played(school)
    await delete(school, school.teacher)
    await school.start()
    assert await school.answer(school.alice, "Host …") == NOT_THE_HOST


async def test_what_cannot_be_deleted_now_is_told_and_stays(school: School) -> None:
    await played(school)
    with failing(school.bot.quizzes.database, "No space left on device"):
        said = await delete(school, school.alice)
    assert "because the disk is full" in said
    assert await rows_about(school, school.alice) == ["answer", "player"]


async def test_it_works_in_direct_messages(school: School) -> None:
    zed = school.world.env.create_user("zed")
    assert only(await zed.slash("privacy show")).content == NOTHING
