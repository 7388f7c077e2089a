"""That what is against Discord's limits and its schema is noticed in a request."""

from __future__ import annotations

from typing import Any

import pytest

from tests.loopback import rules, schema
from tests.loopback.payloads import COMPONENTS_V2, Payload
from tests.loopback.request import File, Request

NO_PINGS: Payload = {"parse": []}
CALLBACK = f"/interactions/1/{'t' * 64}/callback"


def button(**changes: Any) -> Payload:
    return {"type": 2, "style": 2, "label": "Next", "custom_id": "next", "disabled": False, **changes}


def card(*components: Payload, **changes: Any) -> Payload:
    return {"components": list(components), "flags": COMPONENTS_V2, "allowed_mentions": NO_PINGS, **changes}


def answer(kind: int, data: Payload) -> Request:
    return Request("POST", CALLBACK, {"type": kind, "data": data})


def row(*parts: Payload) -> Payload:
    return {"type": 1, "components": list(parts)}


def words(text: str) -> Payload:
    return {"type": 10, "content": text}


def choice(name: str = "a", value: str = "b") -> Payload:
    return {"name": name, "value": value}


def menu(**changes: Any) -> Payload:
    options = [{"label": "A", "value": "a"}]
    return {"type": 3, "custom_id": "which", "placeholder": "Choose", "options": options, **changes}


def shown(name: str) -> Payload:
    return {"type": 13, "file": {"url": f"attachment://{name}"}}


def uploaded(message: Payload, *names: str) -> Request:
    files = tuple(File(f"files[{number}]", name, b"") for number, name in enumerate(names))
    listed = [{"id": number, "filename": name} for number, name in enumerate(names)]
    return Request("POST", "/channels/1/messages", message | {"attachments": listed}, files)


def field(label: str = "Answer") -> Payload:
    return {"type": 18, "label": label, "component": {"type": 4, "custom_id": "typed", "style": 1}}


def form(*fields: Payload, title: str = "Answer") -> Payload:
    return {"custom_id": "fq1:typed", "title": title, "components": list(fields or (field(),))}


def group(changes: Payload) -> Payload:
    start = {"type": 1, "name": "start", "description": "Start a quiz", "options": [], **changes}
    return {"type": 1, "name": "quiz", "description": "Quizzes", "options": [start]}


def test_a_good_answer_is_no_fault() -> None:
    good = card({"type": 17, "components": [words("text")]}, row(button(), button(custom_id="previous")), row(menu()))
    commands = Request("PUT", "/applications/1/commands", [group({})])
    file = uploaded(card(shown("results.csv")), "results.csv")
    assert rules.faults([answer(4, good), answer(8, {"choices": [choice()]}), answer(9, form()), file, commands]) == []


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (answer(8, {"choices": [choice(str(number)) for number in range(26)]}), "26 choices"),
        (answer(8, {"choices": [choice(name="x" * 101)]}), "101 characters"),
        (answer(8, {"choices": [choice(value="x" * 101)]}), "101 characters"),
        (answer(4, card(*[words("a")] * 41)), "41 components"),
        (answer(4, card(words("x" * 2000), words("y" * 2001))), "4001 characters"),
        (answer(4, card(row(button(custom_id="x" * 101)))), "101 characters"),
        (answer(4, card(row(button(), button()))), "2 components have the custom id next"),
        (answer(4, card(row(menu(custom_id="x" * 101)))), "101 characters"),
        (answer(4, card(row(menu(placeholder="x" * 151)))), "151 characters"),
        (answer(4, card(row(menu(), menu()))), "2 components have the custom id which"),
        (answer(4, card(shown("a.csv"))), "shows a.csv, which is not uploaded"),
        (uploaded(card(words("a")), "a.csv"), "a.csv is in no component"),
        (uploaded(card(shown("a.csv")), "a.csv", "a.csv"), "two files"),
        (uploaded(card(shown("a.csv"), allowed_mentions=None), "a.csv"), "mentions are allowed"),
        (answer(9, form(title="x" * 46)), "46 characters"),
        (answer(9, form(field("x" * 46))), "46 characters"),
        (answer(9, form(*[field()] * 6)), "6 components"),
        (answer(9, form(field(), field())), "2 components have the custom id typed"),
        (Request("PUT", "/applications/1/commands", [group({"description": "x" * 101})]), "101 characters"),
        (Request("PUT", "/applications/1/commands", [group({"name": "Start"})]), "not in lower case"),
        (answer(4, card(words("a"), content="b")), "has content"),
        (answer(4, card(words("a"), flags=0)), "without saying so"),
        (answer(4, card(words("a"), allowed_mentions={"parse": ["everyone"]})), "mentions are allowed"),
        (answer(4, {"components": [words("a")], "flags": COMPONENTS_V2}), "mentions are allowed: None"),
        (
            Request("PUT", "/applications/1/commands", [
                {"type": 1, "name": "meeting", "description": "x" * 101, "options": []}
            ]),
            "101 characters",
        ),
    ],
)  # fmt: skip
def test_a_broken_limit_is_a_fault(request_: Request, fault: str) -> None:
    assert [found for found in rules.faults([request_]) if fault in found] != []


@pytest.mark.skipif(not schema.DOCUMENT.exists(), reason="Discord's OpenAPI document is not beside the checkout")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", CALLBACK, {"type": 4, "data": {"content": 5}}),
        ("POST", CALLBACK, {"type": 77}),
        ("POST", "/webhooks/1/token", {"content": "x" * 2001}),
        ("PATCH", "/webhooks/1/token/messages/@original", {"components": "none"}),
        ("POST", "/channels/1/messages", {"flags": "many"}),
        ("PUT", "/applications/1/commands", [{"name": "meeting", "type": "slash"}]),
        ("GET", "/users/@me", {"a": "body"}),
        ("POST", "/nowhere", None),
    ],
)
def test_a_body_against_the_official_schema_is_a_fault(method: str, path: str, body: Any) -> None:
    assert schema.faults(method, path, body) != []
