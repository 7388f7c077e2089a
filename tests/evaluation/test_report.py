from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.evaluation.queries import Query
from bot.evaluation.report import GRADES, Report, run

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "right": {"status": "answered", "verdict": None, "text": "Yes.\nMore.", "facts": [{"kind": "person", "name": "A"}]},
    "wrong": {"status": "answered", "verdict": None, "text": "No.\nMore.", "facts": [{"kind": "person", "name": "B"}]},
    "abstained": {"status": "not_found", "verdict": None, "text": "Unknown.", "facts": []},
}
EXPECT = {"name": "A"}
QUERIES = (
    Query("right", "person", "none", EXPECT),
    Query("right", "person", "typo", EXPECT),
    Query("wrong", "meeting", "typo", EXPECT),
    Query("abstained", "meeting", "none", EXPECT),
    Query("wrong", "oos", "none", {"status": "not_found"}),
)


@pytest.fixture
def report() -> Report:
    return run(QUERIES, ANSWERS.__getitem__)


def test_every_query_is_answered_and_graded_in_order(report: Report) -> None:
    assert [outcome.grade for outcome in report.outcomes] == ["right", "right", "wrong", "abstained", "false answer"]
    assert [outcome.query for outcome in report.outcomes] == list(QUERIES)


def test_counts_and_shares(report: Report) -> None:
    assert {grade: report.count(grade) for grade in GRADES} == {
        "right": 2,
        "wrong": 1,
        "abstained": 1,
        "false answer": 1,
    }
    assert report.share("right") == pytest.approx(0.4)
    assert sum(report.share(grade) for grade in GRADES) == pytest.approx(1)


def test_an_empty_report(report: Report) -> None:
    empty = run((), ANSWERS.__getitem__)
    assert empty.share("right") == 0
    assert empty.failures() == ""
    assert empty.table().splitlines()[-1].split() == ["all", "0", "0", "0", "0", "0", "-"]


def test_the_table_counts_by_kind_by_noise_and_in_all(report: Report) -> None:
    rows = {line.split("  ")[0]: line.split()[-6:] for line in report.table().splitlines()[1:]}
    assert list(rows) == ["kind meeting", "kind oos", "kind person", "noise none", "noise typo", "all"]
    assert rows["kind person"] == ["2", "2", "0", "0", "0", "100.0"]
    assert rows["noise none"] == ["3", "1", "0", "1", "1", "33.3"]
    assert rows["all"] == ["5", "2", "1", "1", "1", "40.0"]
    assert len({len(line) for line in report.table().splitlines()}) == 1


def test_failures_tell_the_query_and_the_first_line_of_the_answer(report: Report) -> None:
    assert report.failures().splitlines() == [
        "wrong: wrong",
        "    answered: No.",
        "abstained: abstained",
        "    not_found: Unknown.",
        "false answer: wrong",
        "    answered: No.",
    ]
