"""A clean stop: a signal from the system ends what runs, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine


async def until_stopped(work: Coroutine[object, object, None]) -> bool:
    """Do the work until it ends or SIGINT or SIGTERM comes. Returns whether it was stopped; its errors are raised."""
    working = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    # Where a loop takes no signal handlers, which is on Windows, Ctrl+C still cancels this task.
    with contextlib.suppress(NotImplementedError):
        for stop in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(stop, working.cancel)
    try:
        await working
    except asyncio.CancelledError:
        return True
    return False
