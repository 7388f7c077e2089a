"""The program with every pause twenty times shorter, for tests of what discord.py does after waiting for seconds.

python -m tests.loopback.hurried run --config PATH
"""

from __future__ import annotations

import asyncio
import sys

from bot.cli import main

TIMES = 20
_sleep = asyncio.sleep


async def _hurry(delay: float, result: object = None) -> object:
    return await _sleep(delay / TIMES, result)


if __name__ == "__main__":
    asyncio.sleep = _hurry  # type: ignore[assignment]  # the overloads of sleep differ only in what they return
    sys.exit(main())
