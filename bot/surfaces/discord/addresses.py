"""Where Discord is: its own addresses, or those of a proxy."""

from __future__ import annotations

import discord
from yarl import URL

from bot.config import DiscordSettings


def use_addresses(settings: DiscordSettings) -> None:
    """Let discord.py talk to the configured addresses; it has no setting of its own for them."""
    if settings.api is not None:
        discord.http.Route.BASE = settings.api
    if settings.gateway is not None:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.gateway)
