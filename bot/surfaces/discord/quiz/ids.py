"""The ids of a quiz's buttons, menus and forms: what is pressed, in which quiz, and at which question.

An id holds keys only. Whatever it says is looked up again in the quiz, because anybody can send any id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

PREFIX = "fq1:"
"""The version of this form. Change it with the form, so that no button is misread."""
_ID = rf"{PREFIX}(?P<verb>[a-z]+):(?P<quiz>[0-9a-f]{{12}}):(?P<round>-?\d{{1,3}}):(?P<value>\d{{1,3}})"

PlayerVerb = Literal["join", "leave", "mark", "marks", "write", "written", "mine", "review"]
HostVerb = Literal["panel", "open", "close", "next", "pause", "resume", "more", "skip", "finish", "cancel"]
HOST_VERBS: frozenset[str] = frozenset(get_args(HostVerb))
VERBS: frozenset[str] = HOST_VERBS | frozenset(get_args(PlayerVerb))


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


def read(data: Mapping[str, Any]) -> Pressed | None:
    """What the data of an interaction say: of a button, a menu or a form. None where the id has not this form."""
    match = re.fullmatch(_ID, data["custom_id"], re.ASCII)
    if match is None:
        return None
    values = (*data.get("values", ()), *_fields(data.get("components", ())))
    return Pressed(match["verb"], match["quiz"], int(match["round"]), int(match["value"]), values)


def _fields(components: Any) -> list[str]:
    """The texts in a form, whatever its components are wrapped in."""
    found: list[str] = []
    for component in components:
        inner = [component["component"]] if "component" in component else component.get("components", [])
        found += _fields(inner)
        if isinstance(component.get("value"), str):
            found.append(component["value"])
    return found
