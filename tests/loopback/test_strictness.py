"""That the loopback notices what Discord would not take; without this, its silence would prove nothing."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.loopback import rules, schema
from tests.loopback.channels import Channels
from tests.loopback.interactions import COMMAND, COMPLETION, interaction, slash
from tests.loopback.ledger import LIFETIME, Ledger
from tests.loopback.payloads import COMPONENTS_V2, HOME, Payload
from tests.loopback.refused import Refused
from tests.loopback.request import Request
from tests.loopback.server import TOKEN, Loopback

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


def test_a_good_answer_is_no_fault() -> None:
    good = card({"type": 17, "components": [words("text")]}, row(button(), button(custom_id="previous")))
    assert rules.faults([answer(4, good), answer(8, {"choices": [choice()]})]) == []


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


def test_a_second_acknowledgement_is_refused() -> None:
    ledger = Ledger(Channels((HOME,)))
    exchange = ledger.open(interaction(COMMAND, slash("help", {})), HOME)
    ledger.acknowledge(exchange, exchange.interaction["id"], {"type": 4, "data": {"content": "a"}})
    with pytest.raises(Refused) as refused:
        ledger.acknowledge(exchange, exchange.interaction["id"], {"type": 4, "data": {"content": "b"}})
    assert refused.value.code == 40060
    assert len(ledger.faults) == 1


def test_an_answer_after_three_seconds_is_refused() -> None:
    ledger = Ledger(Channels((HOME,)))
    exchange = ledger.open(interaction(COMMAND, slash("help", {})), HOME)
    exchange.dispatched -= 3.01
    with pytest.raises(Refused) as refused:
        ledger.acknowledge(exchange, exchange.interaction["id"], {"type": 4})
    assert refused.value.code == 10062
    assert len(ledger.faults) == len(ledger.unanswered()) == 1


def test_a_token_expires_after_fifteen_minutes() -> None:
    ledger = Ledger(Channels((HOME,)))
    exchange = ledger.open(interaction(COMMAND, slash("help", {})), HOME)
    assert ledger.find(exchange.interaction["token"]) is exchange
    exchange.dispatched -= LIFETIME + 1
    with pytest.raises(Refused):
        ledger.find(exchange.interaction["token"])
    with pytest.raises(Refused):
        ledger.find("never given out")
    assert len(ledger.faults) == 2


@pytest.mark.parametrize(("kind", "type_"), [(COMMAND, 7), (COMMAND, 8), (COMPLETION, 4)])
def test_an_answer_of_another_kind_is_refused(kind: int, type_: int) -> None:
    ledger = Ledger(Channels((HOME,)))
    exchange = ledger.open(interaction(kind, slash("help", {})), HOME)
    with pytest.raises(Refused):
        ledger.acknowledge(exchange, exchange.interaction["id"], {"type": type_})


def test_a_follow_up_before_the_acknowledgement_is_refused() -> None:
    ledger = Ledger(Channels((HOME,)))
    with pytest.raises(Refused):
        ledger.follow_up(ledger.open(interaction(COMMAND, slash("help", {})), HOME), {"content": "a"})


async def test_an_unknown_route_is_a_fault() -> None:
    async with Loopback.start() as discord, aiohttp.ClientSession() as session:
        async with session.get(f"{discord.api}/guilds/1", headers={"Authorization": f"Bot {TOKEN}"}) as response:
            assert response.status == 404
        async with session.get(f"{discord.api}/users/@me") as response:
            assert response.status == 401
        assert discord.rest.faults == ["GET /guilds/1 is no route that Factdesk needs"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"op": 3, "d": {}}, 4003),
        ({"op": 2, "d": {"token": "another", "intents": 0, "properties": {}}}, 4004),
    ],
)
async def test_a_gateway_connection_against_the_rules_is_closed(sent: Payload, code: int) -> None:
    async with (
        Loopback.start() as discord,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{discord.gateway.address}?v=10&encoding=json") as socket,
    ):
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(sent)
        await socket.receive()
        assert socket.close_code == code
