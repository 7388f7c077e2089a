"""`/desk`: how the bot is and what it answers from, reading its fact base again, and who may hold quizzes.

All of it is for who manages a server.
"""

from __future__ import annotations

import math
import os
from datetime import datetime, timedelta

import discord
from discord import app_commands

from bot import __version__
from bot.config import from_here
from bot.facts.problems import FactBaseError, Problem
from bot.store.database import StoreError
from bot.store.servers import name_host_role
from bot.surfaces.discord.errors import Declined, Interaction, tell
from bot.surfaces.discord.limit import Limit
from bot.surfaces.discord.quiz.acknowledging import not_saved
from bot.surfaces.discord.quiz.board import short
from bot.surfaces.discord.quiz.live import Quizzes
from bot.surfaces.discord.text import clamp, escape, width
from bot.surfaces.discord.watch import Watch
from bot.surfaces.live import LiveDesk

RELOADS, SECONDS = 2, 60.0
"""How often one person may have the fact base read again."""
_MESSAGE_WIDTH = 2000
_LINE_WIDTH = 300
_REST_WIDTH = 40
"""Kept for the line that counts the problems which found no room."""
_KINDS = ("people", "meetings", "quotes", "events", "figures", "conflicts", "sources")


class DeskCommands(app_commands.Group):
    """Only in servers, and only for members with the permission Manage Server; every answer is private."""

    def __init__(self, desk: LiveDesk, watch: Watch, quizzes: Quizzes, started: datetime) -> None:
        super().__init__(
            name="desk",
            description="What Factdesk answers from, for who manages this server",
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._desk = desk
        self._watch = watch
        self._quizzes = quizzes
        self._started = started
        self._limit = Limit(RELOADS, SECONDS)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Hold what Discord is only asked to: a server can let anybody see a command. Raises Declined."""
        if interaction.guild_id is None:
            raise Declined("This command is only for servers.")
        if not interaction.permissions.manage_guild:
            raise Declined("Only members with the permission Manage Server can use this command.")
        return True

    @app_commands.command(description="How Factdesk is and what it answers from")
    async def status(self, interaction: Interaction) -> None:
        client, base = interaction.client, self._desk.base
        shard = interaction.guild.shard_id if interaction.guild is not None else 0
        lines = (
            f"**Factdesk {__version__}**",
            "Fact base: " + ", ".join(f"{len(getattr(base, kind))} {kind}" for kind in _KINDS),
            f"Fingerprint: {base.fingerprint[:12]}",
            f"Read: {discord.utils.format_dt(self._desk.loaded.when)}",
            f"Running for: {_duration(discord.utils.utcnow() - self._started)}",
            f"Latency: {_latency(client.latency)}",
            f"Shard: {shard} ({client.shard_count} in all)",
            f"Servers: {len(client.guilds)}",
        )
        await tell(interaction, "\n".join(lines))

    @app_commands.command(description="Read the fact base again, now")
    async def reload(self, interaction: Interaction) -> None:
        await self._limit.check(interaction)
        # A large fact base may take longer than the three seconds that Discord waits.
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            changes = await self._watch.reload()
        except FactBaseError as error:
            await tell(interaction, problems_message(error.problems, f"{from_here(self._desk.folder)}{os.sep}"))
            return
        said = f"The fact base was read again: {changes}."
        await tell(interaction, escape(clamp(said, _MESSAGE_WIDTH // 2)))

    @app_commands.command(name="quiz-hosts", description="Name the role whose members may hold quizzes")
    @app_commands.describe(role="The role; leave it out and only who manages this server may hold quizzes")
    async def quiz_hosts(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await name_host_role(self._quizzes.database, interaction.guild_id or 0, None if role is None else role.id)
        except StoreError as error:
            await tell(interaction, not_saved(error))
            return
        who = (
            "only members who manage this server" if role is None else f"members with the role {short(role.name, 100)}"
        )
        await tell(interaction, f"From now on {who} may hold quizzes here.")


def problems_message(problems: tuple[Problem, ...], folder: str) -> str:
    """The problems of a fact base in one message: as many as fit, and how many did not.

    `folder` is left out wherever it stands: where the files are is nothing for the members of a server.
    """
    message = "The fact base cannot be used, so the one before is kept:"
    for number, problem in enumerate(problems):
        line = escape(clamp(str(problem).replace(folder, ""), _LINE_WIDTH))
        if width(message) + 1 + width(line) > _MESSAGE_WIDTH - _REST_WIDTH:
            return f"{message}\n… and {len(problems) - number} more"
        message += f"\n{line}"
    return message


def _duration(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    days, hours = minutes // 1440, minutes // 60 % 24
    return f"{days} d {hours} h {minutes % 60} min" if days else f"{hours} h {minutes % 60} min"


def _latency(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if math.isfinite(seconds) else "not known yet"
