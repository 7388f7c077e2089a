"""What the running bot writes down, and what is made of it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.surfaces.health import Health, Shard, check_health, write_health

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
HEALTH = Health(
    connected=True,
    shards=(
        Shard(0, True, NOW - timedelta(seconds=5), 0.0451),
        Shard(1, True, datetime(2026, 1, 1, 13, 59, tzinfo=timezone(timedelta(hours=2))), 0.2),
        Shard(2, True, None, None),
    ),
    facts=7,
    fingerprint="0123456789abcdef" * 4,
    version="1.2.3",
    pid=4,
    started=NOW - timedelta(hours=1),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "health.json"


def write(path: Path, health: Health = HEALTH, age: float = 0) -> None:
    write_health(path, health)
    os.utime(path, (NOW.timestamp() - age,) * 2)


def test_the_file_says_how_the_bot_is(path: Path) -> None:
    write(path)
    assert json.loads(path.read_bytes()) == {
        "connected": True,
        "last_heartbeat_acknowledged": "2026-01-01T11:59:00+00:00",
        "latency_ms": 200.0,
        "facts": 7,
        "fingerprint": "0123456789abcdef" * 4,
        "version": "1.2.3",
        "pid": 4,
        "started": "2026-01-01T11:00:00+00:00",
        "shards": [
            {
                "id": 0,
                "connected": True,
                "last_heartbeat_acknowledged": "2026-01-01T11:59:55+00:00",
                "latency_ms": 45.1,
            },
            {
                "id": 1,
                "connected": True,
                "last_heartbeat_acknowledged": "2026-01-01T11:59:00+00:00",
                "latency_ms": 200.0,
            },
            {"id": 2, "connected": True, "last_heartbeat_acknowledged": None, "latency_ms": None},
        ],
    }


def test_before_anything_is_connected_nothing_is_known(path: Path) -> None:
    write(path, replace(HEALTH, connected=False, shards=()))
    content = json.loads(path.read_bytes())
    assert (content["last_heartbeat_acknowledged"], content["latency_ms"], content["shards"]) == (None, None, [])


@pytest.mark.parametrize("age", [0, 59, -59])
def test_a_fresh_file_of_a_connected_bot_is_well(path: Path, age: float) -> None:
    write(path, age=age)
    well, sentence = check_health(path, NOW)
    assert well
    assert sentence == (
        "Connected, latency 200.0 ms, last heartbeat acknowledged at 2026-01-01T11:59:00+00:00, 7 facts "
        "(0123456789ab), version 1.2.3"
    )


@pytest.mark.parametrize("age", [60, 3600, -60])
def test_an_old_file_tells_of_a_bot_that_is_gone(path: Path, age: float) -> None:
    write(path, age=age)
    well, sentence = check_health(path, NOW)
    assert not well
    assert sentence.startswith(f"The bot stopped or hangs: {path} was last renewed at 2026-01-01T1")


def test_a_bot_that_is_not_connected_is_not_well(path: Path) -> None:
    write(path, replace(HEALTH, connected=False))
    assert check_health(path, NOW) == (False, "The bot is not connected to Discord; its log says why.")


def test_without_a_file_no_bot_is_well(path: Path) -> None:
    well, sentence = check_health(path, NOW)
    assert not well
    assert sentence.startswith(f"There is no {path}: no bot runs")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"connected": "true"}'])
def test_a_damaged_file_is_a_sentence(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    os.utime(path, (NOW.timestamp(),) * 2)
    well, sentence = check_health(path, NOW)
    assert not well
    assert sentence.endswith(("start the bot again.", "its log says why."))
