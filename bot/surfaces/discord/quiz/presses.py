"""Where every press in every quiz goes: to the players' part, the host's part, or the results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.surfaces.discord.errors import Interaction, tell
from bot.surfaces.discord.quiz import hosting, playing
from bot.surfaces.discord.quiz.acknowledging import OVER
from bot.surfaces.discord.quiz.ids import HOST_VERBS, VERBS, read
from bot.surfaces.discord.quiz.live import Quizzes

RESTARTING = "Factdesk is being restarted. Press again in a moment."


class Presses:
    """Does what people press in the quizzes of this process."""

    def __init__(self, quizzes: Quizzes) -> None:
        self._quizzes = quizzes

    async def press(self, interaction: Interaction, data: Mapping[str, Any]) -> None:
        """Do what the data of an interaction say. Ids can be forged: a quiz is looked for only where they come from."""
        pressed = read(data)
        if pressed is None or pressed.verb not in VERBS:
            await tell(interaction, "This button is from another version of Factdesk.")
            return
        if pressed.verb in ("mine", "review"):
            await playing.look_back(interaction, self._quizzes, pressed)
            return
        live = self._quizzes.live(pressed.quiz, interaction.guild_id)
        if live is None or live.quiz.channel != interaction.channel_id:
            await tell(interaction, OVER if self._quizzes.are_open else RESTARTING)
        elif pressed.verb in HOST_VERBS:
            await hosting.host(interaction, live, pressed, self._quizzes.database)
        else:
            await playing.play(interaction, live, pressed)
