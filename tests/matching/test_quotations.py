from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.model import Quote
from bot.matching.quotations import compare, differences, echoed, quoted_parts, without_quotes
from bot.matching.text import folded_words
from tests.matching.shipped import BASE, INDEX

QUOTES = tuple(BASE.quotes.values())
LONG = tuple(quote for quote in QUOTES if len(folded_words(quote.text)) >= 8)


class TestQuotedParts:
    @pytest.mark.parametrize(
        ("claim", "parts", "around"),
        [
            ('Swaine said "small yard"', ["small yard"], "Swaine said"),
            ("Swaine said “small yard”, twice", ["small yard"], "Swaine said , twice"),
            ("He said «small yard» and „high fence”", ["small yard", "high fence"], "He said and"),
            pytest.param(
                "He said „high fence“",
                ["high fence"],
                "He said",
            ),
            ("He said 'a small yard' there", ["a small yard"], "He said there"),
            ("China's trade isn't the US's", [], "China's trade isn't the US's"),
            ('he said "never closed', ["never closed"], "he said"),
            ('""', [], '""'),
            ("nothing quoted", [], "nothing quoted"),
        ],
    )
    def test_words_in_marks_and_the_words_around_them(self, claim: str, parts: list[str], around: str) -> None:
        assert quoted_parts(claim) == parts
        assert " ".join(without_quotes(claim).split()) == around


class TestComparing:
    @pytest.mark.parametrize("quote", QUOTES, ids=lambda quote: quote.id)
    def test_every_quote_is_verbatim_to_itself(self, quote: Quote) -> None:
        for text in (quote.text, quote.text.upper(), quote.text.replace("’", "'"), f"  {quote.text}  "):
            verbatim = [each.quote.id for each in compare(text, INDEX.quotes, INDEX.lexicon) if each.verbatim]
            assert quote.id in verbatim, text

    @pytest.mark.parametrize("quote", LONG, ids=lambda quote: quote.id)
    def test_with_one_word_changed_it_is_the_closest_but_not_verbatim(self, quote: Quote) -> None:
        words = list(folded_words(quote.text))
        words[len(words) // 2] = "zebra"
        closest = compare(" ".join(words), INDEX.quotes, INDEX.lexicon)[0]
        assert closest.quote.id in (quote.id, quote.repeats) or closest.quote.repeats == quote.id
        assert not closest.verbatim
        assert 0.5 < closest.likeness < 1

    @pytest.mark.parametrize(
        ("words", "quote", "verbatim"),
        [
            ("sleepwalking into a conflict", "glaser-sleepwalking", True),
            ("Progress is hard ... It’s not the product of one visit", "blinken-progress-is-hard", True),
            ("Progress is hard… one conversation", "blinken-progress-is-hard", True),
            ("one conversation ... Progress is hard", "blinken-progress-is-hard", False),
            ("a big yard and a low fence", "sullivan-small-yard", False),
            ("challenge or replace the United States", "xi-not-challenge", False),  # "will not" is left out before it
            ("agreed to move forward", "blinken-not-agreed", False),
        ],
    )
    def test_a_stretch_of_a_quote(self, words: str, quote: str, verbatim: bool) -> None:
        found = {each.quote.id: each for each in compare(words, INDEX.quotes, INDEX.lexicon)}
        assert found[quote].verbatim is verbatim

    def test_verbatim_comes_first_then_the_closest(self) -> None:
        found = compare("sleepwalking into a conflict over Taiwan", INDEX.quotes, INDEX.lexicon)
        assert [each.verbatim for each in found] == sorted((each.verbatim for each in found), reverse=True)
        rest = [each.likeness for each in found if not each.verbatim]
        assert rest == sorted(rest, reverse=True)
        assert all(0 <= each.likeness <= 1 for each in found)

    @pytest.mark.parametrize("words", ["", "...", "“”", "🤖"])
    def test_nothing_is_like_nothing(self, words: str) -> None:
        assert compare(words, INDEX.quotes, INDEX.lexicon) == []


class TestEchoes:
    def test_words_of_a_quote_without_marks(self) -> None:
        found = echoed(
            "That we are sleepwalking into a conflict over Taiwan is what Swaine told reporters", INDEX.quotes
        )
        assert found is not None
        around, repeated = found
        assert repeated == "sleepwalking into a conflict over Taiwan"
        assert around.split() == "That we are is what Swaine told reporters".split()

    @pytest.mark.parametrize(
        "claim",
        [
            "",
            "Blinken met Xi in Beijing",
            "sleepwalking into a conflict",  # too short a run
            "sleepwalking into a conflict over Taiwan",  # nothing around it
        ],
    )
    def test_no_echo(self, claim: str) -> None:
        assert echoed(claim, INDEX.quotes) is None


class TestDifferences:
    @pytest.mark.parametrize(
        ("claimed", "recorded", "changes"),
        [
            ("a big yard", "a small yard", "“small” became “big”"),
            ("the yard is very small", "the yard is small", "“very” was added"),
            ("the yard small", "the yard is small", "“is” was left out"),
            ("agreed to it", "has not agreed to it", "“not” was left out"),
            ("the same words", "the same words", ""),
            ("a small yard", "with a small yard and a high fence", ""),
        ],
    )
    def test_what_was_altered(self, claimed: str, recorded: str, changes: str) -> None:
        assert differences(claimed, recorded) == changes

    @settings(deadline=None)
    @given(*[st.lists(st.sampled_from("not a small yard and high fence no".split()), max_size=9).map(" ".join)] * 2)
    def test_of_any_words(self, claimed: str, recorded: str) -> None:
        changes = differences(claimed, recorded)
        assert differences(claimed, claimed) == ""
        if folded_words(claimed) and f" {claimed} " not in f" {recorded} ":
            assert changes


@settings(deadline=None)
@given(st.text(st.one_of(st.sampled_from("ab \"'“”«»„.…"), st.characters()), max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    parts = quoted_parts(text)
    assert all(part == part.strip() and part in text for part in parts)
    assert len(without_quotes(text)) <= len(text) + 1
    compare(text, INDEX.quotes, INDEX.lexicon)
    assert echoed(text, INDEX.quotes) is None
