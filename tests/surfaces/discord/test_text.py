"""Escaped text reads as before and does nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.surfaces.discord.text import clamp, escape, plain, width
from tests.surfaces.discord.fakes import as_read

MARKED = st.text(st.sampled_from("\\*_~`|<>[]()@#:/+-.1 ae’\n\u200b\u202e")) | st.text()

HOSTILE = [
    "@everyone and @here",
    "<@123456789012345678> <@&1> <#2> </ask:3> <t:1700000000:R> <:smile:4> <id:guide>",
    "**bold** *italic* __under__ ~~gone~~ ||spoiler|| `code` ```py\nblock```",
    "[click](https://example.org) <https://example.org> https://example.org discord.gg/abcdef",
    "# heading", "-# small", "> quote", ">>> quotes", "- item", "* item", "+ item", "1. item",
    "{0.__class__} %s %(x)s ${x}",
    "\\*not escaped\\* ¯\\_(ツ)_/¯",
]  # fmt: skip


def test_a_character_is_treated_alike_wherever_it_stands() -> None:
    # Beside a tab, each character of a text is looked at on its own; else only a text with unprintable ones is.
    everywhere = map(chr, range(0x20, 0x30000))
    assert [each for each in everywhere if plain(f"a{each}b") != plain(f"\ta{each}b")] == []


@given(MARKED)
def test_a_reader_sees_what_was_written(text: str) -> None:
    assert as_read(escape(text)) == plain(text)


@given(MARKED)
@example("1. item")
@example("12. item")
@example("- item")
def test_nothing_is_left_that_discord_acts_on(text: str) -> None:
    # The same rule in another form: with every escaped character taken out, no markup remains.
    bare = re.sub(r"\\([^0-9A-Za-z\s])", "\ufffc", escape(text))
    assert not re.search(r"[\\*_~`|<>\[\]@#]|://|\w/\w", bare)
    assert not re.match(r"\s*([-+]|\d+\.\s)", bare)
    assert "\n" not in bare


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_still_there_to_read(text: str) -> None:
    assert as_read(escape(text)) == text.replace("\n", " ")


@pytest.mark.parametrize("text", ["@everyone", "@HERE", "(@here)", "@@everyone"])
def test_a_mass_mention_is_none_even_when_what_is_read_is_copied(text: str) -> None:
    copied = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escape(text))
    assert not re.search("@(everyone|here)", copied, re.IGNORECASE)


def test_a_quote_is_escaped_only_where_it_must_be() -> None:
    quote = "“I don’t think that’s going to happen,” he said – not in the U.S.-China talks (2023); see p. 4."
    assert escape(quote) == quote


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    assert not {unicodedata.category(character) for character in plain(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("\u2067RTL\u2069 \u200fx", "RTL x"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("two\r\nlines\tand\x00more", "two  lines and more"),
        ("\u3164\u2800", ""),
        ("half \ud83d", "half \ufffd"),
        ("שלום Erdoğan 李强 👍🏽", "שלום Erdoğan 李强 👍🏽"),
    ],
)
def test_what_cannot_be_seen_is_dropped(text: str, seen: str) -> None:
    assert plain(text) == seen


@given(st.text(), st.integers(1, 50))
def test_clamped_text_is_never_too_long(text: str, limit: int) -> None:
    short = clamp(text, limit)
    assert width(short) <= limit
    assert short == text if width(text) <= limit else text.startswith(short[:-1])


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("unbreakable", 5, "unbr…"),
        ("👍👍👍", 4, "👍…"),
        ("  x yz", 4, "  x…"),
        ("ab", 1, "…"),
    ],
)
def test_text_is_cut_at_a_word(text: str, limit: int, short: str) -> None:
    assert clamp(text, limit) == short
