"""Facts that share the words of a question and are no answer to it, and those that are."""

from __future__ import annotations

import pytest

from tests.answers.asking import ask, best, refuses


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("who sanctioned Li Shangfu?", "li-shangfu-sanctioned-2018"),
        ("who restarted military talks?", "military-talks-restarted-2023-12"),
        ("when did climate talks resume?", "climate-dialogue-resumed-2023-07"),
        ("what was the outcome of the Yellen visit?", "yellen-beijing-2023-07"),
    ],
)
def test_a_deed_is_told_by_what_was_done(text: str, fact: str) -> None:
    assert best(text) == fact


def test_what_experts_say_of_somebody_is_not_what_they_said_themselves() -> None:
    speakers = {view.data["speaker"] for view in ask("what do experts say about Yellen's visit?").facts}
    assert speakers == {"Eswar Prasad", "Shi Yinhong", "Wu Xinbo"}


def test_what_a_country_says_is_not_what_others_say_of_it() -> None:
    assert {view.kind for view in ask("what does China say about the balloon?").facts} == {"event"}
    assert {view.data["speaker"] for view in ask("what did the Chinese say about the brakes").facts} == {"Qin Gang"}


def test_where_somebody_was_is_not_told_by_a_trip_that_was_called_off() -> None:
    assert best("where did Blinken stay?") == "blinken-beijing-2023-06"


@pytest.mark.parametrize(
    "text",
    [
        "is China decoupling from the US?",
        "did North Korea threaten war?",
        "who thinks China is in decline?",
        "how big was the Chinese spy balloon?",
        "how does a hypersonic missile work?",
        "where did Secretary Yellen go to university?",
        "how many Uyghurs live in Xinjiang?",
        "/figure us troops in south korea",
    ],
)
def test_what_only_shares_words_is_no_answer(text: str) -> None:
    refuses(text)


def test_of_a_place_it_tells_only_what_happened_there() -> None:
    refuses("what time is it in Bangkok right now?")
    refuses("how far is it to Vienna?")
    assert ask("what happened in Bangkok?").status == "answered"


def test_what_one_told_the_other_is_told_by_their_meeting_where_no_words_are_on_record() -> None:
    answer = ask("what did ambassador cui tell sherman about")
    assert [view.id for view in answer.facts] == ["cui-sullivan-sherman-washington-2023-03"]
    assert answer.lead.startswith("What was said is not on record word for word.")
    refuses("what did Yellen say to Xi?")


@pytest.mark.parametrize(
    "text",
    [
        "who piloted the Chinese jet that buzzed the spy plane?",
        "who interpreted for Blinken and Xi at the Great Hall of the People?",
        "who painted the mural in the Great Hall of the People?",
        "why was Vienna chosen for the talks between Sullivan and Wang Yi?",
    ],
)
def test_a_fact_that_says_nothing_of_what_is_asked_is_no_answer(text: str) -> None:
    refuses(text)


def test_who_talked_about_something_is_told_by_their_words() -> None:
    assert best("who talked about stepping on the gas pedal?") == "qin-gas-pedal"
