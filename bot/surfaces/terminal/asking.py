"""Queries without a conversation: many in one process, and answers as JSON lines."""

from __future__ import annotations

import codecs
import json
import logging
import os
from collections.abc import Iterable, Iterator
from typing import TextIO

from bot.answers.answer import Answer
from bot.answers.desk import Desk
from bot.surfaces.terminal.card import Look, render

log = logging.getLogger("factdesk")


def json_line(answer: Answer) -> str:
    """The machine-readable answer on one line.

    It is ASCII, so that it means the same in every encoding, holds nothing that some reader takes for the end of a line
    (U+2028, U+0085) and nothing that a terminal obeys.
    """
    return json.dumps(answer.as_json())


def read_queries(lines: Iterable[bytes]) -> Iterator[str]:
    """One query a line, in order. Bytes that are not UTF-8 become U+FFFD; an empty line is an empty query."""
    for number, line in enumerate(lines):
        content = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        yield content.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def ask(desk: Desk, query: str) -> Answer:
    """The desk's answer; where the desk fails, one that says so, with the id under which the log has the reason."""
    try:
        return desk.answer(query)
    except Exception as error:  # noqa: BLE001 - one query that the desk fails on must not end a batch or a conversation
        return Answer(query, None, "not_found", f"Factdesk failed on this query (trouble {log_trouble(error)}).")


def log_trouble(error: Exception) -> str:
    """Log an exception that nobody foresaw, with its traceback, under a new short id; the id is returned."""
    trouble = os.urandom(4).hex()
    log.error("trouble %s", trouble, exc_info=error)
    return trouble


def answer_batch(desk: Desk, lines: Iterable[bytes], out: TextIO, *, as_json: bool, look: Look) -> None:
    """Write one answer a line as JSON, or cards with an empty line between them; each at once, in the order asked."""
    for number, query in enumerate(read_queries(lines)):
        answer = ask(desk, query)
        if as_json:
            out.write(json_line(answer) + "\n")
        else:
            out.write(("\n" if number else "") + render(answer, look) + "\n")
        out.flush()
