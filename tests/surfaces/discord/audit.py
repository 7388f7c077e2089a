"""Discord's limits, read off the requests that the bot made; the simulator lets some of them through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from simcord.components import walk_components

MAX_COMPONENTS, MAX_TEXT, MAX_CONTENT = 40, 4000, 2000

DEFERRED = (5, 6)
"""Discord's numbers for a response that only says that an answer will follow, or that none does."""
FORM = 9
"""Discord's number for a response that opens a form."""
MESSAGE_MENU = 3
"""Discord's number for a command in the menu of a message."""
_SUBCOMMAND, _GROUP = 1, 2
_INPUT, _LABEL = 4, 18


class Request(Protocol):
    """A request of the bot, however it was caught."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def json(self) -> Any: ...


def audit(requests: Sequence[Request]) -> list[str]:
    """Every broken limit, one sentence each. A message that might ping somebody is one of them."""
    return [fault for request in requests for fault in _faults(request)]


def _faults(request: Request) -> Iterator[str]:
    body: Any = request.json
    if request.method == "PUT" and request.path.endswith("/commands"):
        yield from commands_faults(body)
    elif request.path.endswith("/callback"):
        if body["type"] == 8:
            yield from _choices_faults("completion", body["data"]["choices"])
        elif body["type"] == FORM:
            yield from _form_faults(body["data"])
        elif body["type"] not in DEFERRED and body.get("data"):
            yield from _message_faults(body["data"])
    elif ("/webhooks/" in request.path or "/messages" in request.path) and request.method in ("POST", "PATCH"):
        yield from _message_faults(body)


def commands_faults(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The faults of an upload of commands."""
    if len(commands) > 100:
        yield f"{len(commands)} commands"
    for command in commands:
        yield from _length("command", command["name"], 32)
        if command["type"] == MESSAGE_MENU:
            # Discord refuses either for an entry in a menu.
            yield from (f"{command['name']} has {key}" for key in ("description", "options") if command.get(key))
            continue
        yield from _length(f"description of {command['name']}", command["description"], 100)
        yield from _options_faults(command["name"], command["options"])


def _options_faults(of: str, options: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(options) > 25:
        yield f"{of} has {len(options)} options"
    for option in options:
        where = f"{of} {option['name']}"
        yield from _length(where, option["name"], 32)
        yield from _length(f"description of {where}", option["description"], 100)
        if option["name"] != option["name"].lower():
            yield f"{where} is not in lower case"
        yield from _choices_faults(where, option.get("choices") or [])
        if option["type"] in (_SUBCOMMAND, _GROUP):
            yield from _options_faults(where, option.get("options") or [])


def _choices_faults(where: str, choices: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(choices) > 25:
        yield f"{where} has {len(choices)} choices"
    for choice in choices:
        yield from _length(f"{where} name", choice["name"], 100)
        yield from _length(f"{where} value", str(choice["value"]), 100)


def _message_faults(message: Mapping[str, Any]) -> Iterator[str]:
    if message.get("allowed_mentions") not in ({"parse": []}, {"parse": [], "replied_user": False}):
        yield f"mentions are allowed: {message.get('allowed_mentions')}"
    if _units(message.get("content") or "") > MAX_CONTENT:
        yield f"a message has {_units(message['content'])} characters"
    parts = list(walk_components(message.get("components") or []))
    if len(parts) > MAX_COMPONENTS:
        yield f"a message has {len(parts)} components"
    if (length := sum(_units(part.get("content", "")) for part in parts)) > MAX_TEXT:
        yield f"a message has {length} characters"
    for part in parts:
        if "custom_id" in part:
            yield from _length("custom id", part["custom_id"], 100)
        if "label" in part:
            yield from _length("label", part["label"], 80)
        if part.get("placeholder"):
            yield from _length("placeholder", part["placeholder"], 150)
        if part["type"] == 3:
            options = part["options"]
            yield from _choices_faults("menu", [{"name": o["label"], "value": o["value"]} for o in options])


def _form_faults(form: Mapping[str, Any]) -> Iterator[str]:
    yield from _length("title of a form", form["title"], 45)
    yield from _length("custom id", form["custom_id"], 100)
    if len(form["components"]) > 5:
        yield f"a form has {len(form['components'])} components"
    for part in walk_components(form["components"]):
        if part["type"] == _LABEL:
            yield from _length("label", part["label"], 45)
            yield from _length("description of a label", part.get("description") or "-", 100)
        if "custom_id" in part:
            yield from _length("custom id", part["custom_id"], 100)
        if part.get("placeholder"):
            yield from _length("placeholder", part["placeholder"], 100 if part["type"] == _INPUT else 150)


def _length(what: str, text: str, most: int) -> Iterator[str]:
    if not 1 <= _units(text) <= most:
        yield f"{what} has {_units(text)} characters, not 1 to {most}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
