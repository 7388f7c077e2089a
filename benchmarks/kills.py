"""Kill the bot a hundred times at random moments of running quizzes, and look at what is stored afterwards.

    python -m benchmarks.kills [KILLS] [DATABASE_URL]

Without an address the quizzes are in SQLite. Discord is tests/loopback on 127.0.0.1, the bot a process of its own.
"""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.loopback.kills import Endurance
from tests.loopback.server import Loopback

KILLS = 100
SEED = 2026


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    return asyncio.run(_endure(kills, sys.argv[2] if len(sys.argv) > 2 else None))


async def _endure(kills: int, database_url: str | None) -> int:
    with TemporaryDirectory() as folder:
        async with Loopback.start() as discord:
            endurance = Endurance(discord, Path(folder), database_url, random.Random(SEED))  # noqa: S311 - no secret
            outcome = await endurance.run(kills)
            faults = [*outcome.faults, *discord.faults()]
    print(f"{outcome.kills} kills during {outcome.quizzes} quizzes; {outcome.acknowledged} answers acknowledged,")
    print(f"{outcome.repeated} presses repeated because a kill left them unanswered; {len(faults)} faults")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
