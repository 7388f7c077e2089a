"""Answering a press in time, whatever the database takes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.quiz.events import Refusal
from bot.quiz.state import Session
from bot.store.database import StoreError
from bot.store.running import Gone
from bot.surfaces.discord.errors import Interaction, tell

SECONDS = 1.5
"""How long a press waits for the database before Discord is told to wait, which it does for three seconds by itself."""
OVER = "This quiz is over."

T = TypeVar("T")


async def in_time(interaction: Interaction, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work; where that takes long, the interaction is deferred meanwhile."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=SECONDS)
    if not done and not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True)
    return await task


async def written(interaction: Interaction, work: Coroutine[Any, Any, Session | Refusal]) -> Session | Refusal | None:
    """What came of events once they are written. None where they could not be, of which the person is told."""
    try:
        return await in_time(interaction, work)
    except Gone:
        await tell(interaction, OVER)
    except StoreError as error:
        await tell(interaction, not_saved(error))
    return None


def not_read(what: str, error: StoreError) -> str:
    """A sentence for whoever asked for something that could not be read: `The results`."""
    return f"{what} cannot be read now, because {error}. Try again in a moment."


def not_saved(error: StoreError) -> str:
    """A sentence for whoever did something that could not be written."""
    return f"That could not be saved, because {error}. The quiz stays as it was; try again in a moment."
