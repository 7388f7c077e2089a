"""How long Discord waits for the first answer, under load: Factdesk beside the least bot that discord.py allows.

    python -m benchmarks.acknowledgement

Discord is tests/loopback on 127.0.0.1, each bot a process of its own, in turn. Two hundred people send ten requests
each: all of them as fast as the connection takes them, or at most as many unanswered as there are people. Machines are
noisy: read the ratios, each the median of several rounds.
"""

from __future__ import annotations

import asyncio
import gc
import resource
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.loopback.interactions import slash
from tests.loopback.load import EACH, PERSONS, QUESTIONS, crowd, flood
from tests.loopback.payloads import Payload
from tests.loopback.process import connected, factdesk
from tests.loopback.server import Loopback

ROUNDS = 7
WARM_UP = 2
"""Requests of each person that are not counted."""
LOADS = {"all at once": PERSONS * EACH, "one of each person": PERSONS}
"""How many requests may be unanswered."""
TARGET = 1.5
"""What the 99th percentile may be at most, all at once, of that of /ping."""

Times = tuple[float, float]
"""The 50th and the 99th percentile, in milliseconds."""


def main() -> int:
    # Where nothing limits its connections, a bot opens one for each request that is unanswered.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for load, at_once in LOADS.items():
        print(f"{load:<20}{'p50 ms':>8}{'p99 ms':>8}")
        rounds = []
        for _ in range(ROUNDS):
            theirs, ours = (asyncio.run(_measure(name, at_once)) for name in ("/ping", "Factdesk"))
            print(f"  {'/ping':<18}{theirs[0]:>8.1f}{theirs[1]:>8.1f}")
            print(f"  {'Factdesk':<18}{ours[0]:>8.1f}{ours[1]:>8.1f}", flush=True)
            rounds.append((ours[0] / theirs[0], ours[1] / theirs[1]))
        p50, p99 = (statistics.median(ratios) for ratios in zip(*rounds, strict=True))
        target = f" (target: at most {TARGET})" if at_once > PERSONS else ""
        print(f"  Factdesk to /ping: {p50:.2f} at p50, {p99:.2f} at p99{target}\n")
    return 0


async def _measure(name: str, at_once: int) -> Times:
    """One round with a fresh process."""
    with TemporaryDirectory() as folder:
        async with Loopback.start(deadline=60.0) as discord:
            if name == "Factdesk":
                starting = factdesk(discord, Path(folder))
                asked: Sequence[Payload] = QUESTIONS
            else:
                starting = connected(discord, "benchmarks.ping_bot", discord.api, discord.gateway.address)
                asked = [slash("ping", {})]
            async with starting:
                await flood(discord, crowd(asked, each=WARM_UP))
                # A pause of this process would be counted as one of the bot's.
                gc.collect()
                gc.disable()
                try:
                    exchanges = await flood(discord, crowd(asked), at_once=at_once)
                finally:
                    gc.enable()
            if faults := [*discord.rest.faults, *discord.ledger.faults, *discord.ledger.unanswered()]:
                raise RuntimeError(f"{name} does not do what is measured: {faults[0]}")
    times = sorted(1000 * exchange.seconds for exchange in exchanges)
    return statistics.median(times), times[len(times) * 99 // 100]


if __name__ == "__main__":
    sys.exit(main())
