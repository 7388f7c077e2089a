"""The ids of a quiz's buttons, menus and forms: what is pressed, in which quiz, and at which question.

An id holds keys only. Whatever it says is looked up again in the quiz, because anybody can send any id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

import discord

from bot.surfaces.discord.errors import report

PREFIX = "fq1:"
"""The version of this form. Change it with the form, so that no button is misread."""
_ID = rf"{PREFIX}(?P<verb>[a-z]+):(?P<quiz>[0-9a-f]{{12}}):(?P<round>-?\d{{1,3}}):(?P<value>\d{{1,3}})"

PlayerVerb = Literal["join", "leave", "mark", "marks", "write", "written", "mine", "review"]
HostVerb = Literal["panel", "open", "close", "next", "pause", "resume", "more", "skip", "finish", "cancel"]
HOST_VERBS: frozenset[str] = frozenset(get_args(HostVerb))


@dataclass(frozen=True, slots=True)
class Pressed:
    """What somebody pressed. `values` is what they chose in a menu, or what they wrote in a form."""

    verb: str
    quiz: str
    round: int
    value: int = 0
    values: tuple[str, ...] = ()


def id_of(verb: PlayerVerb | HostVerb, quiz: str, round_: int, value: int = 0) -> str:
    return f"{PREFIX}{verb}:{quiz}:{round_}:{value}"


def read_form(custom_id: str, data: Any) -> Pressed | None:
    """What a form that was sent in says; None for a form that is not one of a quiz."""
    match = re.fullmatch(_ID, custom_id)
    return None if match is None else _pressed(match, tuple(_fields(data)))


def _fields(components: Any) -> list[str]:
    """The texts in a form, whatever its components are wrapped in."""
    found: list[str] = []
    for component in components:
        inner = [component["component"]] if "component" in component else component.get("components", [])
        found += _fields(inner)
        if isinstance(component.get("value"), str):
            found.append(component["value"])
    return found


def _pressed(match: re.Match[str], values: tuple[str, ...]) -> Pressed:
    return Pressed(match["verb"], match["quiz"], int(match["round"]), int(match["value"]), values)


class QuizPress(discord.ui.DynamicItem[discord.ui.Item[Any]], template=_ID):
    """A press on any button or menu of any quiz. discord.py makes it from the id."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        values = tuple(self.item.values) if isinstance(self.item, discord.ui.Select) else ()
        try:
            await interaction.client.press(interaction, _pressed(self._match, values))
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the person would wait in vain
            await report(interaction, error)
