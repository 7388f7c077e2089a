"""An answer as pages of escaped text, each small enough for one message. No fact, note or citation is left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.answers.answer import Answer, FactView
from bot.surfaces.discord.text import clamp, escape, fitting, plain, width

PAGE_WIDTH = 3000
"""Characters of text on a page. Discord allows 4,000 a message; the rest is for the line that counts the pages."""
PAGE_BLOCKS = 12
"""Blocks on a page. With their separators and the buttons they stay below Discord's 40 components a message."""
_LABEL_WIDTH = 60
_TITLE_WIDTH = 200

_SENTENCE = re.compile(r"[^\n]+?[.!?](?=\s+[^a-z\s]|\s*$)")
"""Up to a full stop before what does not go on in lower case. An abbreviation such as `Mr.` may end it early."""

Page = tuple[str, ...]
"""Blocks of Discord markup, one for the lead and one for each fact unless a fact is too long for a page."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Text from the answer, not yet escaped, between markup of ours."""

    before: str
    text: str
    after: str = ""

    def pieces(self, limit: int, left: int) -> Iterator[str]:
        """The line as markup, whole if it is at most `limit` wide, else in pieces of which the first fills `left`."""
        markup = width(self.before) + width(self.after)
        escaped = escape(self.text)
        first = left if width(escaped) + markup > limit else limit
        for part in _parts(escaped, first - markup, limit - markup):
            yield f"{self.before}{part}{self.after}"


def _parts(escaped: str, first: int, limit: int) -> Iterator[str]:
    """Escaped text cut between words, or inside a word that is too long, but never inside an escape."""
    while width(escaped) > first:
        head = fitting(escaped, first)
        words = head.rpartition(" ")[0]
        backslashes = len(head) - len(head.rstrip("\\"))
        cut = len(words) if words.strip() else len(head) - backslashes % 2
        yield escaped[:cut]
        escaped = escaped[cut:].lstrip(" ")
        first = limit
    if escaped:
        yield escaped


def pages(answer: Answer) -> tuple[Page, ...]:
    """The answer as at least one page: the lead first, then the facts in their order."""
    blocks = _blocks(_lead(answer), continued=None)
    noted: set[str] = set()
    for fact in answer.facts:
        blocks += _blocks(_fact(fact, noted), continued=fact.title)
        noted.update(fact.notes)
    found: list[Page] = []
    page: list[str] = []
    for block in blocks:
        if page and (len(page) == PAGE_BLOCKS or sum(map(width, page)) + width(block) > PAGE_WIDTH):
            found.append(tuple(page))
            page = []
        page.append(block)
    found.append(tuple(page))
    return tuple(found)


def _lead(answer: Answer) -> Iterator[_Line]:
    first, rest = _first_sentence(answer.lead) if answer.facts or answer.verdict else ("", answer.lead)
    if first:
        yield _Line("**", first, "**")
    for line in rest.splitlines():
        yield _Line("", line)
    read = [
        f"{clamp(plain(entity.text), _LABEL_WIDTH)} = {entity.name}"
        for entity in answer.entities
        if entity.text.casefold() != entity.name.casefold()
    ]
    if read:
        yield _Line("-# Read as: ", "; ".join(read))


def _first_sentence(text: str) -> tuple[str, str]:
    """The direct answer, which is the first sentence of a lead, and what follows. Nothing where it is a long one."""
    match = _SENTENCE.match(text)
    if match is None or width(match[0]) > _TITLE_WIDTH:
        return "", text
    return match[0], text[match.end() :].lstrip()


def _fact(fact: FactView, noted: Collection[str]) -> Iterator[_Line]:
    """`noted` are the notes that stand on the card already."""
    yield _Line("**", fact.title, "**")
    for line in (fact.quotation or "").splitlines():
        yield _Line("> ", line)
    # an empty line ends a quotation for every reader of markup
    gap = "\n" if fact.quotation else ""
    for label, value in fact.rows:
        before = f"{gap}**{escape(clamp(label, _LABEL_WIDTH))}:** "
        gap = ""
        for line in value.splitlines():
            yield _Line(before, line)
            before = ""
    for note in fact.notes:
        yield _Line("**Note:** ", "as above." if note in noted else note)
    if fact.citations:
        yield _Line("-# Source: ", "; ".join(fact.citations))


def _blocks(lines: Iterator[_Line], *, continued: str | None) -> list[str]:
    """The lines joined into blocks no wider than a page; a later block begins with the title that it continues."""
    heading = f"**{escape(clamp(continued, _TITLE_WIDTH))}** (continued)" if continued else ""
    room = PAGE_WIDTH - width(heading) - 1
    blocks: list[str] = []
    for line in lines:
        left = PAGE_WIDTH - width(blocks[-1]) - 1 if blocks else room
        for piece in line.pieces(room, left if left > room // 4 else room):
            if blocks and width(blocks[-1]) + 1 + width(piece) <= PAGE_WIDTH:
                blocks[-1] += "\n" + piece
            else:
                blocks.append(f"{heading}\n{piece}" if blocks and heading else piece)
    return blocks
