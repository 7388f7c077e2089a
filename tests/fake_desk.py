"""A desk with no fact base behind it: what surfaces do with an answer does not depend on how it was found."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer, Entity, FactView
from bot.answers.desk import Completion, Desk

MEETING = FactView(
    kind="meeting",
    id="ada-bo-oslo-2020",
    title="Ada Ek met Bo Li",
    quotation=None,
    rows=(("Date", "19 June 2020"), ("Place", "Oslo"), ("Outcome", "They agreed to meet again once a year in Oslo")),
    citations=("The Daily, 20 June 2020, par. 3", "The Weekly, 21 June 2020, par. 17"),
    notes=("The two papers differ on who came first",),
    data={"kind": "meeting", "id": "ada-bo-oslo-2020", "place": "Oslo"},
)
QUOTE = FactView(
    kind="quote",
    id="ada-fine",
    title="Ada Ek said",
    quotation="“All is fine – for now.”",
    rows=(("Context", "to reporters"),),
    citations=("The Daily, 20 June 2020, par. 4",),
    notes=(),
    data={"kind": "quote", "id": "ada-fine", "text": "All is fine – for now."},
)
ANSWER = Answer(
    query="/meeting ada bo",
    command="meeting",
    status="answered",
    lead="Ada Ek met Bo Li on 19 June 2020.",
    facts=(MEETING, QUOTE),
    entities=(Entity("ada", "ada-ek", "Ada Ek", 1.0), Entity("bo", "bo-li", "Bo Li", 0.98765)),
    suggestions=("/quote ada", "/timeline ada"),
)

KNOWN = {"who": ("Ada Ek", "Bo Li", "Bo Di"), "with": ("Ada Ek", "Bo Li", "Bo Di"), "about": ("Oslo", "trade talks")}


class FakeDesk(Desk):
    """Answers everything but the query `fail`, and completes names by their first letters. Notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, text: str) -> Answer:
        self.asked.append(text)
        if text == "fail":
            raise RuntimeError("the fake desk fails on purpose")
        return replace(ANSWER, query=text)

    def complete(self, command: str, option: str, text: str, limit: int = 25) -> tuple[Completion, ...]:
        known = KNOWN.get(option, ())
        return tuple(Completion(f"{name} ({command})", name) for name in known if name.lower().startswith(text.lower()))
