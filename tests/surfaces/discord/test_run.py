"""Starting and stopping: every end is a clean one, and the token is nowhere to be read."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import aiohttp
import discord
import pytest

from bot.config import DiscordSettings, Settings, TerminalSettings
from bot.facts.changes import Changes
from bot.facts.problems import FactBaseError, Problem
from bot.surfaces.discord import run as running
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.run import run
from bot.surfaces.discord.watch import Watch
from bot.surfaces.health import FILE, check_health
from tests.surfaces.discord.fakes import FakeDesk, connection

TOKEN = "token-that-nobody-may-read"  # noqa: S105 - made up


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "data", TerminalSettings(history=False), DiscordSettings(True, None, "debug"))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, desk: FakeDesk) -> Iterator[None]:
    """A desk in place of a fact base, and the logging of the other tests as it was."""
    monkeypatch.setattr(running, "LiveDesk", lambda settings: desk)
    root, library = logging.getLogger(), logging.getLogger("discord")
    handlers, levels = list(root.handlers), (root.level, library.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    library.setLevel(levels[1])


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_bot_cleanly(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], stop: signal.Signals
) -> None:
    started: list[FactdeskBot] = []

    async def start(self: FactdeskBot, token: str) -> None:
        assert token == TOKEN
        started.append(self)
        os.kill(os.getpid(), stop)
        await asyncio.Event().wait()

    monkeypatch.setattr(FactdeskBot, "start", start)
    assert run(settings, TOKEN) == 0
    assert started[0].is_closed()
    output = capfd.readouterr()
    assert "Factdesk stops" in output.err
    assert TOKEN not in output.out + output.err
    assert "Traceback" not in output.err


def test_a_signal_in_the_middle_of_a_reload_stops_the_bot_cleanly(
    settings: Settings, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    closed = threading.Event()
    reloaded: list[bool] = []

    def reload() -> Changes:
        os.kill(os.getpid(), signal.SIGTERM)
        # The bot has gone by the time the reading ends.
        reloaded.append(closed.wait(10))
        return Changes()

    async def start(self: FactdeskBot, token: str) -> None:
        await self.watch.reload()

    async def close(self: FactdeskBot) -> None:
        closed.set()

    monkeypatch.setattr(desk, "reload", reload)
    monkeypatch.setattr(FactdeskBot, "start", start)
    monkeypatch.setattr(FactdeskBot, "close", close)
    assert run(settings, TOKEN) == 0
    assert reloaded == [True]
    output = capfd.readouterr()
    assert "Factdesk stops" in output.err
    assert "Traceback" not in output.err


def test_the_fact_base_is_watched_and_the_health_written_while_it_runs(
    settings: Settings, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = settings.data / FILE
    seen: list[object] = []

    async def look(self: Watch) -> None:
        seen.append("watched")
        await asyncio.Event().wait()

    async def start(self: FactdeskBot, token: str) -> None:
        monkeypatch.setattr(FactdeskBot, "shards", {0: connection(0)})
        monkeypatch.setattr(FactdeskBot, "is_ready", lambda bot: True)
        async with asyncio.timeout(10):
            while not check_health(file, datetime.now(UTC))[0]:
                await self.on_ready()
                await asyncio.sleep(0)
        seen.append("well")

    monkeypatch.setattr(Watch, "run", look)
    monkeypatch.setattr(FactdeskBot, "start", start)
    assert run(settings, TOKEN) == 0
    assert seen == ["watched", "well"]
    well, sentence = check_health(file, datetime.now(UTC))
    assert not well
    assert "not connected" in sentence


def test_what_fails_beside_the_bot_is_logged_and_the_bot_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    failed = asyncio.Event()

    async def fail(self: Watch) -> NoReturn:
        asyncio.get_running_loop().call_soon(failed.set)
        raise RuntimeError("broken")

    async def start(self: FactdeskBot, token: str) -> None:
        await failed.wait()

    monkeypatch.setattr(Watch, "run", fail)
    monkeypatch.setattr(FactdeskBot, "start", start)
    assert run(settings, TOKEN) == 0
    (error,) = (line for line in map(json.loads, capfd.readouterr().err.splitlines()) if line["level"] == "ERROR")
    assert "in the watch over the fact base\n" in error["message"]
    assert "builtins.RuntimeError" in error["message"]


def test_what_nobody_caught_is_logged_without_its_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def start(self: FactdeskBot, token: str) -> None:
        asyncio.get_running_loop().call_soon(int, "what somebody typed")
        await asyncio.sleep(0)

    monkeypatch.setattr(FactdeskBot, "start", start)
    assert run(settings, TOKEN) == 0
    logged = capfd.readouterr().err
    assert "in the event loop" in logged
    assert "builtins.ValueError" in logged
    assert "what somebody typed" not in logged


def refused(status: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="refused")
    return discord.HTTPException(response, "refused")


def closed_by_gateway(code: int) -> discord.ConnectionClosed:
    socket: Any = SimpleNamespace(close_code=code)
    return discord.ConnectionClosed(socket, shard_id=0)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (discord.LoginFailure("Improper token has been passed."), "does not accept the token in DISCORD_TOKEN"),
        (closed_by_gateway(4004), "does not accept the token in DISCORD_TOKEN"),
        (closed_by_gateway(4000), "ended the connection (ConnectionClosed)"),
        (discord.PrivilegedIntentsRequired(None), "refuses an intent"),
        (refused(503), "HTTP 503"),
        (discord.InvalidData(), "ended the connection (InvalidData)"),
        (aiohttp.ServerDisconnectedError(), "cannot be reached (ServerDisconnectedError)"),
        (TimeoutError(), "cannot be reached (TimeoutError)"),
    ],
)
def test_a_refusal_is_one_sentence(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    error: Exception,
    sentence: str,
) -> None:
    closed: list[bool] = []

    async def start(self: FactdeskBot, token: str) -> NoReturn:
        raise error

    async def close(self: FactdeskBot) -> None:
        closed.append(True)

    monkeypatch.setattr(FactdeskBot, "start", start)
    monkeypatch.setattr(FactdeskBot, "close", close)
    assert run(settings, TOKEN) == 1
    assert closed
    written = capfd.readouterr()
    assert written.out == ""
    (line,) = (line for line in written.err.splitlines() if line.startswith("Discord "))
    assert sentence in line
    assert "Traceback" not in written.err
    assert TOKEN not in written.err


def test_a_broken_fact_base_is_left_to_the_caller(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_desk(settings: Settings) -> NoReturn:
        raise FactBaseError([Problem("meetings.yaml", 3, "there is no such person")])

    monkeypatch.setattr(running, "LiveDesk", open_desk)
    with pytest.raises(FactBaseError, match=r"meetings\.yaml:3"):
        run(settings, TOKEN)
