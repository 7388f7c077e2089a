"""A class that answers at the same moment, whatever kind of question the bot posted.

What can be answered on is found by custom ids and by the letters of the options, never by wording.
"""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simcord.components import walk_components

from tests.loopback.controls import BUTTON, MENU, controls
from tests.loopback.gateway import SECONDS
from tests.loopback.ledger import Exchange
from tests.loopback.modals import INPUT, Filled
from tests.loopback.payloads import Payload, Person, Place
from tests.loopback.server import Loopback

PREFIX = "fq1:"
"""How the custom ids of a quiz begin."""
_LETTER = re.compile(r"([A-Z])\b")

Kind = Literal["buttons", "menu", "form"]
Given = int | Sequence[int] | str
"""What a pupil answers: the number of an option, counted from 0; the numbers of several; or words."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a message offers for an answer: a button for each option, one menu, or one button that opens a form."""

    kind: Kind
    controls: tuple[Payload, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a pupil's click and, where that opened a form, of the form that was sent."""

    pupil: Person
    exchanges: tuple[Exchange, ...]

    @property
    def seconds(self) -> float:
        """Until the acknowledgement that took the longest."""
        return max(exchange.seconds for exchange in self.exchanges)

    @property
    def seconds_to_answer(self) -> float:
        """Until the answer that took the longest, which is later where the acknowledgement only promises one."""
        return max(exchange.seconds_to_answer for exchange in self.exchanges)

    @property
    def receipt(self) -> Payload | None:
        """The message that answered in the end."""
        return self.exchanges[-1].original


def question(message: Payload, form: str = PREFIX) -> Question | None:
    """What can be answered on a message now; None if nothing can.

    Where there are neither lettered buttons nor a menu, the first button whose custom id begins with `form` opens one.
    """
    buttons = controls(message, BUTTON, PREFIX)
    letters = [_LETTER.match(button.get("label") or "") for button in buttons]
    lettered = [button for button, letter in zip(buttons, letters, strict=True) if letter is not None]
    if len(lettered) > 1:
        return Question("buttons", tuple(lettered))
    if menus := controls(message, MENU, PREFIX):
        return Question("menu", tuple(menus[:1]))
    opening = [button for button in buttons if button["custom_id"].startswith(form)]
    return Question("form", tuple(opening[:1])) if opening else None


async def next_question(
    discord: Loopback, after: Payload | None = None, place: Place | None = None, form: str = PREFIX
) -> Payload:
    """Wait for the first message in a channel, after this one, that can be answered on."""
    channel = str((discord.place if place is None else place).channel)
    since = 0 if after is None else int(after["id"])

    def open_ones() -> list[Payload]:
        later = (each for each in discord.rest.posts if each["channel_id"] == channel and int(each["id"]) > since)
        return [each for each in later if question(each, form) is not None]

    await discord.until(lambda: bool(open_ones()))
    return open_ones()[0]


async def until_closed(discord: Loopback, message: Payload, form: str = PREFIX) -> None:
    """Wait until nothing of what a message offers for an answer now can be used any more."""
    asked = question(message, form)
    offered = {each["custom_id"] for each in asked.controls} if asked is not None else set()

    def usable() -> set[str]:
        return {each["custom_id"] for kind in (BUTTON, MENU) for each in controls(message, kind, PREFIX)}

    await discord.until(lambda: not offered & usable())


async def answer(
    discord: Loopback, message: Payload, given: Mapping[Person, Given], form: str = PREFIX
) -> list[Answered]:
    """Let everybody answer at the same moment, nobody waiting for another, and wait for the last answer to them.

    Raises ValueError where the message takes no such answer.
    """
    asked = question(message, form)
    if asked is None:
        raise ValueError("nobody can answer on this message")
    clicks = {pupil: _click(asked, each) for pupil, each in given.items()}
    begun = {pupil: await discord.use(message, id_, pupil, values) for pupil, (id_, values) in clicks.items()}
    return await _finished(discord, begun, given)


async def press(discord: Loopback, message: Payload, pupils: Iterable[Person], prefix: str) -> list[Answered]:
    """Let everybody click the one button whose custom id begins so, at the same moment."""
    (button,) = controls(message, BUTTON, prefix)
    begun = {pupil: await discord.use(message, button["custom_id"], pupil) for pupil in pupils}
    return await _finished(discord, begun, {})


def percentile(seconds: Iterable[float], share: float) -> float:
    """The time that this share of all kept to."""
    ordered = sorted(seconds)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _click(asked: Question, given: Given) -> tuple[str, list[str] | None]:
    """The custom id that is used for an answer, and for a menu the values."""
    if asked.kind == "form":
        return asked.controls[0]["custom_id"], None
    chosen = _numbers(given)
    if asked.kind == "menu":
        return asked.controls[0]["custom_id"], [asked.controls[0]["options"][number]["value"] for number in chosen]
    (number,) = chosen
    return asked.controls[number]["custom_id"], None


async def _finished(
    discord: Loopback, begun: Mapping[Person, Exchange], given: Mapping[Person, Given]
) -> list[Answered]:
    async def answered(exchange: Exchange) -> Exchange:
        async with asyncio.timeout(SECONDS):
            await exchange.done.wait()
        if exchange.answered is None:
            await discord.answered(exchange)
        return exchange

    async def finish(pupil: Person, click: Exchange) -> Answered:
        await answered(click)
        if click.modal is None or pupil not in given:
            return Answered(pupil, (click,))
        form = await discord.submitting(click, _filled(click.modal, given[pupil]))
        return Answered(pupil, (click, await answered(form)))

    return await asyncio.gather(*(finish(pupil, exchange) for pupil, exchange in begun.items()))


def _filled(form: Payload, given: Given) -> dict[str, Filled]:
    """The first field of a form, filled in with an answer."""
    field = next(part for part in walk_components(form["components"]) if "custom_id" in part)
    if field["type"] == INPUT:
        if not isinstance(given, str):
            raise ValueError(f"{given} is no text to type")
        return {field["custom_id"]: given}
    return {field["custom_id"]: [field["options"][number]["value"] for number in _numbers(given)]}


def _numbers(given: Given) -> Sequence[int]:
    if isinstance(given, str):
        raise ValueError(f"there is nothing to type {given!r} into")  # noqa: TRY004 - as for every other wrong answer
    return [given] if isinstance(given, int) else given
