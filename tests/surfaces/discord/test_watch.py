"""Files change, and the bot answers from them without being started again."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from pathlib import Path

import pytest

from bot.config import DiscordSettings, Settings, TerminalSettings
from bot.facts.changes import Changes
from bot.facts.problems import FactBaseError, Problem
from bot.facts.stamps import Stamps
from bot.surfaces.discord.watch import Watch
from bot.surfaces.live import LiveDesk
from tests.facts.sample import BASE, write
from tests.surfaces.discord.fakes import FakeDesk

MISTAKE = FactBaseError([Problem("people.yaml", 3, "there is no such field"), Problem("quotes.yaml", 7, "no speaker")])


class EndOfTest(BaseException):
    """The files have been looked at as often as the test wants."""


class Files(FakeDesk):
    """A live desk over files whose state at each look a test gives, `a` being that of the first reading."""

    def __init__(self, looks: str) -> None:
        super().__init__()
        self._looks = list(looks)
        self._state = self._read = "a"
        self.readings = ""
        self.failures: dict[str, Exception] = {}
        self.threads: set[str] = set()

    def changed_on_disk(self) -> Stamps | None:
        if not self._looks:
            raise EndOfTest
        self._state = self._looks.pop(0)
        return None if self._state == self._read else ((self._state, 1, 1),)

    def reload(self) -> Changes:
        self._read = self._state
        self.readings += self._read
        self.threads.add(threading.current_thread().name)
        if self._read in self.failures:
            raise self.failures[self._read]
        return Changes(added=(f"id-{self._read}",), altered=("x", "y"))


async def watch(files: Files) -> list[str]:
    """Watch to the end of the test; returns what the fact base was after each reading that succeeded."""
    reloaded: list[str] = []
    with pytest.raises(EndOfTest):
        await Watch(files, lambda: reloaded.append(files.readings[-1])).run(seconds=0)
    return reloaded


@pytest.mark.parametrize(
    ("looks", "readings"),
    [
        ("aaaa", ""),
        ("ab", ""),
        ("abb", "b"),
        ("abbbbb", "b"),
        ("abcdee", "e"),
        ("abba", "b"),
        ("ababab", ""),
        ("abbccc", "bc"),
        ("abbcbb", "b"),
    ],
)
async def test_changed_files_are_read_once_they_are_left_alone(looks: str, readings: str) -> None:
    files = Files(looks)
    assert await watch(files) == list(readings)
    assert files.readings == readings
    assert threading.current_thread().name not in files.threads


async def test_what_changed_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await watch(Files("bb"))
    assert caplog.messages == ["the fact base was read again: 1 added (id-b), 2 altered (x, y)"]


async def test_a_mistake_is_logged_once_and_mended_by_the_next_change(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    files = Files("bbbbbbcc")
    files.failures["b"] = MISTAKE
    assert await watch(files) == ["c"]
    assert files.readings == "bc"
    mistake, read = caplog.records
    assert mistake.levelname == "ERROR"
    assert "people.yaml:3: there is no such field\nquotes.yaml:7: no speaker" in mistake.getMessage()
    assert read.levelname == "INFO"


async def test_whatever_goes_wrong_the_watch_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    files = Files("bbbcc")
    files.failures["b"] = RuntimeError("broken")
    assert await watch(files) == ["c"]
    (error,) = caplog.records
    assert "builtins.RuntimeError" in error.getMessage()


async def test_it_can_be_stopped_in_the_middle_of_a_reading() -> None:
    loop = asyncio.get_running_loop()
    reading, finish = asyncio.Event(), threading.Event()

    class Slow(Files):
        def reload(self) -> Changes:
            loop.call_soon_threadsafe(reading.set)
            assert finish.wait(10)
            return super().reload()

    files = Slow("bb")
    watching = asyncio.create_task(Watch(files, lambda: None).run(seconds=0))
    await reading.wait()
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
    finish.set()


async def test_files_are_watched_from_the_disk_to_the_answer(tmp_path: Path) -> None:
    write(tmp_path, base=BASE)
    desk = LiveDesk(Settings(tmp_path, tmp_path, TerminalSettings(False), DiscordSettings(True, None, "info")))
    reloaded = asyncio.Event()
    watching = asyncio.create_task(Watch(desk, reloaded.set).run(seconds=0))
    write(tmp_path, base=BASE.replace("Tony Blinken", "Antoine Blinken"))
    async with asyncio.timeout(10):
        await reloaded.wait()
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
    assert "antony-blinken" in [fact.id for fact in desk.answer("/person antoine").facts]
    gc.unfreeze()
