"""Discord limits, fails and forgets, the program is killed: people get an answer or a sentence, and it goes on."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback.controls import text
from tests.loopback.interactions import COMMAND, COMPLETION, MODAL, completion, interaction, slash
from tests.loopback.modals import modal
from tests.loopback.payloads import ALICE, BOB, BOT
from tests.loopback.process import HURRIED, Process, configure, factdesk
from tests.loopback.server import Loopback

HELP = slash("help", {})
CALLBACK = "/interactions/*/callback"
FOLLOW_UP = "/webhooks/*"
REPLY = "/channels/*/messages"


@pytest_asyncio.fixture
async def hurried(discord: Loopback, tmp_path: Path) -> AsyncIterator[Process]:
    async with factdesk(discord, tmp_path, module=HURRIED) as process:
        yield process


async def works(discord: Loopback) -> bool:
    """Whether somebody who asks now is answered."""
    return "/meeting" in text((await discord.slash("help", {}, BOB)).original)


def callbacks(discord: Loopback) -> int:
    return sum(request.path.endswith("/callback") for request in discord.rest.requests)


async def test_a_limited_answer_is_sent_again_when_discord_says(discord: Loopback, bot: Process) -> None:
    discord.rest.fail("POST", CALLBACK, 429, retry_after=0.3)
    exchange = await discord.slash("help", {})
    assert 0.3 <= exchange.seconds < discord.ledger.deadline
    assert callbacks(discord) == 2


async def test_a_limit_delays_nobody_else(discord: Loopback, bot: Process) -> None:
    discord.rest.fail("POST", CALLBACK, 429, retry_after=1.0)
    limited = await discord.send(interaction(COMMAND, HELP))
    other = await discord.slash("help", {}, BOB)
    assert not limited.done.is_set()
    assert other.seconds < 1.0
    await asyncio.wait_for(limited.done.wait(), 10)


async def test_a_limit_that_never_ends_is_given_up(discord: Loopback, bot: Process) -> None:
    discord.rest.fail("POST", CALLBACK, 429, times=10, retry_after=0.01)
    exchange = await discord.send(interaction(COMMAND, HELP))
    exchange.unanswerable = True
    await bot.until_logged("could not answer /help")
    # Five times with the answer and five times with the sentence on what went wrong.
    assert callbacks(discord) == 10
    assert "HTTP 429" in bot.log
    assert await works(discord)


@pytest.mark.parametrize(("status", "pause"), [(429, 0.2), (500, 0.0)])
async def test_a_shared_answer_is_sent_again(discord: Loopback, hurried: Process, status: int, pause: float) -> None:
    asked = await discord.slash("meeting", {"who": "blinken", "with": "xi"})
    await hurried.until_logged("/meeting: ")
    discord.rest.fail("POST", FOLLOW_UP, status, times=2, retry_after=pause)
    assert asked.original is not None
    clicked = await discord.press(asked.original, "Share")
    assert "Blinken" in text(await discord.followup(clicked))
    assert len(clicked.followups) == 1


async def test_a_shared_answer_that_fails_is_told(discord: Loopback, hurried: Process) -> None:
    asked = await discord.slash("meeting", {"who": "blinken", "with": "xi"})
    await hurried.until_logged("/meeting: ")
    discord.rest.fail("POST", FOLLOW_UP, 500, times=5)
    assert asked.original is not None
    clicked = await discord.press(asked.original, "Share")
    assert "Something went wrong" in text(await discord.followup(clicked))
    assert "HTTP 500" in hurried.log
    assert await works(discord)


async def test_an_answer_is_sent_again_after_a_failure(discord: Loopback, hurried: Process) -> None:
    discord.rest.fail("POST", CALLBACK, 502, times=2)
    assert await works(discord)
    assert callbacks(discord) == 3


async def test_an_answer_that_fails_is_told(discord: Loopback, hurried: Process) -> None:
    discord.rest.fail("POST", CALLBACK, 500, times=5)
    exchange = await discord.slash("help", {})
    assert "Something went wrong. Tell the person who runs Factdesk: error " in text(exchange.original)
    number = text(exchange.original).rpartition(" ")[2]
    assert f"error {number} in /help" in hurried.log
    assert "HTTP 500" in hurried.log
    assert await works(discord)


@pytest.mark.parametrize("times", [1, 2])
async def test_a_connection_that_breaks_under_an_answer(discord: Loopback, bot: Process, times: int) -> None:
    discord.rest.fail("POST", CALLBACK, 0, times=times)
    exchange = await discord.send(interaction(COMMAND, HELP))
    if times == 1:
        await asyncio.wait_for(exchange.done.wait(), 10)
        assert "Something went wrong" in text(exchange.original)
    else:
        exchange.unanswerable = True
        await bot.until_logged("could not answer /help")
    assert "ServerDisconnectedError" in bot.log
    assert await works(discord)


async def test_a_connection_that_breaks_under_a_reply(discord: Loopback, bot: Process) -> None:
    discord.rest.fail("POST", REPLY, 0)
    await discord.write(f"<@{BOT}> /help")
    await bot.until_logged("could not reply to a message (server ")
    await discord.write(f"<@{BOT}> /help")
    assert "/meeting" in text(await discord.reply())


async def test_a_reply_that_fails_is_logged(discord: Loopback, hurried: Process) -> None:
    discord.rest.fail("POST", REPLY, 500, times=5)
    await discord.write(f"<@{BOT}> /help")
    await hurried.until_logged("could not reply to a message")
    discord.rest.fail("POST", REPLY, 403, code=50013)
    await discord.write(f"<@{BOT}> /help")
    await hurried.until_logged("code 50013")
    await discord.write(f"<@{BOT}> /help")
    assert "/meeting" in text(await discord.reply())


@pytest.mark.parametrize("code", [10062, 40060])
async def test_an_answer_that_comes_too_late_is_one_line(discord: Loopback, bot: Process, code: int) -> None:
    discord.rest.fail("POST", CALLBACK, 404 if code == 10062 else 400, code=code)
    exchange = await discord.send(interaction(COMMAND, HELP))
    exchange.unanswerable = True
    await bot.until_logged(f"was answered too late: code {code}")
    assert callbacks(discord) == 1
    assert await works(discord)


async def test_choices_that_come_too_late_are_one_line(discord: Loopback, bot: Process) -> None:
    discord.rest.fail("POST", CALLBACK, 404, code=10062)
    await discord.send(interaction(COMPLETION, completion("meeting", "who", "bli")))
    await bot.until_logged("autocomplete")
    assert await works(discord)


async def test_a_kind_of_interaction_that_is_new_does_no_harm(discord: Loopback, bot: Process) -> None:
    for kind, data in ((99, {}), (MODAL, modal("a-form-of-somebody-else", {"field": "words"}))):
        exchange = await discord.send(interaction(kind, data))
        exchange.unanswerable = True
    assert await works(discord)
    assert callbacks(discord) == 1


async def test_a_command_that_is_gone_is_told(discord: Loopback, bot: Process) -> None:
    exchange = await discord.slash("removed", {})
    assert "This command has changed" in text(exchange.original)


async def test_the_bot_is_killed_and_started_again(discord: Loopback, tmp_path: Path) -> None:
    for _ in range(2):
        async with factdesk(discord, tmp_path) as bot:
            assert await works(discord)
            assert await bot.stop(signal.SIGKILL) == -signal.SIGKILL


async def test_a_card_outlives_the_process(discord: Loopback, tmp_path: Path) -> None:
    async with factdesk(discord, tmp_path) as bot:
        asked = await discord.slash("timeline", {"about": "china"}, ALICE)
        await bot.until_logged("/timeline: ")
        await bot.stop(signal.SIGKILL)
    assert asked.original is not None
    async with factdesk(discord, tmp_path) as bot:
        clicked = await discord.click(asked.original, "Next", ALICE)
        await asyncio.wait_for(clicked.done.wait(), discord.ledger.deadline)
        assert "Page 2 of" in text(asked.original)


async def test_the_commands_are_uploaded_once(discord: Loopback, tmp_path: Path) -> None:
    command = "bot", "sync", "--config", str(configure(discord, tmp_path))
    for said in ("14 commands everywhere were uploaded", "have not changed since the last upload"):
        async with Process.start(*command) as sync:
            assert await sync.ended() == 0, sync.log
        assert said in sync.log
    assert len(discord.rest.commands) == 14
    assert [request.method for request in discord.rest.requests].count("PUT") == 1
