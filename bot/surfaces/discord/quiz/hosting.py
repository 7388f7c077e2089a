"""What a host presses: the panel with which a quiz is run, for its host and for who may hold quizzes there."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.quiz.events import Cancel, Close, Event, Extend, Finish, Next, Open, Pause, Refusal, Resume, Skip
from bot.store.database import Database
from bot.store.servers import host_role
from bot.surfaces.discord.errors import Interaction, tell
from bot.surfaces.discord.quiz.acknowledging import in_time, written
from bot.surfaces.discord.quiz.ids import Pressed
from bot.surfaces.discord.quiz.live import LiveQuiz
from bot.surfaces.discord.quiz.playing import on_own_message
from bot.surfaces.discord.quiz.private import MORE_SECONDS, panel

NOT_THE_HOST = "Only the host of this quiz can do that."
NO_HOST = (
    "Only members with the role that may hold quizzes can do that. Who manages this server names the role with "
    "/desk quiz-hosts."
)
_EVENTS: Mapping[str, Event] = {
    "open": Open(),
    "close": Close(),
    "next": Next(),
    "pause": Pause(),
    "resume": Resume(),
    "more": Extend(MORE_SECONDS),
    "skip": Skip(),
    "finish": Finish(),
    "cancel": Cancel(),
}


_WHENEVER = frozenset({"pause", "finish"})
"""Means the same at every question, so that a panel from an earlier one, as hosts of timed quizzes have it, does it."""


async def may_host(interaction: Interaction, database: Database) -> bool:
    """Whether somebody may hold quizzes in the server: they manage it, or have the role that its manager named."""
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    role = await host_role(database, interaction.guild_id)
    # The role of everybody has the id of the server, and nobody is listed with it.
    return role is not None and (role == interaction.guild_id or interaction.user.get_role(role) is not None)


async def host(interaction: Interaction, live: LiveQuiz, pressed: Pressed, database: Database) -> None:
    """Do what a host pressed, and show the panel as it is then."""
    mine = str(interaction.user.id) == live.quiz.host
    if not mine and not await in_time(interaction, may_host(interaction, database)):
        await tell(interaction, NOT_THE_HOST)
        return
    if pressed.verb == "panel":
        await show_panel(interaction, live)
        return
    # A second press on "Next" must not skip the question that the first one opened.
    question = None if pressed.verb in _WHENEVER else pressed.round
    after = await written(interaction, live.submit(_EVENTS[pressed.verb], question=question))
    if after is None:
        return
    note = after.reason if isinstance(after, Refusal) else ""
    if not on_own_message(interaction):
        await show_panel(interaction, live)
    elif interaction.response.is_done():
        await interaction.edit_original_response(view=panel(live.quiz, note))
    else:
        await interaction.response.edit_message(view=panel(live.quiz, note))


async def show_panel(interaction: Interaction, live: LiveQuiz) -> None:
    """Give a host the panel, in private."""
    if interaction.response.is_done():
        await interaction.followup.send(view=panel(live.quiz), ephemeral=True)
    else:
        await interaction.response.send_message(view=panel(live.quiz), ephemeral=True)
