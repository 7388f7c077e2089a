"""The least that a bot made with discord.py does: one command, /ping. What acknowledgement.py compares with.

DISCORD_TOKEN=... python -m benchmarks.ping_bot API GATEWAY
"""

from __future__ import annotations

import asyncio
import os
import sys

import discord
from discord import app_commands
from yarl import URL


class PingBot(discord.AutoShardedClient):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Say pong")
        async def ping(interaction: discord.Interaction[PingBot]) -> None:
            await interaction.response.send_message("pong", ephemeral=True)


async def main(api: str, gateway: str) -> None:
    """Run until the process is ended, with these addresses of Discord."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    async with PingBot() as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
