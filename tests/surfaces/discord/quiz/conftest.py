"""A class in a simulated server, with a teacher, over the shipped fact base."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord import InteractionResult, MemberActor, ResponseMessage, interactions
from simcord.enums import InteractionType

from bot.quiz.state import Session
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.quiz.ids import PREFIX
from tests.quiz.shipped import base
from tests.surfaces.discord.fakes import FakeDesk, World, only

COUNTED = 21.0
"""After so long the number of answers is shown. The simulation waits for whatever comes within five seconds, so it is
much longer: counts are edited only when a test lets time pass, however long the test takes."""


@dataclass
class School:
    """A server in which quizzes are held. `bot` is the running one, also after a restart."""

    world: World
    bot: FactdeskBot
    teacher: MemberActor
    data: Path
    panel: ResponseMessage | None = None
    """The newest panel of the teacher."""

    @property
    def alice(self) -> MemberActor:
        return self.world.alice

    @property
    def bob(self) -> MemberActor:
        return self.world.bob

    async def start(self, by: MemberActor | None = None, **options: Any) -> InteractionResult:
        """Use /quiz start as the teacher, with one who-said question after another unless options say otherwise."""
        options = {"rounds": 3, "kinds": "who-said", "seed": "x", **options}
        result = await (by or self.teacher).slash(self.world.channel, "quiz start", **options)
        if result.followups:
            self.panel = result.followups[-1]
        return result

    async def host(self, label: str, by: MemberActor | None = None) -> InteractionResult:
        """Press a button of the teacher's panel."""
        assert self.panel is not None
        return await (by or self.teacher).click(self.panel, label=label)

    async def answer(self, by: MemberActor, label: str) -> str:
        """Press a button on the newest message of the quiz, and return what is said in private."""
        answer = only(await by.click(self.board, label=label))
        assert answer.ephemeral
        return answer.content

    @property
    def board(self) -> ResponseMessage:
        """The newest message of the quiz."""
        return self.world.replies()[-1]

    @property
    def session(self) -> Session:
        """The session that runs in the channel."""
        live = self.bot.quizzes.in_channel(self.world.channel.id)
        assert live is not None
        return live.quiz.session

    @property
    def right(self) -> str:
        """The letter of the right option of the open question."""
        return "ABCDEFGHIJ"[[option.right for option in self.session.question.options].index(True)]

    @property
    def wrong(self) -> str:
        return "B" if self.right == "A" else "A"

    async def later(self, seconds: float) -> None:
        """Let time pass, and all that comes of it happen."""
        await self.world.env.advance_time(seconds)
        await self.world.env.settle()

    async def restart(self) -> None:
        """End the process and start it again over what it stored."""
        await self.stop()
        await self.go_on()

    async def stop(self) -> None:
        """End the process."""
        await self.bot.close()

    async def go_on(self) -> None:
        """Start another process over what the one before stored."""
        self.bot = _Restarted(FakeDesk(), private_by_default=True, data=self.data)
        self.bot.shard_count = 1
        await self.world.env.restart_bot(self.bot)
        await self.world.env.settle()

    async def forge(self, custom_id: str, by: MemberActor, channel: int | None = None) -> str:
        """Send a press with any id, as only a program can, and return what is said in private."""
        answer = only(await self.forge_silently(custom_id, by, channel))
        assert answer.ephemeral
        return answer.content

    async def forge_silently(self, custom_id: str, by: MemberActor, channel: int | None = None) -> InteractionResult:
        """Send a press with any id, whatever comes of it. What is no quiz's is a button of the message."""
        backend = self.world.env.backend
        recorded, payload = interactions.base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=channel or self.world.channel.id,
            guild_id=self.world.guild.id,
            user_id=by.id,
            data={"custom_id": custom_id, "component_type": 2, "id": 1},
        )
        payload["message"] = _message(self)
        if not custom_id.startswith(PREFIX):
            button = {"type": 2, "id": 1, "style": 2, "label": "x", "disabled": False, "custom_id": custom_id}
            payload["message"]["components"] = [{"type": 1, "id": 2, "components": [button]}]
        backend.emit("INTERACTION_CREATE", payload)
        await self.world.env.settle()
        return InteractionResult(self.world.env, recorded)


class _Restarted(FactdeskBot):
    """Opens the quizzes when the real one does, with the clock of the simulation."""

    async def setup_hook(self) -> None:
        await super().setup_hook()
        await self.quizzes.open(None, self._data)


def _message(school: School) -> dict[str, Any]:
    """The least of a message that discord.py reads from a press: without the button, as after an edit."""
    author = {"id": str(school.world.bot), "username": "Factdesk", "discriminator": "0", "avatar": None, "bot": True}
    return {
        "id": str(school.board.id),
        "channel_id": str(school.world.channel.id),
        "author": author,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
    }


@pytest_asyncio.fixture
async def school(
    world: World, simcord_bot: FactdeskBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[School]:
    monkeypatch.setattr(FakeDesk, "base", base())
    monkeypatch.setattr("bot.surfaces.discord.quiz.posting.COUNT_SECONDS", COUNTED - 1)
    role = world.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    teacher = world.guild.add_member(world.env.create_user("teacher"), roles=[role])
    await world.env.settle()
    made = School(world, simcord_bot, teacher, tmp_path)
    yield made
    await made.bot.close()
