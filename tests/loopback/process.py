"""A bot in a process of its own, as people run it, that takes the loopback for Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from bot.config import DEFAULT_CONFIG
from tests.loopback.gateway import SECONDS
from tests.loopback.server import TOKEN, Loopback

CHECKOUT = DEFAULT_CONFIG.parent
FACTDESK, HURRIED = "bot", "tests.loopback.hurried"
"""Modules that are the program: as it is, and with shorter pauses."""


class Process:
    """A running program and what it writes. Its status is what a shell would show; a signal's is negative."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._written = b""
        self._wrote = asyncio.Condition()

    @classmethod
    @asynccontextmanager
    async def start(cls, *command: str, **environment: str) -> AsyncIterator[Self]:
        """Run a Python module with arguments; kill it when the block ends and it has not by then."""
        kept = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=CHECKOUT,
            env={**kept, "DISCORD_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1", **environment},
        )
        self = cls(process)
        reading = asyncio.create_task(self._read())
        try:
            yield self
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
            await reading

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while data := await self._process.stdout.read(2**16):
            self._written += data
            async with self._wrote:
                self._wrote.notify_all()

    @property
    def log(self) -> str:
        """What it wrote so far, to standard output and standard error."""
        return self._written.decode("utf-8")

    async def until_logged(self, words: str) -> None:
        """Wait until these words are in the log."""
        async with asyncio.timeout(SECONDS), self._wrote:
            await self._wrote.wait_for(lambda: words in self.log)

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal and wait for its end. Returns its status."""
        self._process.send_signal(by)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end. Returns its status."""
        async with asyncio.timeout(SECONDS):
            return await self._process.wait()


def configure(discord: Loopback, folder: Path, *lines: str) -> Path:
    """Write a configuration that takes the loopback for Discord, with more lines at its end, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "config.yaml"
    written = (
        f"knowledge: {CHECKOUT / 'knowledge'}",
        f"data: {folder / 'data'}",
        f"discord:\n  api: {discord.api}\n  gateway: {discord.gateway.address}",
        *lines,
    )
    path.write_text("\n".join(written) + "\n", "utf-8")
    return path


def stored_in(database_url: str | None) -> tuple[str, ...]:
    """The lines of a configuration that keep the quizzes in this database; with None, in the data folder."""
    return () if database_url is None else (f"database_url: '{database_url}'",)


@asynccontextmanager
async def factdesk(
    discord: Loopback, folder: Path, *arguments: str, module: str = FACTDESK, lines: Sequence[str] = ()
) -> AsyncIterator[Process]:
    """The bot, connected and ready for whatever people do.

    `folder` takes its configuration, with these lines more, and its data; it is made if it does not exist.
    """
    command = module, "run", "--config", str(configure(discord, folder, *lines)), *arguments
    async with connected(discord, *command) as process:
        yield process


@asynccontextmanager
async def connected(discord: Loopback, *command: str) -> AsyncIterator[Process]:
    """A Python module that runs as a bot, once it has identified itself."""
    identified = discord.gateway.identified
    async with Process.start(*command) as process:
        waiting = asyncio.create_task(discord.gateway.until_identified(identified + 1))
        ending = asyncio.create_task(process.ended())
        await asyncio.wait((waiting, ending), return_when=asyncio.FIRST_COMPLETED)
        for task in (waiting, ending):
            task.cancel()
        assert process.running, process.log
        yield process
