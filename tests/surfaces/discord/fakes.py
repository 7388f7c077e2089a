"""A desk that answers what a test tells it to, and ways to read a message as a person would."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from types import SimpleNamespace
from typing import Any

from discord import Message, ShardInfo
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.components import walk_components

from bot.answers.answer import Answer, FactView
from bot.answers.commands import COMMANDS
from bot.answers.desk import Completion, Desk
from bot.facts.model import FactBase
from bot.surfaces.live import LiveDesk, Loaded

TEXT, BUTTON, MENU = 10, 2, 3
NOTHING = FactBase({}, {}, {}, {}, {}, {}, {}, {}, {}, (), fingerprint="0123456789abcdef" * 4)


class FakeDesk(LiveDesk):
    """Answers by exact query. What it does not know is not found; an exception in place of an answer is raised."""

    def __init__(self) -> None:
        self._loaded = Loaded(Desk(NOTHING), datetime(2025, 12, 31, tzinfo=UTC))
        self.answers: dict[str, Answer | Exception] = {}
        self.completions: dict[tuple[str, str], tuple[Completion, ...] | Exception] = {}
        self.asked: list[str] = []
        self.completed: list[tuple[str, str, str, int]] = []

    def answer(self, text: str) -> Answer:
        self.asked.append(text)
        if text == "/help":
            return Answer(
                text, "help", "answered", "\n".join(f"{known.usage}: {known.description}" for known in COMMANDS)
            )
        known = self.answers.get(text, Answer(text, None, "not_found", f"The fact base has nothing on “{text}”."))
        if isinstance(known, Exception):
            raise known
        return known

    def complete(self, command: str, option: str, text: str, limit: int = 25) -> tuple[Completion, ...]:
        self.completed.append((command, option, text, limit))
        known = self.completions.get((command, option), (Completion(f"{text} as a name", f"{text} as a value"),))
        if isinstance(known, Exception):
            raise known
        return known


@dataclass(frozen=True)
class World:
    """A server with one channel, and two people in it."""

    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    alice: MemberActor
    bob: MemberActor

    async def ask(self, command: str, by: MemberActor | None = None, /, **options: Any) -> ResponseMessage:
        """Use a command in the channel, as alice unless somebody else is named, and return what is answered."""
        return only(await (by or self.alice).slash(self.channel, command, **options))

    @property
    def bot(self) -> int:
        """The bot's id."""
        assert self.env.bot.user is not None
        return self.env.bot.user.id

    @property
    def mention(self) -> str:
        """The bot's mention, as Discord writes it into a message."""
        return f"<@{self.bot}>"

    async def write(self, text: str, by: MemberActor | None = None) -> Message:
        """Write a message into the channel, as alice unless somebody else is named."""
        return await (by or self.alice).send(self.channel, text)

    def replies(self, channel: ChannelHandle | None = None) -> list[ResponseMessage]:
        """What the bot wrote where everybody sees it, oldest first: in the channel unless another one is named."""
        stored = self.env.backend.messages.get((channel or self.channel).id, {}).values()
        return [
            ResponseMessage(self.env, message)
            for message in stored
            if message.author_id == self.bot and message.visible_to(None)
        ]

    def sent(self, where: str, method: str = "POST") -> list[Any]:
        """The bodies that the bot sent to addresses with `where` in them."""
        return [
            request.json for request in self.env.http_requests if request.method == method and where in request.path
        ]


def fact(title: str = "Antony Blinken and Xi Jinping", **changes: Any) -> FactView:
    values: dict[str, Any] = {
        "kind": "meeting",
        "id": "blinken-xi",
        "title": title,
        "quotation": None,
        "rows": (("When", "19 June 2023"), ("Where", "Great Hall of the People, Beijing"), ("Status", "held")),
        "citations": ("The Christian Science Monitor, 20 June 2023, par. 12",),
        "notes": (),
        "data": {},
    }
    return FactView(**{**values, **changes})


def as_read(markup: str) -> str:
    """What a reader of Discord sees of marked-up text: neither the marks of bold nor a backslash before punctuation."""
    plain = re.sub(r"(?<!\\)\*\*", "", markup)
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", plain).replace("\u200b", "")


def only(result: InteractionResult) -> ResponseMessage:
    """The one message that answers an interaction, be it the answer itself or what followed on a click."""
    if result.followups:
        (message,) = result.followups
        return message
    assert result.response is not None, "there is no answer"
    return result.response


def texts(message: ResponseMessage) -> list[str]:
    """The text displays of a message, as they were sent."""
    assert message.content == ""
    return [part["content"] for part in walk_components(message.components) if part["type"] == TEXT]


def read(message: ResponseMessage) -> str:
    """The text of a message, as a person reads it."""
    return as_read("\n".join(texts(message)))


def controls(message: ResponseMessage) -> dict[str, bool]:
    """The labels of a message's buttons and the title of its menu, each with whether it can be used."""
    parts = [part for part in walk_components(message.components) if part["type"] in (BUTTON, MENU)]
    return {part.get("label") or part["placeholder"]: not part.get("disabled", False) for part in parts}


def menu(message: ResponseMessage) -> Mapping[str, Any]:
    """The menu of a message, as it was sent."""
    (found,) = (part for part in walk_components(message.components) if part["type"] == MENU)
    return found


def connection(id_: int, *, is_open: bool = True, latency: float = math.inf, acknowledged: float = 0) -> ShardInfo:
    """A shard of discord.py; `acknowledged` is how many seconds ago."""
    keep_alive = SimpleNamespace(_last_ack=perf_counter() - acknowledged)
    socket = SimpleNamespace(open=is_open, latency=latency, _keep_alive=keep_alive)
    parent: Any = SimpleNamespace(id=id_, ws=socket)
    return ShardInfo(parent, 2)
