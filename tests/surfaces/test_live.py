"""A desk that takes another fact base while it answers."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.answers.desk import Desk
from bot.config import DiscordSettings, Settings, TerminalSettings
from bot.facts.changes import Changes
from bot.facts.problems import FactBaseError
from bot.surfaces import live
from bot.surfaces.live import LiveDesk
from bot.surfaces.opening import open_desk
from tests.facts.sample import BASE, write

START = datetime(2026, 1, 1, tzinfo=UTC)
OSLO = BASE.replace("places:\n", "places:\n  - {id: oslo, name: Oslo}\n").replace("Tony Blinken", "Anthony Blinken")
BROKEN = BASE.replace("family: Blinken", "famly: Blinken")


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """What a desk keeps from the garbage collector goes back to it."""
    yield
    gc.unfreeze()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "knowledge", base=BASE)


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return Settings(folder, tmp_path, TerminalSettings(history=False), DiscordSettings(True, None, "info"))


@pytest.fixture
def desk(settings: Settings) -> LiveDesk:
    hours = count()
    return LiveDesk(settings, lambda: START + timedelta(hours=next(hours)))


def test_it_answers_and_completes_as_a_desk(desk: LiveDesk) -> None:
    plain = Desk(desk.base)
    assert desk.answer("/person blinken") == plain.answer("/person blinken")
    assert desk.complete("person", "who", "bli", 3) == plain.complete("person", "who", "bli", 3) != ()


def test_a_reload_answers_from_the_new_facts_and_says_what_changed(desk: LiveDesk, folder: Path) -> None:
    assert desk.answer("/person anthony blinken").facts[0].id == "antony-blinken"
    fingerprint = desk.base.fingerprint
    write(folder, base=OSLO)
    assert desk.reload() == Changes(added=("oslo",), altered=("antony-blinken",))
    assert desk.base.name("oslo") == "Oslo"
    assert desk.base.people["antony-blinken"].aliases == ("Anthony Blinken",)
    assert desk.base.fingerprint != fingerprint
    assert desk.loaded.when == START + timedelta(hours=1)


def test_a_mistake_keeps_the_fact_base_that_there_was(desk: LiveDesk, folder: Path) -> None:
    before = desk.loaded
    write(folder, base=BROKEN)
    with pytest.raises(FactBaseError) as refused:
        desk.reload()
    assert {(Path(problem.file).name, problem.line > 0) for problem in refused.value.problems} == {("base.yaml", True)}
    assert desk.loaded is before
    write(folder, base=BASE)
    assert desk.reload() == Changes()


def test_a_mistake_at_the_start_is_left_to_the_caller(settings: Settings, folder: Path) -> None:
    write(folder, base=BROKEN)
    with pytest.raises(FactBaseError):
        LiveDesk(settings)


def test_files_have_changed_until_they_are_read_with_or_without_success(desk: LiveDesk, folder: Path) -> None:
    assert desk.changed_on_disk() is None
    write(folder, base=BROKEN)
    assert desk.changed_on_disk() is not None
    with pytest.raises(FactBaseError):
        desk.reload()
    assert desk.changed_on_disk() is None
    write(folder, base=OSLO)
    assert desk.changed_on_disk() is not None
    desk.reload()
    assert desk.changed_on_disk() is None


def test_a_folder_that_is_gone_is_a_change_and_its_reading_a_problem(desk: LiveDesk, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    assert desk.changed_on_disk() == ()
    with pytest.raises(FactBaseError, match="the folder cannot be read"):
        desk.reload()
    assert desk.answer("/person blinken").status == "answered"


def test_what_is_written_while_the_files_are_read_is_a_change(
    desk: LiveDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def opening(settings: Settings) -> Desk:
        opened = open_desk(settings)
        write(folder, base=OSLO)
        return opened

    monkeypatch.setattr(live, "open_desk", opening)
    desk.reload()
    assert desk.changed_on_disk() is not None


def test_answers_go_on_while_the_files_are_read_and_reloads_wait_for_each_other(
    desk: LiveDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, finish = threading.Event(), threading.Event()
    read: list[str] = []

    def opening(settings: Settings) -> Desk:
        read.append(threading.current_thread().name)
        reading.set()
        assert finish.wait(10)
        return open_desk(settings)

    monkeypatch.setattr(live, "open_desk", opening)
    write(folder, base=OSLO)
    threads = [threading.Thread(target=desk.reload, name=name) for name in ("first", "second")]
    threads[0].start()
    assert reading.wait(10)
    threads[1].start()
    assert "oslo" not in desk.base.places
    assert desk.answer("/person blinken").status == "answered"
    assert read == ["first"]
    finish.set()
    for thread in threads:
        thread.join(10)
    assert read == ["first", "second"]
    assert "oslo" in desk.base.places


def test_a_reload_leaves_nothing_of_the_old_fact_base_behind(desk: LiveDesk, folder: Path) -> None:
    desk.answer("/person blinken")
    desk.complete("person", "who", "b")
    old = weakref.ref(desk.base), weakref.ref(desk.loaded.desk)
    os.utime(folder / "base.yaml", ns=(0, 0))
    gc.disable()
    try:
        desk.reload()
    finally:
        gc.enable()
    assert [gone() for gone in old] == [None, None]
