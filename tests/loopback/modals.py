"""Forms that the bot opened, as people fill them in and send them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simcord.components import walk_components

from tests.loopback.payloads import Payload

ROW, MENU, INPUT, TEXT, LABEL, RADIO, CHECKBOXES, CHECKBOX = 1, 3, 4, 10, 18, 21, 22, 23
"""Discord's numbers for what a form consists of."""

Filled = str | bool | Sequence[str]
"""What somebody puts into a field: text or the value of a choice, a check mark, or the values of several choices."""


def modal(custom_id: str, fields: Mapping[str, str]) -> Payload:
    """The data of a form of inputs that was sent in, whoever opened it."""
    inputs = [{"type": INPUT, "id": number, "custom_id": id_} for number, id_ in enumerate(fields, 2)]
    labels = [{"type": LABEL, "id": 20 + number, "component": field} for number, field in enumerate(inputs)]
    return filled({"custom_id": custom_id, "components": labels}, fields)


def filled(form: Payload, fields: Mapping[str, Filled]) -> Payload:
    """The data of the form that is sent in with these values by the custom ids of its fields.

    Raises ValueError for what nobody can send: a field that is not in it, a value that a field does not take.
    """
    known = {part["custom_id"] for part in walk_components(form["components"]) if "custom_id" in part}
    if unknown := set(fields) - known:
        raise ValueError(f"the form has no field {', '.join(sorted(unknown))}")
    return {"custom_id": form["custom_id"], "components": list(_told(form["components"], fields))}


def _told(parts: Sequence[Payload], fields: Mapping[str, Filled]) -> Iterator[Payload]:
    for part in parts:
        said: Payload = {"type": part["type"], "id": part["id"]}
        if part["type"] == LABEL:
            yield said | {"component": next(_told([part["component"]], fields))}
        elif part["type"] == ROW:
            yield said | {"components": list(_told(part["components"], fields))}
        elif part["type"] == TEXT:
            yield said
        else:
            yield said | {"custom_id": part["custom_id"]} | _value(part, fields.get(part["custom_id"]))


def _value(part: Payload, value: Filled | None) -> Payload:
    """The value of a field. Raises ValueError where it takes no such value."""
    required, name = part.get("required", True), part["custom_id"]
    if part["type"] == INPUT:
        written = part.get("value") or "" if value is None else value
        least, most = part.get("min_length") or (1 if required else 0), part.get("max_length") or 4000
        if not isinstance(written, str) or not (least <= len(written) <= most or (not written and not required)):
            raise ValueError(f"{name} takes from {least} to {most} characters, not {written!r}")
        return {"value": written}
    if part["type"] == CHECKBOX:
        return {"value": bool(part.get("default") if value is None else value)}
    if part["type"] not in (MENU, RADIO, CHECKBOXES):
        raise ValueError(f"people here cannot use {name}, a field of type {part['type']}")
    chosen = [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
    check_choice(part, chosen)
    if part["type"] == RADIO:
        return {"value": chosen[0] if chosen else None}
    return {"values": chosen}


def check_choice(menu: Payload, values: Sequence[str]) -> None:
    """Raises ValueError where nobody can choose these values in a menu, or in the choices of a form."""
    offered = [option["value"] for option in menu["options"]]
    most = menu.get("max_values") or (len(offered) if menu["type"] == CHECKBOXES else 1)
    least = menu.get("min_values")
    least = (1 if menu.get("required", True) else 0) if least is None else least
    if not least <= len(values) <= most or len(set(values)) < len(values) or not set(values) <= set(offered):
        raise ValueError(f"{menu['custom_id']} takes from {least} to {most} of {offered}, not {list(values)}")
