"""The options of slash commands: values of every type that Discord knows, and what it resolves beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tests.loopback.cdn import Attachment
from tests.loopback.payloads import Payload, Person, Role, member, role, user

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, ROLE, NUMBER, ATTACHMENT = 1, 2, 3, 4, 5, 6, 8, 10, 11
"""Discord's numbers for the types of an option."""

Value = str | bool | int | float | Person | Role | Attachment
"""What somebody puts into an option."""

_TYPES: dict[type, int] = {str: STRING, bool: BOOLEAN, int: INTEGER, float: NUMBER}


def arguments(inner: Sequence[str], options: Mapping[str, Value] | Sequence[Payload]) -> list[Payload]:
    """The options of a command, below the names of the group and the subcommand in it, if it has such."""
    given = [option(name, value) for name, value in options.items()] if isinstance(options, Mapping) else list(options)
    for depth, name in enumerate(reversed(inner)):
        given = [{"type": GROUP if depth else SUBCOMMAND, "name": name, "options": given}]
    return given


def option(name: str, value: Value) -> Payload:
    """One option; a person, a role and a file are told by their ids."""
    if isinstance(value, Person | Role | Attachment):
        type_ = USER if isinstance(value, Person) else ROLE if isinstance(value, Role) else ATTACHMENT
        return {"type": type_, "name": name, "value": str(value.id)}
    return {"type": _TYPES[type(value)], "name": name, "value": value}


def resolved(values: Iterable[Value]) -> Payload:
    """What the ids among the values stand for; nothing where there are none."""
    found: dict[str, Payload] = {}
    for value in values:
        if isinstance(value, Person):
            found.setdefault("users", {})[str(value.id)] = user(value)
            if value.is_member:
                found.setdefault("members", {})[str(value.id)] = _member(value)
        elif isinstance(value, Role):
            found.setdefault("roles", {})[str(value.id)] = role(value)
        elif isinstance(value, Attachment):
            found.setdefault("attachments", {})[str(value.id)] = value.payload
    return found


def _member(person: Person) -> Payload:
    """A member beside whom the user is told."""
    told = member(person, permissions=True)
    return {key: value for key, value in told.items() if key not in ("user", "deaf", "mute")}
