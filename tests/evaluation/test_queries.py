from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import DEFAULT_CONFIG
from bot.evaluation.queries import Query, QueryFileError, read_queries

FILES = sorted((DEFAULT_CONFIG.parent / "tests" / "queries").glob("*.jsonl"))


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shipped_file_is_read(path: Path) -> None:
    queries = read_queries(path)
    assert len(queries) == sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())
    assert all(query.text and query.expect for query in queries)


def test_a_line_each_and_empty_lines_are_skipped(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "q.jsonl",
        '{"q": "/meeting xi", "kind": "meeting", "noise": "typo", "expect": {"status": "not_found"}}\n\n'
        '{"q": "“习”", "expect": {}}\n',
    )
    assert read_queries(path) == (
        Query("/meeting xi", "meeting", "typo", {"status": "not_found"}),
        Query("“习”", "any", "none", {}),
    )


@pytest.mark.parametrize("name", ["q.yaml", "q.yml"])
def test_yaml_is_a_list_of_the_same(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, "- {q: /meeting xi, kind: meeting, expect: {status: not_found}}\n")
    assert read_queries(path) == (Query("/meeting xi", "meeting", "none", {"status": "not_found"}),)


@pytest.mark.parametrize(
    ("name", "text", "place", "why"),
    [
        ("q.jsonl", '{"q": "x", "expect": {}}\n{"q": ', ":2", "not JSON"),
        ("q.jsonl", '\n{"q": "x"}', ":2", "needs the text q and a mapping expect"),
        ("q.jsonl", '{"q": 1, "expect": {}}', ":1", "needs the text q"),
        ("q.jsonl", '["q"]', ":1", "needs the text q"),
        ("q.yaml", "q: [", "", "not YAML"),
        ("q.yaml", "q: x", "", "must be a list"),
        ("q.yaml", "- {q: x, expect: {}}\n- x", ", query 2", "needs the text q"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, name: str, text: str, place: str, why: str) -> None:
    path = written(tmp_path, name, text)
    with pytest.raises(QueryFileError) as caught:
        read_queries(path)
    assert str(caught.value).startswith(f"{path}{place}: ")
    assert why in str(caught.value)


def test_a_file_that_is_not_there_or_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match=r"absent\.jsonl: the file of queries cannot be read"):
        read_queries(tmp_path / "absent.jsonl")
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryFileError, match="not UTF-8"):
        read_queries(tmp_path / "q.jsonl")
