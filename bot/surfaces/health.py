"""How the running bot is, as a small file that it renews, and what that file says to who asks, e.g. a container.

Nothing of Discord is imported here, so that asking is cheap.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.surfaces.replacing import replace_file

FILE = "health.json"
"""In the data folder."""
FRESH = 60.0
"""Seconds for which the file is believed; the bot renews it four times as often."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One connection to Discord."""

    id: int
    connected: bool
    heartbeat: datetime | None
    """When Discord last acknowledged a heartbeat; None before the first."""
    latency: float | None
    """Seconds from that heartbeat to its acknowledgement; None before the first."""


@dataclass(frozen=True, slots=True)
class Health:
    connected: bool
    """Whether every shard of this process is connected and Discord has told it which servers it is in."""
    shards: tuple[Shard, ...]
    facts: int
    fingerprint: str
    version: str
    pid: int
    started: datetime


def write_health(path: Path, health: Health) -> None:
    """Replace the file. Raises OSError."""
    shards = [
        {
            "id": shard.id,
            "connected": shard.connected,
            "last_heartbeat_acknowledged": _iso(shard.heartbeat),
            "latency_ms": _milliseconds(shard.latency),
        }
        for shard in health.shards
    ]
    heartbeats = [shard.heartbeat for shard in health.shards if shard.heartbeat is not None]
    latencies = [shard.latency for shard in health.shards if shard.latency is not None]
    summary = {
        **asdict(health),
        "started": _iso(health.started),
        # Of several shards the one that is worst off speaks for all.
        "last_heartbeat_acknowledged": _iso(min(heartbeats, default=None)),
        "latency_ms": _milliseconds(max(latencies, default=None)),
        "shards": shards,
    }
    replace_file(path, (json.dumps(summary, indent=2) + "\n").encode("ascii"))


def check_health(path: Path, now: datetime) -> tuple[bool, str]:
    """Whether the running bot is well by its file, and one line that says so or why not."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return False, f"There is no {path}: no bot runs with this data folder, or it has not come so far."
    except (OSError, ValueError):
        return False, f"{path} cannot be read; start the bot again."
    age = (now - written).total_seconds()
    if not isinstance(content, dict):
        return False, f"{path} cannot be read; start the bot again."
    # A file from the future says that the clock was put back, and nothing about the bot.
    if not -FRESH < age < FRESH:
        return False, f"The bot stopped or hangs: {path} was last renewed at {_iso(written)}."
    if content.get("connected") is not True:
        return False, "The bot is not connected to Discord; its log says why."
    return True, (
        f"Connected, latency {content.get('latency_ms')} ms, last heartbeat acknowledged at "
        f"{content.get('last_heartbeat_acknowledged')}, {content.get('facts')} facts "
        f"({str(content.get('fingerprint'))[:12]}), version {content.get('version')}"
    )


def _iso(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).isoformat(timespec="seconds")


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(1000 * seconds, 1)
