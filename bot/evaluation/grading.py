"""Whether an answer is what a query expected; tests/queries/README.md describes the expectations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from bot.facts.dates import parse_date

Grade = Literal["right", "wrong", "abstained", "false answer"]
Expectation = Mapping[str, Any]

_FACT_KEYS = frozenset(
    "participants date_accept date_window place_accept status_accept speaker speaker_accept contains contains_any name "
    "role_contains_any source".split()
)


def grade(kind: str, expect: Expectation, answer: Mapping[str, Any]) -> Grade:
    """Grade a machine-readable answer.

    `right` is what was expected; `abstained` a refusal or question back where there was an answer; `false answer` an
    answer to what cannot be answered; `wrong` everything else.
    """
    status = answer["status"]
    if "verdict" in expect:
        return _grade_verdict(expect, answer)
    if "status" in expect and not _FACT_KEYS & set(expect):
        if status == expect["status"] or (expect["status"] == "not_found" and answer["verdict"] == "not_covered"):
            return "right"
        return "false answer" if status == "answered" else "wrong"
    if status != "answered":
        return "abstained"
    return "right" if _satisfies(kind, expect, answer) else "wrong"


def _grade_verdict(expect: Expectation, answer: Mapping[str, Any]) -> Grade:
    given = answer["verdict"] or answer["status"]
    if given != expect["verdict"] and given not in expect.get("also_ok", ()):
        unsure = given in ("not_covered", "not_found", "ambiguous", "invalid")
        if unsure:
            return "abstained"
        return "false answer" if expect["verdict"] == "not_covered" else "wrong"
    told = [expect[key] for key in ("true_speaker", "verbatim") if key in expect]
    return "right" if all(_plain(each) in _plain(answer["text"]) for each in told) else "wrong"


def _satisfies(kind: str, expect: Expectation, answer: Mapping[str, Any]) -> bool:
    facts = answer["facts"]
    if "regex" in expect and not re.search(expect["regex"], answer["text"]):
        return False
    if "outcome_contains_any" in expect and not _any_in(expect["outcome_contains_any"], answer["text"]):
        return False
    if kind == "number":
        return "contains" not in expect or "regex" in expect or _plain(expect["contains"]) in _plain(answer["text"])
    if "all_of" in expect:
        return all(any(_fits(fact, each) for fact in facts) for each in expect["all_of"])
    if "any_of" in expect:
        shown = facts if kind == "timeline" else facts[:1]
        return any(not each or any(_fits(fact, each) for fact in shown) for each in expect["any_of"])
    return any(_fits(fact, expect) for fact in (facts if kind == "timeline" else facts[:1]))


def _fits(fact: Mapping[str, Any], expect: Expectation) -> bool:
    checks = (_people_fit, _date_fits, _place_fits, _words_fit)
    return all(check(fact, expect) for check in checks)


def _people_fit(fact: Mapping[str, Any], expect: Expectation) -> bool:
    if not set(expect.get("participants", ())) <= set(fact.get("participants", ())):
        # an unnamed group is worded freely
        named = [name for name in expect["participants"] if "(unnamed)" not in name]
        if not set(named) <= set(fact.get("participants", ())):
            return False
    speakers = [*expect.get("speaker_accept", ()), *((expect["speaker"],) if "speaker" in expect else ())]
    if speakers and not any(_same_speaker(each, fact.get("speaker")) for each in speakers):
        return False
    return "name" not in expect or fact.get("name") == expect["name"]


def _same_speaker(expected: str, given: str | None) -> bool:
    if given is None:
        return False
    return _plain(expected) in _plain(given) or _plain(given) in _plain(expected)


def _date_fits(fact: Mapping[str, Any], expect: Expectation) -> bool:
    accepted = expect.get("date_accept") or ()
    window = expect.get("date_window")
    if not accepted and not window:
        return True
    given = fact.get("date")
    if given in accepted or (given is None and "not stated" in accepted):
        return True
    if given is None or not window:
        return False
    first, last = (date.fromisoformat(each) for each in window)
    span = parse_date(given)
    return span.earliest <= last and first <= span.latest


def _place_fits(fact: Mapping[str, Any], expect: Expectation) -> bool:
    places = expect.get("place_accept")
    if not places or fact.get("kind") != "meeting" or fact.get("place") is None:
        return True
    return any(_any_in(places, str(fact.get(key) or "")) for key in ("place", "venue"))


def _words_fit(fact: Mapping[str, Any], expect: Expectation) -> bool:
    if "status_accept" in expect and "status" in fact and fact["kind"] == "meeting":
        if fact["status"] not in expect["status_accept"]:
            return False
    elif "status_accept" in expect and fact["kind"] not in ("event", "meeting"):
        return False
    if "contains" in expect and _plain(expect["contains"]) not in _plain(str(fact.get("text", ""))):
        return False
    if "contains_any" in expect and not _any_in(expect["contains_any"], json.dumps(fact, ensure_ascii=False)):
        return False
    if "role_contains_any" in expect and not _any_in(expect["role_contains_any"], " ".join(fact.get("roles", ()))):
        return False
    return "source" not in expect or expect["source"] in {fact.get("id"), *(each["id"] for each in fact["sources"])}


def _any_in(needles: list[str], text: str) -> bool:
    return any(_plain(needle) in _plain(text) for needle in needles)


def _plain(text: str) -> str:
    """Case, quotation marks and spacing make no difference."""
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(curly, straight)
    return " ".join(text.casefold().split())
