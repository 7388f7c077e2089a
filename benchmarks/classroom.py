"""Two hundred pupils answer one question at the same moment: how long each waits, and whether every answer is stored.

    python -m benchmarks.classroom [DATABASE_URL]

Without an address the answers are in SQLite. Discord is tests/loopback on 127.0.0.1, the bot a process of its own; both
share the machine's processors.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.database import Database
from bot.store.quizzes import unfinished
from tests.loopback import school
from tests.loopback.payloads import MANAGER, people
from tests.loopback.process import factdesk, stored_in
from tests.loopback.server import Loopback

PUPILS, ROUNDS = 200, 8
TARGET = 1.0
"""What the 99th percentile may be at most, in seconds."""


def main() -> int:
    return asyncio.run(_measure(sys.argv[1] if len(sys.argv) > 1 else None))


async def _measure(database_url: str | None) -> int:
    pupils = list(people(PUPILS))
    slowest = 0.0
    with TemporaryDirectory() as folder:
        async with Loopback.start() as discord, factdesk(discord, Path(folder), lines=stored_in(database_url)):
            start = await discord.slash("quiz start", {"rounds": ROUNDS, "kinds": "who-said"}, MANAGER)
            await discord.answered(start)
            lobby = await discord.reply()
            panel = (await discord.press(lobby, prefix="fq1:panel", by=MANAGER)).original
            if panel is None:
                raise RuntimeError("the host has no panel")
            await discord.press(panel, prefix="fq1:open", by=MANAGER)
            print(f"{'question':<10}{'p50 ms':>8}{'p99 ms':>8}{'stored':>8}")
            last = lobby
            for number in range(ROUNDS):
                last = await school.next_question(discord, last)
                answered = await school.answer(discord, last, {pupil: pupil.id % 4 for pupil in pupils})
                seconds = [each.seconds_to_answer for each in answered]
                p50, p99 = (school.percentile(seconds, share) for share in (0.5, 0.99))
                slowest = max(slowest, p99)
                async with Database.open(database_url, Path(folder) / "data") as database:
                    (quiz,) = await unfinished(database, 0.0)
                kept = sum(asked == number for _, asked in quiz.session.answers)
                print(f"{number + 1:<10}{p50 * 1000:>8.0f}{p99 * 1000:>8.0f}{kept:>8}", flush=True)
                for prefix in ("fq1:close", "fq1:next"):
                    await discord.press(panel, prefix=prefix, by=MANAGER)
            faults = discord.faults()
    print(f"The slowest p99 is {slowest:.2f} s (target: under {TARGET:.0f} s); {len(faults)} faults.")
    return 1 if faults or slowest >= TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
