"""The machine-readable answer as surfaces and scripts rely on it: its keys, what each status allows, its sources."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from bot.answers.answer import Answer, FactView
from bot.answers.commands import COMMAND_BY_NAME
from bot.answers.replies import MAX_FACTS, MAX_SUGGESTIONS
from bot.facts.model import FactBase
from bot.matching.text import clean

KEYS = ["query", "command", "status", "verdict", "text", "facts", "entities", "suggestions"]
STATUSES = {"answered", "ambiguous", "not_found", "invalid"}
VERDICTS = {"supported", "contradicted", "misattributed", "misquoted", "not_covered"}
FACT_KEYS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    kind: (frozenset(promised.split()), frozenset(besides.split()))
    for kind, promised, besides in (
        (
            "meeting",
            "kind id participants date date_basis place status topics outcomes unresolved sources",
            "title venue reports conflicts",
        ),
        ("quote", "kind id speaker text date context sources", "date_basis fragment told_by conflicts"),
        ("person", "kind id name roles aliases sources", "conflicts"),
        ("event", "kind id date summary actors sources", "date_basis status place conflicts"),
        ("figure", "kind id value unit date summary sources", "date_basis conflicts"),
        ("source", "kind id publisher title date sources", "date_basis"),
    )
}
"""Kind of fact -> the keys that are promised for it, and those that it may have besides."""


def faults(answer: Answer, asked: str, base: FactBase) -> list[str]:
    """Everything in which an answer to a request breaks the contract, as sentences; empty where it keeps it."""
    data = answer.as_json()
    found = [*_shape(data, asked), *_status(data), *_suggestions(data), *_entities(data, asked, base)]
    for view, fact in zip(answer.facts, data["facts"], strict=True):
        found += _fact(view, fact, answer.text, base)
    again = json.loads(json.dumps(data))
    # two lone surrogates of a query become one character on the way
    if again | {"query": asked} != data:
        found.append("it is not the same after a way through JSON")
    return found


def _shape(data: Mapping[str, Any], asked: str) -> Iterator[str]:
    if list(data) != KEYS:
        yield f"its keys are {list(data)}"
    if data["query"] != asked:
        yield "the query is not the text as given"
    if data["command"] not in {None, *COMMAND_BY_NAME}:
        yield f"there is no command {data['command']}"
    if not data["text"].strip():
        yield "it says nothing"
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in data["text"].replace("\n", "")):
        yield "its text holds characters that cannot be seen"


def _status(data: Mapping[str, Any]) -> Iterator[str]:
    status, verdict, facts = data["status"], data["verdict"], data["facts"]
    if status not in STATUSES:
        yield f"there is no status {status}"
    if (status == "answered") != bool(facts) and data["command"] != "help":
        yield f"it is {status} with {len(facts)} facts"
    if len(facts) > MAX_FACTS or len({(fact["kind"], fact["id"]) for fact in facts}) != len(facts):
        yield "it has too many facts, or one twice"
    if verdict is not None and (verdict not in VERDICTS or data["command"] != "check"):
        yield f"{data['command']} has the verdict {verdict}"
    if data["command"] == "check" and status != "invalid" and not (facts or verdict == "not_covered"):
        yield f"a claim is {status} and {verdict}"


def _suggestions(data: Mapping[str, Any]) -> Iterator[str]:
    suggestions = data["suggestions"]
    if len(suggestions) > MAX_SUGGESTIONS or len(set(suggestions)) != len(suggestions):
        yield f"it suggests too much, or something twice: {suggestions}"
    if data["status"] == "ambiguous" and len(suggestions) < 2:
        yield f"it asks which of {suggestions}"
    if data["status"] == "invalid" and not suggestions:
        yield "it does not say how it is asked"
    for suggestion in suggestions:
        if suggestion not in data["text"]:
            yield f"the text keeps back the suggestion {suggestion!r}"


def _entities(data: Mapping[str, Any], asked: str, base: FactBase) -> Iterator[str]:
    for entity in data["entities"]:
        if list(entity) != ["text", "id", "name", "score"]:
            yield f"an entity has the keys {list(entity)}"
        if entity["name"] != base.name(entity["id"]) or not 0 < entity["score"] <= 1:
            yield f"there is no such entity as {entity}"
        if entity["text"] not in clean(asked):
            yield f"nobody typed {entity['text']!r}"


def _fact(view: FactView, fact: Mapping[str, Any], text: str, base: FactBase) -> Iterator[str]:
    promised, besides = FACT_KEYS[fact["kind"]]
    if not promised <= fact.keys() <= promised | besides:
        yield f"the {fact['kind']} {fact['id']} has the keys {sorted(fact)}"
    if not fact["sources"] or not view.citations:
        yield f"{fact['id']} has no source"
    for cited in (*fact["sources"], *(each for conflict in fact.get("conflicts", ()) for each in conflict["sources"])):
        source = base.sources[cited["id"]]
        if f"{source.publisher}, {source.published}" not in text or cited["paragraph"] < 1:
            yield f"{fact['id']} is cited from {cited}, which the text does not tell"
    shown = [*view.citations, *view.notes, *(conflict["note"] for conflict in fact.get("conflicts", ()))]
    shown += [value for _, value in view.rows] + ([view.quotation] if view.quotation else [])
    yield from (f"the text keeps back {part!r} of {fact['id']}" for part in shown if part not in text)
