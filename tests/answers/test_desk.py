from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answers.commands import COMMANDS, Command
from bot.answers.cues import MEETING_WORDS, SAYING_WORDS
from bot.answers.desk import Desk
from bot.matching.passages import texts_of
from tests.answers.asking import DESK, ask, best, ids, statuses
from tests.answers.contract import KEYS, faults
from tests.matching.shipped import BASE

NAMES = [command.name for command in COMMANDS]
prefixes = st.sampled_from(["", *(f"/{name} " for name in NAMES), "/", "/ ", "//", "/nothing "])
# Everything that people and scripts have been seen to send, and what breaks programs that trust it.
HOSTILE = (
    "{0.__class__.__mro__}",
    "{query} %s %(name)s %n ${HOME} $(id) `id`",
    "'; DROP TABLE people; --",
    "1 OR 1=1 UNION SELECT * FROM quotes",
    "<script>alert('xi')</script>&amp;",
    "**bold** __under__ ~~struck~~ ||spoiler|| > quote\n# head\n```code```",
    "[link](https://example.org) <https://example.org>",
    "@everyone @here <@1234> <@&1234> <#1234> <:x:1> </meeting:1>",
    "(((((((((((a+)+)+)+)+)$ [[[ \\d{1,9999}",
    "../../etc/passwd\x00\x1b[31m\r\n",
    "\u202eix nekniлb\u202c \u200b\u200d\ufeff",
    "\ud800\udfff \uffff \U0010ffff",
    "ﷺ" * 50,
    "a\u0301\u0301\u0301" * 50,
    "\N{ZERO WIDTH JOINER}".join("👨👩👧"),
    "null",
    "None",
    "NaN",
    "-1",
    "1e999",
    "٢٠٢٣ ² ½ ①",
    "“" * 40,
    "\"'" * 40,
    "...…" * 40,
    "’s" * 40,
)
VOCABULARY = sorted(
    {word for fact in BASE.facts() for text in texts_of(fact, BASE) for word in text.split()}
    | MEETING_WORDS
    | SAYING_WORDS
    | set(
        "when where who what how many often did is it true that not never before after May 2023 Li Wang Noone".split()
    )
    | {"“", "”", '"', "’s", "?", ",", ".", "-", "…"}
)
sentences = st.lists(st.sampled_from(VOCABULARY), max_size=16).map(" ".join)


def holds(text: str) -> None:
    """Hold that a text has an answer that keeps the contract, and always the same."""
    answer = DESK.answer(text)
    assert faults(answer, text, BASE) == []
    assert DESK.answer(text) == answer


class TestAnyText:
    @settings(deadline=None, max_examples=300)
    @given(prefixes, st.text(st.characters(), max_size=200))
    def test_of_any_characters(self, prefix: str, text: str) -> None:
        holds(prefix + text)

    @settings(deadline=None, max_examples=400)
    @given(prefixes, sentences)
    def test_of_words_that_the_fact_base_knows(self, prefix: str, text: str) -> None:
        holds(prefix + text)

    @settings(deadline=None, max_examples=60)
    @given(prefixes, st.text(st.characters(), min_size=1, max_size=12), st.integers(1, 10_000))
    @example("/meeting ", "li ", 10_000)
    @example("/check ", "li. Xi ", 10_000)
    @example("/check ", "“Xi” ", 2_000)
    @example("", "may 19 ", 2_000)
    @example("/person ", "a", 10_000)
    @example("/quote ", "the minister of ", 1_000)
    def test_of_ten_thousand_characters(self, prefix: str, text: str, times: int) -> None:
        holds((prefix + text * times)[:10_000])

    @pytest.mark.parametrize("text", HOSTILE)
    @pytest.mark.parametrize("prefix", ["", *(f"/{name} " for name in NAMES), "/meeting xi ", "Blinken said "])
    def test_that_breaks_programs_which_trust_it(self, prefix: str, text: str) -> None:
        holds(prefix + text)
        assert "<class" not in DESK.answer(prefix + text).text

    @pytest.mark.parametrize("text", ["", " ", "\n", "/", "//", "/ /", "/meeting /quote", "?", "\x00"])
    def test_of_hardly_anything(self, text: str) -> None:
        holds(text)
        assert ask(text).status in ("invalid", "not_found")

    @settings(deadline=None, max_examples=100)
    @given(st.sampled_from(NAMES), sentences)
    def test_every_question_back_has_suggestions_that_are_understood(self, name: str, text: str) -> None:
        answer = DESK.answer(f"/{name} {text}")
        if answer.status == "ambiguous":
            assert "invalid" not in statuses(answer.suggestions).values()


class TestContract:
    def test_the_keys_are_in_the_order_of_the_contract(self) -> None:
        assert list(json.loads(json.dumps(ask("/meeting blinken xi").as_json()))) == KEYS

    @pytest.mark.parametrize(
        ("text", "command", "status"),
        [
            ("/meeting blinken xi", "meeting", "answered"),
            ("/quote glaser", "quote", "answered"),
            ("/person wang yi", "person", "answered"),
            ("/event micron ban", "event", "answered"),
            ("/timeline blinken", "timeline", "answered"),
            ("/figure hotlines", "figure", "answered"),
            ("/check Blinken met Xi", "check", "answered"),
            ("/source nyt", "source", "answered"),
            ("/help", "help", "answered"),
            ("/person li", "person", "ambiguous"),
            ("/meeting cook xi", "meeting", "not_found"),
            ("/meeting", "meeting", "invalid"),
            ("/unknown xi", None, "invalid"),
            ("write me a poem about pandas", None, "not_found"),
            ("when did Blinken meet Xi?", "meeting", "answered"),
            ("what did Glaser say?", "quote", "answered"),
            ("who is Janet Yellen?", "person", "answered"),
        ],
    )
    def test_each_command_and_status(self, text: str, command: str | None, status: str) -> None:
        answer = ask(text)
        assert (answer.command, answer.status) == (command, status)

    def test_an_entity_tells_what_a_word_was_taken_for_and_how_surely(self) -> None:
        exact, misspelt = ask("/meeting blinkin xi").as_json()["entities"][::-1]
        assert misspelt == {
            "text": "blinkin",
            "id": "antony-blinken",
            "name": "Antony Blinken",
            "score": misspelt["score"],
        }
        assert 0.5 < misspelt["score"] < exact["score"] == 1

    def test_an_entity_is_no_longer_than_the_name(self) -> None:
        found = [entity.text for entity in ask("/meeting Austin Li Shangfu in Singapore").entities]
        assert found == ["Austin", "Li Shangfu"]

    def test_the_query_is_given_back_as_it_came(self) -> None:
        for text in ("  /meeting BLINKEN  xi ", "\u200b/meeting xi", "é" * 9000):
            assert DESK.answer(text).query == text

    @settings(deadline=None, max_examples=200)
    @given(st.sampled_from(["event", "timeline", "quote"]), sentences)
    def test_letter_case_and_spaces_make_no_difference_to_a_command(self, name: str, text: str) -> None:
        # but for "he", which is a name only if it is written as one
        text = " ".join(word for word in text.split() if word.lower().strip("',.()") != "he")
        plain = ids(f"/{name} {text.lower()}")
        assert ids(f"/{name.upper()} {text.upper()}") == plain
        assert ids(f"  /{name}   {text.lower().replace(' ', '   ')}  ") == plain


class TestCommands:
    @pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
    def test_the_example_of_every_command_is_answered(self, command: Command) -> None:
        assert ask(command.usage).status == "answered"

    @pytest.mark.parametrize("text", ["/foo", "/meetings blinken xi", "/meetingblinken xi", "/xi"])
    def test_what_is_no_command_is_told_which_there_are(self, text: str) -> None:
        answer = ask(text)
        assert answer.status == "invalid"
        assert all(f"/{name}" in answer.lead for name in NAMES)
        assert statuses(answer.suggestions) == {"/help": "answered"}

    @pytest.mark.parametrize(
        "text", ["/MEETING blinken xi", "/ meeting blinken xi", "/meeting: blinken xi", "\n/Meeting\tblinken xi"]
    )
    def test_how_a_command_is_typed_makes_no_difference(self, text: str) -> None:
        assert best(text) == "blinken-xi-beijing-2023-06"

    def test_help_lists_every_command_with_an_example(self) -> None:
        text = ask("/help").text
        for command in COMMANDS:
            assert f"{command.usage}: {command.description}" in text
        assert f"{len(BASE.people)} people" in text
        assert set(statuses(ask("/help").suggestions).values()) == {"answered"}


def test_a_desk_keeps_nothing_between_requests() -> None:
    fresh = Desk(BASE)
    texts = ["/person li", "/meeting austin li", "when did Blinken meet Xi?", "/quote glazer", "zebra"]
    before = [fresh.answer(text) for text in texts]
    assert [DESK.answer(text) for text in reversed(texts)][::-1] == before
    assert [fresh.answer(text) for text in texts] == before
