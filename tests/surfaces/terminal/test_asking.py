from __future__ import annotations

import io
import json
import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.terminal.asking import answer_batch, ask, json_line, read_queries
from bot.surfaces.terminal.card import Look
from tests.fake_desk import ANSWER, FakeDesk


class Output(io.StringIO):
    """Notes what stood there at each flush."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[str] = []

    def flush(self) -> None:
        super().flush()
        self.flushed.append(self.getvalue())


def batch(*lines: bytes, as_json: bool = True) -> tuple[FakeDesk, Output]:
    desk, out = FakeDesk(), Output()
    answer_batch(desk, lines, out, as_json=as_json, look=Look())
    return desk, out


def test_the_json_has_every_field_of_the_contract() -> None:
    content = json.loads(json_line(ANSWER))
    assert content == {
        "query": "/meeting ada bo",
        "command": "meeting",
        "status": "answered",
        "verdict": None,
        "text": ANSWER.text,
        "facts": [view.data for view in ANSWER.facts],
        "entities": [
            {"text": "ada", "id": "ada-ek", "name": "Ada Ek", "score": 1.0},
            {"text": "bo", "id": "bo-li", "name": "Bo Li", "score": 0.988},
        ],
        "suggestions": ["/quote ada", "/timeline ada"],
    }


@given(st.text())
def test_the_json_is_one_line_for_any_reader_and_keeps_the_query(query: str) -> None:
    line = json_line(replace(ANSWER, query=query))
    assert line.isascii()
    assert line.splitlines() == [line]
    assert json.loads(line)["query"] == query


def test_a_batch_answers_in_order_and_flushes_each_line() -> None:
    _, out = batch(b"one\n", b"two\r\n", b"three")
    assert [json.loads(line)["query"] for line in out.getvalue().splitlines()] == ["one", "two", "three"]
    assert [text.count("\n") for text in out.flushed] == [1, 2, 3]


def test_a_batch_answers_an_empty_line_too() -> None:
    desk, out = batch(b"one\n", b"\n", b"three\n")
    assert desk.asked == ["one", "", "three"]
    assert len(out.getvalue().splitlines()) == 3


def test_a_batch_goes_on_after_a_line_that_the_desk_fails_on(caplog: pytest.LogCaptureFixture) -> None:
    _, out = batch(b"fail\n", b"next\n")
    first, second = map(json.loads, out.getvalue().splitlines())
    assert (first["query"], first["status"], first["facts"]) == ("fail", "not_found", [])
    assert second["status"] == "answered"
    trouble = first["text"].split("trouble ")[1].removesuffix(").")
    assert trouble in caplog.text
    assert "RuntimeError: the fake desk fails on purpose" in caplog.text


def test_cards_of_a_batch_are_separated_by_an_empty_line() -> None:
    _, out = batch(b"one\n", b"two\n", as_json=False)
    card = "Ada Ek met Bo Li on 19 June 2020."
    assert out.getvalue().startswith(card)
    assert f"/timeline ada\n\n{card}" in out.getvalue()
    assert out.getvalue().endswith("/timeline ada\n")


@pytest.mark.parametrize(
    ("lines", "queries"),
    [
        ([b"caf\xc3\xa9\n"], ["café"]),
        ([b"caf\xe9 \xff\n", b"next\n"], ["caf\ufffd \ufffd", "next"]),
        ([b"\xef\xbb\xbffirst\n", b"\xef\xbb\xbfsecond\n"], ["first", "\ufeffsecond"]),
        ([b"  spaces stay  \n"], ["  spaces stay  "]),
        ([b"a\x00b\x1b[31m\x0b\n"], ["a\x00b\x1b[31m\x0b"]),
        ([], []),
    ],
)
def test_each_line_of_bytes_is_a_query(lines: list[bytes], queries: list[str]) -> None:
    assert list(read_queries(lines)) == queries


def test_ask_logs_nothing_where_the_desk_answers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert ask(FakeDesk(), "hello").query == "hello"
    assert caplog.text == ""
