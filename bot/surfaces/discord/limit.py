"""How often one person may ask, counted over every way of asking: a command, the menu of a message, a mention."""

from __future__ import annotations

import math
from datetime import datetime

from discord import app_commands

from bot.surfaces.discord.errors import Interaction, TooOften

ASKS, SECONDS = 5, 10.0


class Limit:
    """At most `asks` requests of one person in `seconds`. Nobody is remembered for longer than that."""

    def __init__(self, asks: int = ASKS, seconds: float = SECONDS) -> None:
        self._asks = asks
        self._seconds = seconds
        self._people: dict[int, app_commands.Cooldown] = {}

    def take(self, person: int, when: datetime) -> int:
        """Count a request of a person, by id. Returns 0 if it may be answered, else the seconds until one may be."""
        now = when.timestamp()
        # They stand in the order in which they began, so that only those in front have to be looked at.
        while self._people and self._has_all(first := next(iter(self._people)), now):
            del self._people[first]
        cooldown = self._people.setdefault(person, app_commands.Cooldown(self._asks, self._seconds))
        wait = cooldown.update_rate_limit(now)
        # At the very end of the period discord.py still refuses, with 0 seconds to wait.
        return 0 if wait is None else max(1, math.ceil(wait))

    def _has_all(self, person: int, now: float) -> bool:
        return self._people[person].get_tokens(now) >= self._asks

    async def check(self, interaction: Interaction) -> bool:
        """A check for application commands. Raises TooOften."""
        if seconds := self.take(interaction.user.id, interaction.created_at):
            raise TooOften(seconds)
        return True
