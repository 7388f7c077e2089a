"""That the loopback notices what Discord would not take; without this, its silence would prove nothing."""

from __future__ import annotations

import aiohttp
import pytest

from tests.loopback.channels import Channels
from tests.loopback.interactions import COMMAND, COMPLETION, COMPONENT, MODAL, component, interaction, slash
from tests.loopback.ledger import LIFETIME, Ledger
from tests.loopback.messages import is_private
from tests.loopback.modals import modal
from tests.loopback.payloads import ATTACH_FILES, EPHEMERAL, HOME, Payload
from tests.loopback.refused import Refused
from tests.loopback.request import File, Request
from tests.loopback.server import TOKEN, Loopback


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


def test_tokens_can_be_made_old_and_a_killed_bot_forgiven() -> None:
    ledger = Ledger(Channels((HOME,)))
    exchange = ledger.open(interaction(COMMAND, slash("help", {})), HOME)
    assert len(ledger.unanswered()) == 1
    assert ledger.forgive() == [exchange]
    assert ledger.unanswered() == []
    ledger.expire()
    with pytest.raises(Refused) as refused:
        ledger.find(exchange.interaction["token"])
    assert refused.value.code == 50027


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


@pytest.mark.parametrize("type_", [6, 7, 9])
def test_a_form_that_no_message_opened_changes_none_and_opens_none(type_: int) -> None:
    ledger = Ledger(Channels((HOME,)))
    exchange = ledger.open(interaction(MODAL, modal("form", {"typed": "words"})), HOME)
    with pytest.raises(Refused):
        ledger.acknowledge(exchange, exchange.interaction["id"], {"type": type_})


def test_a_private_answer_stays_private_and_is_in_no_channel() -> None:
    channels = Channels((HOME,))
    ledger = Ledger(channels)
    exchange = ledger.open(interaction(COMMAND, slash("help", {})), HOME)
    ledger.acknowledge(exchange, exchange.interaction["id"], {"type": 5, "data": {"flags": EPHEMERAL}})
    sent = ledger.follow_up(exchange, {"content": "a"})
    assert sent is exchange.original
    assert is_private(sent)
    with pytest.raises(Refused) as refused:
        channels.edit(Request("PATCH", "", {"content": "a"}), str(HOME.channel), sent["id"])
    assert refused.value.code == 10008
    assert len(channels.faults) == 1


def test_an_answer_to_what_is_gone_is_refused_and_no_fault() -> None:
    channels = Channels((HOME, HOME.beside()))
    ledger = Ledger(channels)
    posted = channels.post(Request("POST", "", {"content": "a"}), str(HOME.channel))
    clicked = ledger.open(interaction(COMPONENT, component("a", 2), message=posted), HOME)
    asked = ledger.open(interaction(COMMAND, slash("help", {}), place=HOME.beside()), HOME.beside())
    channels.drop(posted["id"])
    channels.remove(HOME.beside())
    for exchange, type_, code in ((clicked, 7, 10008), (asked, 4, 10003)):
        with pytest.raises(Refused) as refused:
            ledger.acknowledge(exchange, exchange.interaction["id"], {"type": type_, "data": {"content": "b"}})
        assert refused.value.code == code
    assert ledger.faults == ledger.unanswered() == channels.faults == []


def test_a_channel_that_never_was_and_a_nonce_in_two_channels_are_faults() -> None:
    channels = Channels((HOME, HOME.beside()))
    again = Request("POST", "", {"content": "a", "nonce": "1", "enforce_nonce": True})
    assert channels.post(again, str(HOME.channel)) is channels.post(again, str(HOME.beside().channel))
    with pytest.raises(Refused):
        channels.show(again, "1")
    assert len(channels.faults) == 2


def test_a_file_needs_its_permission() -> None:
    channels = Channels((HOME,))
    channels.deny(HOME, ATTACH_FILES)
    channels.post(Request("POST", "", {"content": "a"}), str(HOME.channel))
    with pytest.raises(Refused) as refused:
        channels.post(Request("POST", "", {"content": "a"}, (File("files[0]", "a.csv", b""),)), str(HOME.channel))
    assert refused.value.code == 50013


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{", "application/json"), (b"--x\r\n\r\na\r\n--x--\r\n", "multipart/form-data; boundary=x")],
)
async def test_a_body_that_nobody_can_read_is_a_fault(body: bytes, kind: str) -> None:
    headers = {"Authorization": f"Bot {TOKEN}", "Content-Type": kind}
    async with Loopback.start() as discord, aiohttp.ClientSession() as session:
        address = f"{discord.api}/channels/{HOME.channel}/messages"
        async with session.post(address, data=body, headers=headers) as response:
            assert response.status == 400
        assert len(discord.rest.faults) == 1


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
