from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.evaluation.grading import Grade, grade

MEETING: Mapping[str, Any] = {
    "kind": "meeting",
    "id": "blinken-xi",
    "participants": ["Antony Blinken", "Xi Jinping"],
    "date": "2023-06-19",
    "place": "Beijing",
    "venue": "Great Hall of the People",
    "status": "held",
    "topics": ["Taiwan"],
    "sources": [{"id": "csm", "paragraph": 12}],
}
QUOTE: Mapping[str, Any] = {
    "kind": "quote",
    "id": "glaser",
    "speaker": "Bonnie Glaser",
    "text": "It’s  a “sleepwalking” into conflict",
    "date": None,
    "sources": [{"id": "nyt", "paragraph": 14}],
}
PERSON: Mapping[str, Any] = {
    "kind": "person",
    "id": "burns",
    "name": "William J. Burns",
    "roles": ["CIA Director (as of July 2023)"],
    "sources": [{"id": "nyt", "paragraph": 3}],
}
EVENT: Mapping[str, Any] = {
    "kind": "event",
    "id": "ban",
    "date": "2023-05",
    "summary": "Beijing banned Micron",
    "status": "happened",
    "sources": [{"id": "wsj", "paragraph": 31}],
}


def answer(
    *facts: Mapping[str, Any], status: str = "answered", verdict: str | None = None, text: str = ""
) -> dict[str, Any]:
    return {"status": status, "verdict": verdict, "text": text, "facts": list(facts)}


def graded(expect: dict[str, Any], *facts: Mapping[str, Any], kind: str = "any", text: str = "") -> Grade:
    return grade(kind, expect, answer(*facts, text=text))


class TestEachKey:
    @pytest.mark.parametrize(
        ("fact", "right", "wrong"),
        [
            (MEETING, {"participants": ["Xi Jinping"]}, {"participants": ["Xi Jinping", "Joe Biden"]}),
            (MEETING, {"participants": ["Xi Jinping", "aides (unnamed)"]}, {"participants": ["aides", "Xi Jinping"]}),
            (MEETING, {"participants": []}, {"participants": ["Nobody"]}),
            (MEETING, {"date_accept": ["2023-06", "2023-06-19"]}, {"date_accept": ["2023-06-18"]}),
            (MEETING, {"date_window": ["2023-06-18", "2023-06-20"]}, {"date_window": ["2023-06-20", "2023-06-30"]}),
            (
                MEETING,
                {"date_accept": ["2023"], "date_window": ["2023-06-19", "2023-06-19"]},
                {"date_accept": ["2023"], "date_window": ["2023-07-01", "2023-07-02"]},
            ),
            (EVENT, {"date_window": ["2023-05-21", "2023-05-21"]}, {"date_window": ["2023-06-01", "2023-06-02"]}),
            (QUOTE, {"date_accept": ["not stated"]}, {"date_accept": ["2023-06-19"]}),
            (QUOTE, {}, {"date_window": ["2023-06-18", "2023-06-20"]}),
            (MEETING, {"place_accept": ["Vienna", "Beijing"]}, {"place_accept": ["Vienna"]}),
            (MEETING, {"place_accept": ["great hall"]}, {"place_accept": ["small hall"]}),
            (EVENT, {"place_accept": ["Vienna"]}, {"name": "Vienna"}),
            (MEETING, {"status_accept": ["held", "planned"]}, {"status_accept": ["declined"]}),
            (EVENT, {"status_accept": ["held"]}, {"speaker": "Beijing"}),
            (QUOTE, {"contains": "sleepwalking"}, {"status_accept": ["held"]}),
            (QUOTE, {"speaker": "Bonnie Glaser"}, {"speaker": "Michael Swaine"}),
            (QUOTE, {"speaker": "Glaser"}, {"speaker": "Glazer"}),
            (QUOTE, {"speaker_accept": ["X", "bonnie glaser"]}, {"speaker_accept": ["X", "Y"]}),
            (QUOTE, {"speaker": "X", "speaker_accept": ["Bonnie Glaser"]}, {"speaker": "X", "speaker_accept": ["Y"]}),
            (MEETING, {"participants": []}, {"speaker": "Xi Jinping"}),
            (QUOTE, {"contains": 'it\'s a "SLEEPWALKING" into'}, {"contains": "sleepwalking to"}),
            (EVENT, {"contains_any": ["zebra", "micron"]}, {"contains_any": ["zebra", "quokka"]}),
            (MEETING, {"contains_any": ["taiwan"]}, {"contains_any": ["tibet"]}),
            (PERSON, {"name": "William J. Burns"}, {"name": "Nicholas Burns"}),
            (PERSON, {"role_contains_any": ["spy", "cia director"]}, {"role_contains_any": ["treasury"]}),
            (MEETING, {"source": "csm"}, {"source": "nyt"}),
            (MEETING, {"source": "blinken-xi"}, {"source": "blinken"}),
        ],
    )
    def test_of_a_fact(self, fact: Mapping[str, Any], right: dict[str, Any], wrong: dict[str, Any]) -> None:
        assert graded(right, fact) == "right"
        assert graded(wrong, fact) == "wrong"

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ({"regex": r"700[ -]?(billion|bn)"}, {"regex": r"\b70 billion"}),
            ({"outcome_contains_any": ["x", "REACHED a record"]}, {"outcome_contains_any": ["x", "y"]}),
        ],
    )
    def test_of_the_text(self, right: dict[str, Any], wrong: dict[str, Any]) -> None:
        assert graded(right, MEETING, text="Trade reached a record of 700 billion") == "right"
        assert graded(wrong, MEETING, text="Trade reached a record of 700 billion") == "wrong"

    @pytest.mark.parametrize(
        ("expect", "expected"),
        [
            ({"contains": "100,000"}, "right"),
            ({"contains": "100.000"}, "wrong"),
            ({"contains": "100 000", "regex": "100,?000"}, "right"),
            ({"regex": "200,000"}, "wrong"),
        ],
    )
    def test_of_a_number(self, expect: dict[str, Any], expected: Grade) -> None:
        assert graded(expect, EVENT, kind="number", text="It is 100,000 a year.") == expected

    def test_all_of_them_are_needed_in_any_place(self) -> None:
        expect = {"all_of": [{"name": "William J. Burns"}, {"participants": ["Xi Jinping"]}]}
        assert graded(expect, MEETING, EVENT, PERSON) == "right"
        assert graded(expect, MEETING, EVENT) == "wrong"

    def test_one_of_them_is_enough_in_the_first_place(self) -> None:
        expect = {"any_of": [{"name": "William J. Burns"}, {"participants": ["Xi Jinping"]}]}
        assert graded(expect, MEETING, EVENT) == "right"
        assert graded(expect, EVENT, MEETING) == "wrong"
        assert graded({"any_of": [{"name": "X"}, {}]}, EVENT) == "right"

    def test_in_a_timeline_any_place_will_do(self) -> None:
        assert graded({"any_of": [{"participants": ["Xi Jinping"]}]}, EVENT, MEETING, kind="timeline") == "right"
        assert graded({"participants": ["Xi Jinping"]}, EVENT, MEETING, kind="timeline") == "right"
        assert graded({"participants": ["Xi Jinping"]}, EVENT, MEETING) == "wrong"
        assert graded({"participants": ["Joe Biden"]}, EVENT, MEETING, kind="timeline") == "wrong"

    def test_all_keys_must_be_right(self) -> None:
        assert graded({"participants": ["Xi Jinping"], "date_accept": ["2023-06-19"]}, MEETING) == "right"
        assert graded({"participants": ["Xi Jinping"], "date_accept": ["2022"]}, MEETING) == "wrong"

    def test_what_a_question_asks_for_and_what_is_unknown_is_not_graded(self) -> None:
        assert graded({"participants": ["Xi Jinping"], "asks": ["date"], "date": "1999"}, MEETING) == "right"


class TestVerdicts:
    @pytest.mark.parametrize(
        ("expected", "given", "result"),
        [
            ("supported", "supported", "right"),
            ("supported", "contradicted", "wrong"),
            ("supported", "not_covered", "abstained"),
            ("contradicted", "misquoted", "wrong"),
            ("not_covered", "not_covered", "right"),
            ("not_covered", "supported", "false answer"),
            ("not_covered", "contradicted", "false answer"),
        ],
    )
    def test_the_verdict_is_what_counts(self, expected: str, given: str, result: Grade) -> None:
        status = "not_found" if given == "not_covered" else "answered"
        assert grade("check", {"verdict": expected}, answer(EVENT, status=status, verdict=given)) == result

    @pytest.mark.parametrize("status", ["not_found", "ambiguous", "invalid"])
    def test_without_a_verdict_the_status_is_taken(self, status: str) -> None:
        assert grade("check", {"verdict": "supported"}, answer(status=status)) == "abstained"
        assert grade("check", {"verdict": "not_covered", "also_ok": [status]}, answer(status=status)) == "right"

    def test_what_is_as_good(self) -> None:
        expect = {"verdict": "misattributed", "also_ok": ["contradicted"]}
        assert grade("check", expect, answer(QUOTE, verdict="contradicted")) == "right"
        assert grade("check", expect, answer(QUOTE, verdict="misquoted")) == "wrong"

    @pytest.mark.parametrize("key", ["true_speaker", "verbatim"])
    def test_what_must_be_told(self, key: str) -> None:
        expect = {"verdict": "misattributed", key: "Bonnie Glaser’s"}
        told, kept = "It was bonnie  Glaser's.", "It was somebody else."
        assert grade("check", expect, answer(QUOTE, verdict="misattributed", text=told)) == "right"
        assert grade("check", expect, answer(QUOTE, verdict="misattributed", text=kept)) == "wrong"


class TestRefusals:
    @pytest.mark.parametrize(
        ("given", "result"),
        [("not_found", "right"), ("answered", "false answer"), ("ambiguous", "wrong"), ("invalid", "wrong")],
    )
    def test_where_there_is_no_answer(self, given: str, result: Grade) -> None:
        assert grade("oos", {"status": "not_found"}, answer(MEETING, status=given)) == result

    def test_a_claim_that_is_not_covered_is_a_refusal(self) -> None:
        given = answer(status="not_found", verdict="not_covered")
        assert grade("oos", {"status": "not_found"}, given) == "right"

    def test_where_a_question_back_is_expected(self) -> None:
        assert grade("meeting", {"status": "ambiguous"}, answer(status="ambiguous")) == "right"
        assert grade("meeting", {"status": "ambiguous"}, answer(status="not_found")) == "wrong"
        assert grade("meeting", {"status": "ambiguous"}, answer(MEETING)) == "false answer"

    @pytest.mark.parametrize("status", ["not_found", "ambiguous", "invalid"])
    def test_where_there_was_an_answer(self, status: str) -> None:
        assert grade("meeting", {"participants": ["Xi Jinping"]}, answer(status=status)) == "abstained"

    def test_a_status_beside_facts_is_that_of_the_facts(self) -> None:
        expect = {"status": "held", "participants": ["Xi Jinping"]}
        assert grade("meeting", expect, answer(MEETING)) == "right"
        assert grade("meeting", expect, answer(EVENT)) == "wrong"

    def test_no_facts_are_wrong(self) -> None:
        assert graded({"participants": ["Xi Jinping"]}) == "wrong"
        assert graded({"any_of": [{"participants": ["Xi Jinping"]}]}) == "wrong"
        assert graded({"all_of": [{"participants": ["Xi Jinping"]}]}) == "wrong"
