"""What Discord would refuse in a request, by its limits and, where it is at hand, by its official schema."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from simcord.components import walk_components

from tests.loopback import schema
from tests.loopback.payloads import COMPONENTS_V2, Payload
from tests.loopback.request import Request
from tests.surfaces.discord.audit import FORM, audit

_UPLOADED = "attachment://"
_HEXADECIMAL = re.compile(r"[0-9a-f]{8,}")


def faults(requests: Sequence[Request]) -> list[str]:
    """Every broken rule, one sentence each. Bodies that differ only in what was drawn at random are looked at once."""
    return [fault for request in _different(requests) for fault in _faults(request)]


def _different(requests: Sequence[Request]) -> Iterator[Request]:
    seen: set[tuple[str, str]] = set()
    for request in requests:
        route = re.sub(r"\d{17,}|[\w-]{40,}", "*", request.path)
        body = json.dumps(request.json), [file.name for file in request.files]
        key = f"{request.method} {route}", _HEXADECIMAL.sub("*", f"{body}")
        if key not in seen:
            seen.add(key)
            yield request


def _faults(request: Request) -> Iterator[str]:
    yield from audit([request])
    yield from schema.faults(request.method, request.path, request.json)
    body: Any = request.json
    part = body.get("data") if request.path.endswith("/callback") else body
    if not isinstance(part, dict):
        return
    yield from _id_faults(part.get("components") or [])
    if not request.path.endswith("/callback") or body["type"] != FORM:
        yield from _message_faults(part)
        yield from _file_faults(request, part)


def _id_faults(components: Sequence[Payload]) -> Iterator[str]:
    ids = Counter(part["custom_id"] for part in walk_components(components) if "custom_id" in part)
    yield from (f"{times} components have the custom id {id_}" for id_, times in ids.items() if times > 1)


def _message_faults(message: Payload) -> Iterator[str]:
    components = message.get("components") or []
    if (message.get("flags") or 0) & COMPONENTS_V2:
        yield from (f"a message of components has {key}" for key in ("content", "embeds", "poll") if message.get(key))
    elif any(component["type"] not in (1,) for component in components):
        yield "a message has components of the second version without saying so"


def _file_faults(request: Request, message: Payload) -> Iterator[str]:
    """Files that a message shows and does not have, or has and does not show."""
    shown = {name.removeprefix(_UPLOADED) for name in _addresses(message.get("components") or [])}
    described = {str(each["id"]): each.get("filename") for each in message.get("attachments") or ()}
    names = {described.get(re.sub(r"\D", "", file.field)) or file.name for file in request.files}
    if request.method == "POST":
        yield from (f"a message shows {name}, which is not uploaded with it" for name in sorted(shown - names))
    if (message.get("flags") or 0) & COMPONENTS_V2:
        yield from (f"the file {name} is in no component, so nobody sees it" for name in sorted(names - shown))
    if len(names) < len(request.files):
        yield "two files of a message have the same name"


def _addresses(value: Any) -> Iterator[str]:
    """The addresses of uploaded files in components."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _addresses(each)
    elif isinstance(value, str) and value.startswith(_UPLOADED):
        yield value
