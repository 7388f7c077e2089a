"""Answer -> the text that a terminal shows."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from bot.answers.answer import Answer, FactView

WIDEST = 100
"""Columns. Longer lines are hard to read, however wide the terminal is."""
_NARROWEST = 20
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Look:
    """How a card is set: wrapped at `width` columns, or not at all for None; with bold and dim words, or without."""

    width: int | None = None
    styled: bool = False


def look_for(stream: TextIO) -> Look:
    """The look for what is written to `stream`: plain and unwrapped unless a person reads it at a terminal.

    NO_COLOR (https://no-color.org) and a terminal that calls itself dumb turn bold and dim off.
    """
    if not stream.isatty():
        return Look()
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
    return Look(width, styled=not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def printable(text: str) -> str:
    """One line that is safe to show: it cannot move the cursor, change colors, hide text or reorder it.

    Line breaks, tabs and unusual spaces become spaces. Every other character without a visible form of its own becomes
    U+FFFD: control and escape characters, bidirectional controls, zero-width characters, lone surrogates. This is the
    one place where the terminal surface makes text safe; all that it prints passes through here.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd" for character in text
    )


def render(answer: Answer, look: Look) -> str:
    """The whole answer, without a line break at its end."""
    blocks = [list(wrapped(line, look)) for line in answer.lead.split("\n")]
    blocks = [[line for block in blocks for line in block]]
    blocks += [list(_fact(view, look)) for view in answer.facts]
    if answer.suggestions:
        # Not wrapped: a suggestion is there to be copied and sent.
        blocks.append(["Try:", *(f"  {printable(suggestion)}" for suggestion in answer.suggestions)])
    return "\n\n".join("\n".join(block) for block in blocks)


def _fact(view: FactView, look: Look) -> Iterator[str]:
    for line in wrapped(view.title, look):
        yield _set(_BOLD, line, look)
    if view.quotation is not None:
        yield from wrapped(view.quotation, look)
    for label, value in view.rows:
        yield from _row(label, value, look)
    for note in view.notes:
        yield from _row("Note", note, look)
    for line in wrapped("Source: " + "; ".join(view.citations), look, indent="  "):
        yield _set(_DIM, line, look)


def _row(label: str, value: str, look: Look) -> Iterator[str]:
    head = f"  {printable(label)}:"
    first, *rest = wrapped(f"{label}: {value}", look, indent="  ")
    # A label that is itself wrapped, on the narrowest terminals, stays plain.
    yield _set(_DIM, head, look) + first.removeprefix(head) if first.startswith(head) else first
    yield from rest


def wrapped(text: str, look: Look, indent: str = "") -> list[str]:
    """At least one line; those after the first stand two columns further in if the text is indented."""
    line = indent + printable(text)
    if look.width is None or len(line) <= look.width:
        return [line]
    hanging = indent * 2
    return textwrap.wrap(line, look.width, subsequent_indent=hanging, break_on_hyphens=False) or [""]


def _set(style: str, text: str, look: Look) -> str:
    return f"{style}{text}{_PLAIN}" if look.styled else text
