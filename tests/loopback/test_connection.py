"""The connection to the gateway: kept alive, broken, resumed, lost, refused and closed, by the real program."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from bot.config import load_settings
from tests.loopback.controls import text
from tests.loopback.gateway import RECONNECT
from tests.loopback.interactions import COMMAND, interaction, slash
from tests.loopback.payloads import BOB, BOT, HOME, Place, people
from tests.loopback.process import HURRIED, Process, configure, factdesk
from tests.loopback.server import TOKEN, Loopback

HELP = slash("help", {})
MORE = ("terminal:", "  history: false")
"""Lines of a configuration."""


async def test_a_broken_connection_is_resumed_and_nothing_is_lost_or_doubled(discord: Loopback, bot: Process) -> None:
    before, during, after = (
        [interaction(COMMAND, HELP, person) for person in list(people(15))[first::3]] for first in range(3)
    )
    exchanges = [await discord.send(each) for each in before]
    discord.gateway.cut()
    # These are noted for the session, and told when it is resumed.
    exchanges += [await discord.send(each) for each in during]
    await discord.gateway.until_resumed(1)
    exchanges += [await discord.send(each) for each in after]
    for exchange in exchanges:
        await asyncio.wait_for(exchange.done.wait(), 10)
    assert discord.gateway.identified == 1
    callbacks = [request.path for request in discord.rest.requests if request.path.endswith("/callback")]
    assert len(callbacks) == len(set(callbacks)) == 15


async def test_a_reply_is_not_doubled_by_a_resumed_connection(discord: Loopback, bot: Process) -> None:
    await discord.write(f"<@{BOT}> /help")
    await discord.reply()
    discord.gateway.cut()
    await discord.gateway.until_resumed(1)
    await discord.write(f"<@{BOT}> /help", BOB)
    await discord.reply(2)
    assert len(discord.rest.posts) == 2


@pytest.mark.parametrize("code", [1001, 4000, 4009])
async def test_a_connection_that_discord_closes_is_resumed(discord: Loopback, bot: Process, code: int) -> None:
    await discord.gateway.close(code)
    await discord.gateway.until_resumed(1)
    assert text((await discord.slash("help", {})).original)


async def test_a_call_to_reconnect_is_heeded(discord: Loopback, bot: Process) -> None:
    await discord.gateway.send(RECONNECT)
    await discord.gateway.until_resumed(1)
    assert text((await discord.slash("help", {})).original)


async def test_a_lost_session_is_opened_anew(discord: Loopback, tmp_path: Path) -> None:
    async with factdesk(discord, tmp_path, module=HURRIED) as bot:
        await discord.gateway.invalidate()
        await discord.gateway.until_identified(2)
        assert text((await discord.slash("help", {})).original)
        assert "Traceback" not in bot.log


async def test_a_session_that_is_gone_when_it_is_resumed_is_opened_anew(discord: Loopback, tmp_path: Path) -> None:
    async with factdesk(discord, tmp_path, module=HURRIED) as bot:
        discord.gateway.forget()
        discord.gateway.cut()
        await discord.gateway.until_identified(2)
        assert text((await discord.slash("help", {})).original)
        assert "Traceback" not in bot.log


async def test_the_connection_is_kept_alive(tmp_path: Path) -> None:
    async with Loopback.start(heartbeat_interval=100) as discord, factdesk(discord, tmp_path):
        await discord.gateway.until_heard(4)
    assert discord.faults() == []


async def test_an_unknown_opcode_and_an_unknown_event_do_no_harm(discord: Loopback, bot: Process) -> None:
    await discord.gateway.send(99)
    await discord.gateway.dispatch("SOMETHING_NEW", {"guild_id": str(HOME.guild)})
    assert text((await discord.slash("help", {})).original)
    assert discord.gateway.identified == 1


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_is_a_clean_one(discord: Loopback, bot: Process, by: signal.Signals) -> None:
    assert text((await discord.slash("help", {})).original)
    assert await bot.stop(by) == 0
    await discord.gateway.until_closed(1)
    assert discord.gateway.close_codes == [1000]
    assert "Factdesk stops" in bot.log


async def test_a_wrong_token_is_a_sentence(discord: Loopback, tmp_path: Path) -> None:
    command = "bot", "run", "--config", str(configure(discord, tmp_path))
    async with Process.start(*command, DISCORD_TOKEN="not-the-one") as bot:  # noqa: S106 - made up
        assert await bot.ended() == 1
    assert "does not accept the token in DISCORD_TOKEN" in bot.log
    assert "not-the-one" not in bot.log
    assert "Traceback" not in bot.log


async def test_a_token_that_is_reset_ends_the_program(discord: Loopback, bot: Process) -> None:
    await discord.gateway.reset_token()
    assert await bot.ended() == 1
    assert "does not accept the token in DISCORD_TOKEN" in bot.log


async def test_two_processes_are_two_shards(tmp_path: Path) -> None:
    places = Place.of_shard(0, 2), Place.of_shard(1, 2)
    async with Loopback.start(*places, shards=2) as discord:
        shards = [("--shard-ids", shard, "--shard-count", "2") for shard in "01"]
        async with (
            factdesk(discord, tmp_path / "first", *shards[0], lines=MORE) as first,
            factdesk(discord, tmp_path / "second", *shards[1], lines=MORE) as second,
        ):
            for place in places:
                discord.place = place
                assert text((await discord.slash("help", {})).original)
            for bot in (first, second):
                await bot.until_logged("/help: answered")
                assert bot.log.count("/help: answered") == 1
            for folder in ("first", "second"):
                assert (tmp_path / folder / "data").is_dir()
                assert not load_settings(tmp_path / folder / "config.yaml").terminal.history
            assert await first.stop() == 0
            assert text((await discord.slash("help", {}, BOB)).original)
    assert [(session.shard, session.shards) for session in discord.gateway.sessions.values()] == [(0, 2), (1, 2)]
    assert discord.faults() == []


async def test_one_process_is_as_many_shards_as_discord_advises(tmp_path: Path) -> None:
    places = Place.of_shard(0, 2), Place.of_shard(1, 2)
    async with Loopback.start(*places, shards=2) as discord, factdesk(discord, tmp_path, module=HURRIED):
        await discord.gateway.until_identified(2)
        for place in places:
            discord.place = place
            assert text((await discord.slash("help", {})).original)
    assert discord.faults() == []


async def test_the_log_holds_neither_the_token_nor_what_was_typed(discord: Loopback, bot: Process) -> None:
    await discord.slash("ask", {"question": "xylophone in the antechamber"})
    await discord.complete("meeting", "who", "xylophone")
    await discord.write(f"<@{BOT}> xylophone, please")
    await discord.reply()
    await discord.choose("Check this message", "Xylophone met Blinken", BOB)
    await bot.until_logged("/ask: ")
    assert await bot.stop() == 0
    for secret in ("xylophone", TOKEN, *(exchange.interaction["token"] for exchange in discord.ledger)):
        assert secret not in bot.log.lower()
