"""`/privacy`: everything that is stored about a person, shown to them and deleted by them."""

from __future__ import annotations

import io
import json

import discord
from discord import app_commands

from bot.store.database import StoreError
from bot.store.privacy import Forgotten, about, forget
from bot.surfaces.discord.errors import Interaction, tell
from bot.surfaces.discord.limit import Limit
from bot.surfaces.discord.quiz.acknowledging import not_read, not_saved
from bot.surfaces.discord.quiz.board import number_of
from bot.surfaces.discord.quiz.live import Quizzes

_FILE = "about-you.json"


class PrivacyCommands(app_commands.Group):
    """For everybody, wherever they are; every answer is private."""

    def __init__(self, quizzes: Quizzes, limit: Limit) -> None:
        super().__init__(name="privacy", description="What Factdesk stores about you")
        self._quizzes = quizzes
        self._limit = limit

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """The limit of all commands. Raises TooOften."""
        return await self._limit.check(interaction)

    @app_commands.command(description="Everything that is stored about you, as a file")
    async def show(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            found = await about(self._quizzes.database, str(interaction.user.id))
        except StoreError as error:
            await tell(interaction, not_read("That", error))
            return
        if not (found.hosted or found.played or found.extra_time):
            await tell(interaction, "Nothing is stored about you.")
            return
        answers = sum(len(played.answers) for played in found.played)
        said = (
            f"You took part in {number_of(len(found.played), 'quiz', 'quizzes')} with "
            f"{number_of(answers, 'answer')} and held {len(found.hosted)}. "
            "The file has all of it; /privacy delete deletes it."
        )
        content = json.dumps(found.as_json(), ensure_ascii=False, indent=2).encode()
        await interaction.followup.send(said, file=discord.File(io.BytesIO(content), _FILE), ephemeral=True)

    @app_commands.command(description="Delete everything that is stored about you; it cannot be brought back")
    @app_commands.describe(sure="Yes, delete my answers and my points in every quiz")
    async def delete(self, interaction: Interaction, sure: bool) -> None:
        if not sure:
            await tell(interaction, "Nothing was deleted.")
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            done = await forget(self._quizzes.database, str(interaction.user.id))
        except StoreError as error:
            await tell(interaction, not_saved(error))
            return
        self._quizzes.forget_ended()
        await tell(interaction, deleted_text(done))


def deleted_text(done: Forgotten) -> str:
    """What was deleted about somebody, and what was not."""
    part, answers = number_of(done.quizzes, "quiz", "quizzes"), number_of(done.answers, "answer")
    said = f"Deleted: your part in {part} with {answers}, and your extra time if you had any."
    if done.still_hosting:
        said += " That you hold a quiz which is running is deleted once it is over and you use this command again."
    return said
