"""What a person sees of a message, and what the person can click in it."""

from __future__ import annotations

from simcord.components import walk_components

from tests.loopback.payloads import Payload

BUTTON, MENU = 2, 3
"""Discord's numbers for a button and for a menu of strings."""
_TEXT = 10
_LINK = 5


def controls(message: Payload, kind: int, prefix: str = "") -> list[Payload]:
    """The buttons or menus of a message that can be used and whose custom ids begin so, in their order."""
    return [
        part
        for part in walk_components(message["components"])
        if part["type"] == kind
        and not part.get("disabled")
        and part.get("style") != _LINK
        and part["custom_id"].startswith(prefix)
    ]


def control(message: Payload, kind: int, label: str | None = None, prefix: str = "") -> Payload:
    """The one button or menu of a message with this label, and whose custom id begins so.

    Raises ValueError where there is none that can be used.
    """
    (found,) = (part for part in controls(message, kind, prefix) if label is None or part.get("label") == label)
    return found


def text(message: Payload | None) -> str:
    """What a message says, as it was sent."""
    assert message is not None, "there is no message"
    parts = [part["content"] for part in walk_components(message["components"]) if part["type"] == _TEXT]
    return "\n".join([message["content"], *parts]).strip()
