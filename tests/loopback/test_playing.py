"""That a quiz can be played over the loopback, and that what goes wrong in a school goes wrong in it as in Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import discord as dpy
import pytest
import pytest_asyncio
from discord import ui

from tests.loopback import school
from tests.loopback.controls import text
from tests.loopback.messages import is_private
from tests.loopback.options import Value
from tests.loopback.payloads import ALICE, BOB, HOME, MANAGER, TEACHER, TEACHERS, VIEW_CHANNEL, people
from tests.loopback.server import Loopback
from tests.loopback.small import SmallQuiz

ELSEWHERE = HOME.beside()
START: dict[str, Value] = {"rounds": 10, "teams": True, "topic": "china"}


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback.start(HOME, ELSEWHERE) as loopback:
        yield loopback
    assert loopback.faults() == []


@pytest_asyncio.fixture
async def quiz(discord: Loopback, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SmallQuiz]:
    async with SmallQuiz.connected(discord, monkeypatch) as bot:
        yield bot


def buttons(*labels: str) -> list[ui.Button[Any]]:
    return [ui.Button(label=label, custom_id=f"fq1:answer:{number}") for number, label in enumerate(labels)]


async def test_options_of_a_subcommand_arrive_as_what_they_are(discord: Loopback, quiz: SmallQuiz) -> None:
    own = discord.upload("own questions.yaml", b"a: b")
    await discord.slash("quiz start", {**START, "helper": TEACHER, "own": own, "role": TEACHERS}, MANAGER)
    assert quiz.seen == {
        "options": (10, True, "china"),
        "helper": "carol",
        "helper's roles": ["@everyone", "Teachers"],
        "own": b"a: b",
        "role": "Teachers",
        "roles": ["@everyone"],
        "manages": True,
        "sends": True,
    }
    await discord.slash("quiz start", START, TEACHER)
    assert (quiz.seen["roles"], quiz.seen["manages"]) == (["@everyone", "Teachers"], False)
    await discord.slash("quiz start", {**START, "helper": replace(BOB, is_member=False)})
    assert (quiz.seen["helper"], quiz.seen["helper's roles"]) == ("bob", None)


async def test_a_round_is_played(discord: Loopback, quiz: SmallQuiz) -> None:
    pupils = list(people(30))
    lobby = (await discord.slash("quiz start", START, TEACHER)).original
    assert lobby is not None
    assert len(await school.press(discord, lobby, pupils, "fq1:join")) == 30
    for kind, control, given, answers in (
        ("buttons", buttons("A", "B", "C"), 1, ("fq1:answer:1",)),
        ("menu", [menu()], (0, 2), ("x", "z")),
        ("form", [ui.Button(label="Answer", custom_id="fq1:type:7")], "Wang Yi", ("Wang Yi",)),
    ):
        waiting = asyncio.create_task(school.next_question(discord, lobby))
        posted = await quiz.ask(HOME.channel, *control)
        question = await waiting
        found = school.question(question)
        assert found is not None
        assert found.kind == kind
        answered = await school.answer(discord, question, dict.fromkeys(pupils, given))
        assert quiz.answers == {pupil.name: answers for pupil in pupils}
        assert all(each.receipt is not None and is_private(each.receipt) for each in answered)
        seconds = [each.seconds for each in answered]
        assert 0 < school.percentile(seconds, 0.5) <= school.percentile(seconds, 0.99) < discord.ledger.deadline
        assert seconds == [each.seconds_to_answer for each in answered]
        await quiz.close_question(posted)
        await school.until_closed(discord, question)
        assert "It was A." in text(question)
        assert discord.files(question) == {"results.csv": b"name,points\n"}
        lobby = question
    assert quiz.seen["form on"] == int(lobby["id"])


def menu() -> ui.Select[Any]:
    options = [dpy.SelectOption(label=label, value=label.lower()) for label in "XYZ"]
    return ui.Select(custom_id="fq1:answer", options=options, min_values=1, max_values=2)


async def test_nobody_chooses_what_a_control_does_not_take(discord: Loopback, quiz: SmallQuiz) -> None:
    await quiz.ask(HOME.channel, menu())
    question = await discord.reply()
    with pytest.raises(ValueError, match="takes from 1 to 2"):
        await discord.select(question, ["X", "Y", "Z"])
    await quiz.ask(HOME.channel, ui.Button(label="Answer", custom_id="fq1:type:7"))
    opened = await discord.press(await discord.reply(2), prefix="fq1:type")
    for fields in ({"words": "x" * 21}, {"words": ""}, {"other": "x"}):
        with pytest.raises(ValueError, match=r"takes from|has no field"):
            await discord.submit(opened, fields)
    assert text((await discord.submit(opened, {"words": "x"})).original) == "typed"


@pytest.mark.parametrize("deferred", [False, True])
async def test_files_are_kept(discord: Loopback, quiz: SmallQuiz, deferred: bool) -> None:
    exchange = await discord.slash("quiz results", {"deferred": deferred})
    sent = await discord.answered(exchange)
    assert is_private(sent)
    assert (exchange.seconds < exchange.seconds_to_answer) == deferred
    assert discord.files(sent) == {"results.csv": b"=1,2\n"}


async def test_a_nonce_is_posted_once(discord: Loopback, quiz: SmallQuiz) -> None:
    first, again, other = [await quiz.ask(ELSEWHERE.channel, *buttons("A", "B"), nonce=nonce) for nonce in (5, 5, 6)]
    assert first.id == again.id != other.id
    assert [post["channel_id"] for post in discord.rest.posts] == [str(ELSEWHERE.channel)] * 2


async def test_a_message_is_deleted_by_a_moderator(discord: Loopback, quiz: SmallQuiz) -> None:
    posted = await quiz.ask(HOME.channel, *buttons("A", "B"))
    clicked = await discord.click(await discord.reply(), "A", BOB)
    await discord.delete_message(str(posted.id))
    await asyncio.wait_for(clicked.done.wait(), 3)
    await fails(posted.edit(content=None), 10008)
    await fails(posted.fetch(), 10008)
    await fails(posted.delete(), 10008)
    await quiz.until_heard(f"message {posted.id} deleted")


async def test_a_bot_deletes_its_message(discord: Loopback, quiz: SmallQuiz) -> None:
    posted = await quiz.ask(HOME.channel, *buttons("A", "B"))
    assert (await posted.fetch()).id == posted.id
    await posted.delete()
    await fails(posted.fetch(), 10008)
    await quiz.until_heard("message by Factdesk")


async def test_a_channel_is_removed(discord: Loopback, quiz: SmallQuiz) -> None:
    posted = await quiz.ask(ELSEWHERE.channel, *buttons("A", "B"))
    assert (await quiz.fetch_channel(ELSEWHERE.channel)).id == ELSEWHERE.channel
    await discord.remove_channel(ELSEWHERE)
    await quiz.until_heard(f"channel {ELSEWHERE.channel} deleted")
    await fails(quiz.fetch_channel(ELSEWHERE.channel), 10003)
    await fails(posted.edit(content=None), 10003)
    await fails(quiz.ask(ELSEWHERE.channel), 10003)
    assert (await quiz.ask(HOME.channel)).channel.id == HOME.channel


async def test_the_bot_is_taken_out_of_a_server(discord: Loopback, quiz: SmallQuiz) -> None:
    posted = await quiz.ask(HOME.channel, *buttons("A", "B"))
    await discord.remove_bot(HOME)
    await quiz.until_heard(f"out of {HOME.guild}")
    await fails(posted.edit(content=None), 50001)
    assert discord.channels.guilds() == []


async def test_permissions_are_lost_and_given_back(discord: Loopback, quiz: SmallQuiz) -> None:
    posted = await quiz.ask(HOME.channel, *buttons("A", "B"))
    await discord.forbid(HOME)
    await quiz.until_heard(f"sends in {HOME.channel}: False")
    await fails(quiz.ask(HOME.channel), 50013)
    await fails(posted.edit(content=None), 50013)
    await discord.slash("quiz start", START, ALICE)
    assert quiz.seen["sends"] is False
    await discord.forbid(HOME, VIEW_CHANNEL)
    await fails(quiz.ask(HOME.channel), 50001)
    await fails(quiz.fetch_channel(HOME.channel), 50001)
    await discord.allow(HOME)
    await quiz.ask(HOME.channel)


async def fails(request: Any, code: int) -> None:
    """A request is refused with this code."""
    with pytest.raises(dpy.HTTPException) as refused:
        await request
    assert refused.value.code == code
