"""What became of every interaction: when it was acknowledged, with what, and what was posted after it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.loopback.interactions import COMMAND, COMPLETION, COMPONENT, MODAL
from tests.loopback.payloads import APPLICATION, EPHEMERAL, Payload, Place, bot_user, message, snowflake

DEADLINE, LIFETIME = 3.0, 15 * 60.0
"""Seconds that Discord waits for the first answer to an interaction, and seconds that its token can be used."""

_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_ALLOWED = {
    COMMAND: {_MESSAGE, _DEFERRED, _MODAL},
    COMPONENT: {_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _MODAL},
    COMPLETION: {_CHOICES},
    MODAL: {_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE},
}
"""Kind of interaction -> the kinds of answer that Discord takes to it."""


class Refused(Exception):
    """Discord does not take a request: its HTTP status, its own code and its sentence."""

    def __init__(self, status: int, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code


@dataclass(slots=True)
class Exchange:
    """An interaction and everything that the bot sent because of it."""

    interaction: Payload
    place: Place
    dispatched: float
    """By time.monotonic()."""
    acknowledged: float | None = None
    answer: Payload | None = None
    """The body of the acknowledgement."""
    original: Payload | None = None
    """The message that answers it; for a click that changes a message, the message that it was on."""
    followups: list[Payload] = field(default_factory=list)
    unanswerable: bool = False
    """Whether Discord was made to refuse every answer, so that none is to be missed."""
    done: asyncio.Event = field(default_factory=asyncio.Event)
    """Set as soon as it is acknowledged."""
    followed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a message follows the acknowledgement."""

    @property
    def seconds(self) -> float:
        """From the dispatch to the acknowledgement. Raises ValueError where there was none."""
        if self.acknowledged is None:
            raise ValueError("this interaction was not acknowledged")
        return self.acknowledged - self.dispatched


class Ledger:
    """Every interaction by its token. `faults` are acknowledgements against the rules, a sentence each."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        self.faults: list[str] = []
        self.deadline = deadline
        self._exchanges: dict[str, Exchange] = {}

    def open(self, interaction: Payload, place: Place) -> Exchange:
        """Note an interaction that is sent to the bot now."""
        exchange = Exchange(interaction, place, time.monotonic())
        self._exchanges[interaction["token"]] = exchange
        return exchange

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._exchanges.values())

    def unanswered(self) -> list[str]:
        return [
            f"interaction {exchange.interaction['id']} of kind {exchange.interaction['type']} was never acknowledged"
            for exchange in self
            if exchange.acknowledged is None and not exchange.unanswerable
        ]

    def find(self, token: str) -> Exchange:
        """Raises Refused where the token was never given out or is too old."""
        exchange = self._exchanges.get(token)
        if exchange is None:
            self.faults.append("a token that Discord never gave out was used")
            raise Refused(404, 10062, "Unknown interaction")
        if time.monotonic() - exchange.dispatched > LIFETIME:
            self.faults.append("a token was used after 15 minutes")
            raise Refused(401, 50027, "Invalid Webhook Token")
        return exchange

    def acknowledge(self, exchange: Exchange, id_: str, body: Payload) -> None:
        """Take the first answer. Raises Refused for a second one, a late one and one of the wrong kind."""
        now, kind = time.monotonic(), exchange.interaction["type"]
        if id_ != exchange.interaction["id"]:
            self.faults.append("the id of an interaction does not belong to its token")
            raise Refused(404, 10062, "Unknown interaction")
        if exchange.acknowledged is not None:
            self.faults.append(f"interaction {id_} was acknowledged twice")
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if now - exchange.dispatched > self.deadline:
            self.faults.append(f"interaction {id_} was acknowledged after {now - exchange.dispatched:.1f} s")
            raise Refused(404, 10062, "Unknown interaction")
        if body.get("type") not in _ALLOWED.get(kind, set()):
            self.faults.append(f"an interaction of kind {kind} was answered with {body.get('type')}")
            raise Refused(400, 50035, "Invalid Form Body")
        exchange.acknowledged = now
        exchange.answer = body
        if body["type"] in (_MESSAGE, _DEFERRED):
            exchange.original = _answering(exchange, body.get("data") or {})
        elif body["type"] in (_DEFERRED_UPDATE, _UPDATE):
            exchange.original = exchange.interaction["message"]
            change(exchange.original, body.get("data") or {})
        exchange.done.set()

    def follow_up(self, exchange: Exchange, body: Payload) -> Payload:
        """Post a message after the acknowledgement, and return it. Raises Refused where there was none."""
        if exchange.acknowledged is None:
            self.faults.append("a follow-up was posted before the acknowledgement")
            raise Refused(404, 10015, "Unknown Webhook")
        exchange.followups.append(_answering(exchange, body))
        exchange.followed.set()
        return exchange.followups[-1]

    def message(self, exchange: Exchange, id_: str) -> Payload:
        """A message of this exchange by its id. Raises Refused where there is none."""
        found = [exchange.original] if exchange.original is not None else []
        for each in (*found, *exchange.followups):
            if id_ == "@original" or id_ == each["id"]:
                return each
        self.faults.append(f"there is no message {id_} in this exchange")
        raise Refused(404, 10008, "Unknown Message")


def posted(body: Payload, place: Place) -> Payload:
    """The message that becomes of a body, written by the bot."""
    return message(snowflake(), place, bot_user(), body)


def _answering(exchange: Exchange, body: Payload) -> Payload:
    """The message that becomes of a body sent because of an interaction."""
    asked = exchange.interaction
    metadata = {
        "id": asked["id"],
        "type": asked["type"],
        "user": asked["member"]["user"],
        "authorizing_integration_owners": asked["authorizing_integration_owners"],
    }
    application = str(APPLICATION)
    return posted(body, exchange.place) | {
        "application_id": application,
        "webhook_id": application,
        "interaction_metadata": metadata,
    }


def change(target: Payload, body: Payload) -> None:
    """Edit a message in place, as a PATCH with this body does."""
    edited = message(int(target["id"]), Place(0, int(target["channel_id"])), target["author"], body)
    target |= {key: edited[key] for key in ("content", "components", "flags") if key in body}


def is_private(sent: Payload) -> bool:
    return bool(sent["flags"] & EPHEMERAL)


def callback_resource(exchange: Exchange) -> Payload:
    """What Discord answers to an acknowledgement that asks for the message it became."""
    assert exchange.answer is not None
    callback: Payload = {
        "id": exchange.interaction["id"],
        "type": exchange.interaction["type"],
        "response_message_loading": exchange.answer["type"] == _DEFERRED,
        "response_message_ephemeral": exchange.original is not None and is_private(exchange.original),
    }
    resource: Payload = {"type": exchange.answer["type"]}
    if exchange.original is not None:
        callback["response_message_id"] = exchange.original["id"]
        resource["message"] = exchange.original
    return {"interaction": callback, "resource": resource}
