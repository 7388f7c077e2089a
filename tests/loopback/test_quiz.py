"""Quizzes of the real program over a real connection: a whole class at once, a kill at any moment, two processes."""

from __future__ import annotations

import asyncio
import json
import random
import signal
from pathlib import Path
from typing import Any

from sqlalchemy import update

from bot.store import tables
from bot.store.database import Database
from bot.store.quizzes import Quiz, unfinished
from bot.store.results import Results, ended, results
from tests.loopback import school
from tests.loopback.controls import text
from tests.loopback.kills import Endurance
from tests.loopback.options import Value
from tests.loopback.payloads import HOME, MANAGER, Payload, Place, people
from tests.loopback.process import factdesk, stored_in
from tests.loopback.server import Loopback

FORM = "fq1:write"
PUPILS = 200
START: dict[str, Value] = {"rounds": 2, "kinds": "who-said", "seed": "loopback"}


async def panel_of(discord: Loopback, board: Payload) -> Payload:
    """The host's panel, opened from the newest message of a quiz."""
    opened = await discord.press(board, prefix="fq1:panel", by=MANAGER)
    assert opened.original is not None
    return opened.original


async def begin(discord: Loopback, place: Place = HOME, **options: Value) -> Payload:
    """Start a quiz, and return its lobby."""
    known = len(discord.rest.posts)
    exchange = await discord.slash("quiz start", {**START, **options}, MANAGER, place)
    await discord.until(lambda: len(discord.rest.posts) > known)
    await discord.answered(exchange)
    return discord.rest.posts[known]


async def stored(database_url: str | None, folder: Path, guild: int = HOME.guild) -> Results:
    """What came of the newest quiz of a server that is over."""
    async with Database.open(database_url, folder / "data") as database:
        newest, *_ = await ended(database, guild)
        found = await results(database, guild, newest.id)
    assert found is not None
    return found


async def running(database_url: str | None, folder: Path) -> Quiz:
    async with Database.open(database_url, folder / "data") as database:
        (quiz,) = await unfinished(database, 0.0)
    return quiz


async def test_a_class_answers_at_the_same_moment(discord: Loopback, database_url: str | None, tmp_path: Path) -> None:
    pupils = list(people(PUPILS))
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)):
        lobby = await begin(discord)
        panel = await panel_of(discord, lobby)
        await discord.press(panel, prefix="fq1:open", by=MANAGER)
        asked = await school.next_question(discord, lobby, form=FORM)
        given = {pupil: number % 4 for number, pupil in enumerate(pupils)}
        answered = await school.answer(discord, asked, given)
        assert len(answered) == PUPILS
        assert all("Your answer to question 1" in text(each.receipt) for each in answered)
        kept = (await running(database_url, tmp_path)).session
        assert {person: answer.marks for (person, _), answer in kept.answers.items()} == {
            str(pupil.id): (number,) for pupil, number in given.items()
        }
        changed = await school.answer(discord, asked, dict.fromkeys(pupils[:50], 0))
        assert len(changed) == 50
        for prefix in ("fq1:close", "fq1:finish"):
            await discord.press(panel, prefix=prefix, by=MANAGER)
        await discord.until(lambda: "took part" in text(discord.rest.posts[-1]))
        assert f"{PUPILS} took part" in text(discord.rest.posts[-1])
        await school.press(discord, discord.rest.posts[-1], pupils, "fq1:mine")
        told = await discord.answered(await discord.slash("quiz results", {}, MANAGER))
        assert f"{PUPILS} took part" in text(told)
        tables = {name.split("-")[-1]: content.decode("utf-8-sig") for name, content in discord.files(told).items()}
        assert tables["pupils.csv"].count("\r\n") == 1 + PUPILS
        assert tables["questions.csv"].count("\r\n") == 2
        board = await discord.answered(await discord.slash("quiz leaderboard", {}, pupils[0]))
        assert "Leaderboard: all classes" in text(board)
    found = await stored(database_url, tmp_path)
    assert len(found.responses) == len(found.pupils) == PUPILS


async def test_people_see_and_delete_what_is_stored(
    discord: Loopback, database_url: str | None, tmp_path: Path
) -> None:
    ada, ben = people(2)
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)):
        lobby = await begin(discord)
        panel = await panel_of(discord, lobby)
        await discord.press(panel, prefix="fq1:open", by=MANAGER)
        asked = await school.next_question(discord, lobby, form=FORM)
        await school.answer(discord, asked, {ada: 0, ben: 1})
        shown = await discord.answered(await discord.slash("privacy show", {}, ada))
        (content,) = discord.files(shown).values()
        assert [len(played["answers"]) for played in json.loads(content)["played"]] == [1]
        deleted = await discord.answered(await discord.slash("privacy delete", {"sure": True}, ada))
        assert "with 1 answer" in text(deleted)
        assert (
            text(await discord.answered(await discord.slash("privacy show", {}, ada))) == "Nothing is stored about you."
        )
        for prefix in ("fq1:close", "fq1:finish"):
            await discord.press(panel, prefix=prefix, by=MANAGER)
        await discord.until(lambda: "1 took part" in text(discord.rest.posts[-1]))
    assert [score.person for score in (await stored(database_url, tmp_path)).pupils] == [str(ben.id)]


async def test_forms_and_menus_survive_a_kill(discord: Loopback, database_url: str | None, tmp_path: Path) -> None:
    pupils = list(people(3))
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)) as bot:
        lobby = await begin(discord, kinds="typed, several-right")
        panel = await panel_of(discord, lobby)
        await discord.press(panel, prefix="fq1:open", by=MANAGER)
        asked = await school.next_question(discord, lobby, form=FORM)
        question = school.question(asked, FORM)
        assert question is not None
        opened = await discord.press(asked, prefix=FORM, by=pupils[0]) if question.kind == "form" else None
        await bot.stop(signal.SIGKILL)
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)):
        for number in range(2):
            question = school.question(asked, FORM)
            assert question is not None
            if question.kind == "form":
                first = pupils[0]
                if opened is not None:
                    sent = await discord.submit(opened, {"answer": "before the kill"})
                    assert "before the kill" in text(sent.original)
                    opened, first = None, pupils[1]
                await school.answer(discord, asked, dict.fromkeys([first, pupils[2]], "words"), form=FORM)
            else:
                await school.answer(discord, asked, dict.fromkeys(pupils, (0, 1)))
            await discord.press(panel, prefix="fq1:close", by=MANAGER)
            await school.until_closed(discord, asked, form=FORM)
            await discord.press(panel, prefix="fq1:next", by=MANAGER)
            if number == 0:
                asked = await school.next_question(discord, asked, form=FORM)
        await discord.until(lambda: "took part" in text(discord.rest.posts[-1]))
    kinds = {asked.question.kind: asked.answered for asked in (await stored(database_url, tmp_path)).questions}
    assert kinds["several-right"] == 3
    assert kinds["typed"] >= 2


async def test_what_is_overdue_after_a_kill_is_closed_and_scored(
    discord: Loopback, database_url: str | None, tmp_path: Path
) -> None:
    pupils = list(people(4))
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)) as bot:
        lobby = await begin(discord, rounds=3, seconds=600)
        await school.press(discord, lobby, pupils[:2], "fq1:join")
        await bot.stop(signal.SIGKILL)
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)) as bot:
        panel = await panel_of(discord, lobby)
        await discord.press(panel, prefix="fq1:open", by=MANAGER)
        asked = await school.next_question(discord, lobby)
        question = school.question(asked)
        assert question is not None
        option = question.controls[0]["custom_id"]
        before = await running(database_url, tmp_path)
        await school.answer(discord, asked, dict.fromkeys(pupils[:3], 1))
        await bot.stop(signal.SIGKILL)
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)) as bot:
        after = await running(database_url, tmp_path)
        assert (after.session.phase, after.session.closes_at) == ("open", before.session.closes_at)
        assert len(after.session.answers) == 3
        await school.answer(discord, asked, {pupils[3]: 2})
        await bot.stop(signal.SIGKILL)
    await an_hour_passes(database_url, tmp_path)
    async with factdesk(discord, tmp_path, lines=stored_in(database_url)):
        await school.until_closed(discord, asked, form=FORM)
        # A press that was on its way when the button went.
        late = await discord.use(asked, option, pupils[0])
        await discord.until(late.done.is_set)
        assert text(late.original) == "That question is not open any more."
        await discord.press(panel, prefix="fq1:finish", by=MANAGER)
        await discord.until(lambda: "took part" in text(discord.rest.posts[-1]))
    found = await stored(database_url, tmp_path)
    assert (len(found.pupils), len(found.responses), found.questions[0].counted) == (4, 4, True)
    # The lobby, the question and the end: no message was posted twice.
    assert len(discord.rest.posts) == 3


async def an_hour_passes(database_url: str | None, folder: Path) -> None:
    """Let the open question be an hour older."""
    columns = tables.quiz.c
    older = {"opened_at": columns.opened_at - 3600, "closes_at": columns.closes_at - 3600}
    async with Database.open(database_url, folder / "data") as database, database.write() as connection:
        await connection.execute(update(tables.quiz).values(older))


async def test_nothing_is_lost_by_kills(discord: Loopback, database_url: str | None, tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    outcome = await Endurance(discord, tmp_path, database_url, chance).run(4)
    assert outcome.faults == []
    assert (outcome.kills, outcome.acknowledged >= 40) == (4, True)


async def test_two_processes_share_one_database(postgresql: Any, tmp_path: Path) -> None:
    url = postgresql.create("two_processes")
    places = Place.of_shard(0, 2), Place.of_shard(1, 2)
    async with Loopback.start(*places, shards=2) as discord:
        shards = [("--shard-ids", str(number), "--shard-count", "2") for number in range(2)]
        async with (
            factdesk(discord, tmp_path / "first", *shards[0], lines=stored_in(url)) as first,
            factdesk(discord, tmp_path / "second", *shards[1], lines=stored_in(url)),
        ):
            lobbies = [await begin(discord, place) for place in places]
            for number, lobby in enumerate(lobbies):
                discord.place = places[number]
                await school.press(discord, lobby, people(5), "fq1:join")
            await first.stop(signal.SIGKILL)
            discord.ledger.forgive()
            # The other one goes on, and does not take over what is not its own.
            discord.place = places[1]
            await discord.press(await panel_of(discord, lobbies[1]), prefix="fq1:open", by=MANAGER)
            await school.next_question(discord, lobbies[1], places[1])
            async with factdesk(discord, tmp_path / "first", *shards[0], lines=stored_in(url)):
                discord.place = places[0]
                await discord.press(await panel_of(discord, lobbies[0]), prefix="fq1:open", by=MANAGER)
                asked = await school.next_question(discord, lobbies[0], places[0])
                await school.answer(discord, asked, dict.fromkeys(people(5), 0))
                async with Database.open(url, tmp_path) as database:
                    found = {quiz.guild: quiz for quiz in await unfinished(database, 0.0)}
                assert [found[place.guild].session.round for place in places] == [0, 0]
                assert len(found[places[0].guild].session.answers) == 5
                assert found[places[1].guild].session.answers == {}
        await asyncio.sleep(0)
        assert discord.faults() == []
