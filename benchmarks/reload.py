"""How long reading the fact base again keeps a running bot from answering.

    python -m benchmarks.reload

A ticker in the event loop sleeps one millisecond at a time, and its longest gap between two ticks is what somebody who
asks just then would wait. It is measured over nothing, for comparison, and over each reload in the thread beside it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import Awaitable
from contextlib import suppress
from time import perf_counter

from bot.config import DEFAULT_CONFIG, load_settings
from bot.surfaces.discord.watch import Watch
from bot.surfaces.live import LiveDesk

RUNS = 30
TICK = 0.001
LIMIT = 0.1
"""Seconds that a reload may keep the event loop from answering."""


async def measure() -> int:
    watch = Watch(LiveDesk(load_settings(DEFAULT_CONFIG)), lambda: None)
    idle = [await _longest_gap(asyncio.sleep(0.2)) for _ in range(RUNS)]
    started = perf_counter()
    gaps = [await _longest_gap(watch.reload()) for _ in range(RUNS)]
    took = (perf_counter() - started) / RUNS
    print(f"{'longest gap of the ticker':<30}{'median ms':>10}{'worst ms':>10}{'runs':>6}")
    for name, found in (("nothing happens", idle), ("the fact base is read again", gaps)):
        print(f"{name:<30}{1000 * statistics.median(found):>10.1f}{1000 * max(found):>10.1f}{len(found):>6}")
    print(f"one reload takes {1000 * took:.0f} ms")
    return 0 if max(gaps) < LIMIT else 1


async def _longest_gap(work: Awaitable[object]) -> float:
    """The longest time between two ticks, in seconds, from the start of the work to its end."""
    gaps: list[float] = []

    async def tick() -> None:
        last = perf_counter()
        while True:
            await asyncio.sleep(TICK)
            last, before = perf_counter(), last
            gaps.append(last - before)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    await work
    # What kept the loop until the very end shows in the tick after it.
    await asyncio.sleep(2 * TICK)
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    return max(gaps)


if __name__ == "__main__":
    sys.exit(asyncio.run(measure()))
