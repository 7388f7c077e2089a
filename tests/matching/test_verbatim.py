"""What is repeated word for word is known by its words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.model import Event
from bot.matching.text import folded_words
from bot.matching.verbatim import A_RUN, quotes_with, summaries_with
from tests.matching.shipped import BASE, INDEX

EVENTS = tuple(event for event in BASE.events.values() if len(folded_words(event.summary)) > A_RUN)


@given(st.sampled_from(EVENTS), st.data())
def test_any_run_of_a_summary_finds_it_in_any_case(event: Event, data: st.DataObject) -> None:
    words = folded_words(event.summary)
    start = data.draw(st.integers(0, len(words) - A_RUN))
    end = data.draw(st.integers(start + A_RUN, len(words)))
    assert event in summaries_with(" ".join(words[start:end]).upper(), BASE.facts())


@pytest.mark.parametrize("text", ["", "the", "Janet Yellen", "Janet Yellen met nobody at all that day"])
def test_fewer_or_other_words_find_nothing(text: str) -> None:
    assert summaries_with(text, BASE.facts()) == []


def test_a_repeated_quote_and_who_is_asked_for() -> None:
    around, (quote,) = quotes_with("Swaine: sleepwalking into a conflict over Taiwan", INDEX)
    assert around.strip() == "Swaine:"
    assert BASE.name(quote.speaker) == "Bonnie Glaser"


def test_other_words_than_those_said_repeat_no_quote() -> None:
    assert quotes_with("Glaser sleepwalking towards a war", INDEX)[1] == []
