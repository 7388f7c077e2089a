"""What Discord would refuse in a request, by its limits and, where it is at hand, by its official schema."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from simcord.components import walk_components

from tests.loopback import schema
from tests.loopback.payloads import COMPONENTS_V2
from tests.loopback.request import Request
from tests.surfaces.discord.audit import audit

_HEXADECIMAL = re.compile(r"[0-9a-f]{8,}")


def faults(requests: Sequence[Request]) -> list[str]:
    """Every broken rule, one sentence each. Bodies that differ only in what was drawn at random are looked at once."""
    return [fault for request in _different(requests) for fault in _faults(request)]


def _different(requests: Sequence[Request]) -> Iterator[Request]:
    seen: set[tuple[str, str]] = set()
    for request in requests:
        route = re.sub(r"\d{17,}|[\w-]{40,}", "*", request.path)
        key = f"{request.method} {route}", _HEXADECIMAL.sub("*", json.dumps(request.json))
        if key not in seen:
            seen.add(key)
            yield request


def _faults(request: Request) -> Iterator[str]:
    yield from audit([request])
    yield from schema.faults(request.method, request.path, request.json)
    body: Any = request.json
    message = body.get("data") if request.path.endswith("/callback") else body
    if isinstance(message, dict):
        yield from _message_faults(message)


def _message_faults(message: dict[str, Any]) -> Iterator[str]:
    components = message.get("components") or []
    if (message.get("flags") or 0) & COMPONENTS_V2:
        yield from (f"a message of components has {key}" for key in ("content", "embeds", "poll") if message.get(key))
    elif any(component["type"] not in (1,) for component in components):
        yield "a message has components of the second version without saying so"
    ids = Counter(part["custom_id"] for part in walk_components(components) if "custom_id" in part)
    yield from (f"{times} components have the custom id {id_}" for id_, times in ids.items() if times > 1)
