"""What is asked for is what a message says, without Discord's markup."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surfaces.discord.reading import claim, is_too_long, question

BOT, BOB, NOBODY = 111111111111111111, 222222222222222222, 333333333333333333


def message(content: str, forwarded: str | None = None) -> Any:
    people = [
        SimpleNamespace(id=BOT, display_name="Factdesk", bot=True),
        SimpleNamespace(id=BOB, display_name="Bob", bot=False),
    ]
    snapshots = [] if forwarded is None else [SimpleNamespace(content=forwarded)]
    return SimpleNamespace(content=content, mentions=people, message_snapshots=snapshots)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Blinken met Xi", "Blinken met Xi"),
        ("  Blinken  met\tXi \r\n\n <:x:1>\nYellen met Li ", "Blinken met Xi\nYellen met Li"),
        ("Blinken met Xi https://news.test/a-b?c=<d>", "Blinken met Xi <d>"),
        ("Blinken met Xi (<HTTP://news.test/2023>)", "Blinken met Xi ( )"),
        ("https://news.test/2023", ""),
        ("<:smile:123456789012345678> Blinken <a:wave:1> <t:1700000000:R><t:-1>", "Blinken"),
        (f"<@{BOB}> said that <@!{BOB}> met Xi", "@Bob said that @Bob met Xi"),
        (f"<@{BOT}> <@{NOBODY}> <@&{BOB}> <#{BOB}> Xi", "Xi"),
        ("@everyone **Blinken** met ||Xi||", "@everyone **Blinken** met ||Xi||"),
        ("1 < 2 > 0, <b>x</b>", "1 < 2 > 0, <b>x</b>"),
        ("", ""),
    ],
)
def test_a_claim_is_the_words_of_a_message(content: str, words: str) -> None:
    assert claim(message(content)) == words


def test_what_a_message_forwards_is_its_text() -> None:
    assert claim(message("", "Blinken met <:x:1> Xi")) == "Blinken met Xi"
    assert claim(message("Look:", "Blinken met Xi")) == "Look:"
    assert question(message("", "/meeting blinken xi"), BOT) == "/meeting blinken xi"


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        ("{bot} when did Blinken meet Xi?", "when did Blinken meet Xi?"),
        ("when did Blinken meet Xi? {bot}", "when did Blinken meet Xi?"),
        ("when did {bot} Blinken meet Xi?", "when did Blinken meet Xi?"),
        ("{bot}, when did Blinken meet Xi?", "when did Blinken meet Xi?"),
        ("{bot} /meeting blinken xi", "/meeting blinken xi"),
        ("{bot}: /meeting blinken xi", "/meeting blinken xi"),
        ("Hello {bot}, /meeting blinken xi", "/meeting blinken xi"),
        ("{bot}{bot} /help", "/help"),
        ("/help {bot}", "/help"),
        ("{bot}", ""),
        (" {bot} ! ", ""),
        ("Hello!\n{bot}\n/help", "/help"),
        ("{bot}\nwhen did\nBlinken meet Xi?", "when did\nBlinken meet Xi?"),
    ],
)
@pytest.mark.parametrize("mention", [f"<@{BOT}>", f"<@!{BOT}>"])
def test_a_question_is_a_message_without_the_mention(content: str, asked: str, mention: str) -> None:
    assert question(message(content.replace("{bot}", mention)), BOT) == asked


@given(st.text(st.sampled_from("<@!&#:a1/>hts.\\( \n")) | st.text())
def test_nothing_is_added_and_no_line_is_empty(content: str) -> None:
    words = claim(message(content))
    assert len(words) <= len(content)
    assert all(line == " ".join(line.split()) != "" for line in words.splitlines())
    assert len(question(message(content), BOT)) <= len(words)


def test_what_the_desk_would_cut_is_too_long() -> None:
    assert not is_too_long("x" * 4000)
    assert is_too_long("x" * 4001)
