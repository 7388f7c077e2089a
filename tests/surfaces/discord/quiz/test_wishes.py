"""What a host wishes for: lists are read as people type them, and what cannot be had is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.compose import Wish
from bot.quiz.model import KINDS
from bot.quiz.own import OwnQuiz
from bot.surfaces.discord.quiz.wishes import (
    LONGEST_TEAM,
    MOST_FILE_BYTES,
    MOST_TEAMS,
    Pool,
    Unfulfillable,
    make,
    read_file,
    read_kinds,
    read_pace,
    read_teams,
    told_fewer,
)
from tests.quiz.shipped import base, pool
from tests.surfaces.discord.fakes import NOTHING


def test_kinds_are_read_whatever_the_capitals_and_spaces() -> None:
    assert read_kinds("") == read_kinds(" , ,") == ()
    assert read_kinds(" Who-Said ,when,") == ("who-said", "when")
    assert read_kinds(", ".join(KINDS)) == KINDS


def test_an_unknown_kind_names_the_nearest_or_all() -> None:
    with pytest.raises(Unfulfillable, match="There is no kind 'wen' of question; did you mean when"):
        read_kinds("who-said, wen")
    with pytest.raises(Unfulfillable, match="the kinds are who-said, who-met"):
        read_kinds("0" * 20)


def test_teams_are_read_once_each_and_without_what_nobody_sees() -> None:
    assert read_teams("") == read_teams("  ") == ()
    assert read_teams("red, blue ,red,,") == ("red", "blue")
    assert read_teams("re\u202ed, red, blue") == ("red", "blue")
    most = tuple(str(number) for number in range(MOST_TEAMS))
    assert read_teams(",".join(most)) == most
    assert read_teams(f"{'x' * LONGEST_TEAM}, y")[0] == "x" * LONGEST_TEAM


@pytest.mark.parametrize(
    "text",
    [",", "red", "red, red", "red, \u200bred", ",".join(map(str, range(MOST_TEAMS + 1))), f"{'x' * 33}, y"],
)
def test_too_few_too_many_or_too_long_teams_are_refused(text: str) -> None:
    with pytest.raises(Unfulfillable):
        read_teams(text)


@given(st.text(max_size=400))
def test_any_text_is_teams_or_refused(text: str) -> None:
    try:
        teams = read_teams(text)
    except Unfulfillable:
        return
    assert len(set(teams)) == len(teams) <= MOST_TEAMS
    assert all(team and team == team.strip() and len(team) <= LONGEST_TEAM for team in teams)


def test_the_same_seed_makes_the_same_quiz_and_none_another() -> None:
    wish = Wish(rounds=5)
    once = make(pool(), wish, "x", None)
    assert once == make(pool(), wish, "x", None)
    assert once.questions != make(pool(), wish, "y", None).questions
    assert (once.title, once.seed, len(once.questions)) == ("The news", "x", 5)
    chosen = make(pool(), wish, None, None)
    assert chosen.seed != make(pool(), wish, None, None).seed
    assert chosen == make(pool(), wish, chosen.seed, None)


def test_own_questions_take_the_place_of_those_from_facts() -> None:
    mine = tuple(replace(question, kind="own") for question in pool()[:3])
    made = make(pool(), Wish(rounds=50), "x", OwnQuiz("Mine", "me", mine))
    assert (made.title, made.written) == ("Mine", 3)
    assert set(made.questions) == set(mine)
    in_order = make(pool(), Wish(rounds=50), None, OwnQuiz("Mine", "me", mine))
    assert in_order.questions == mine
    assert make(pool(), Wish(rounds=50), in_order.seed, OwnQuiz("Mine", "me", mine)) == in_order


def test_how_many_are_asked_is_told_where_it_is_not_as_wished() -> None:
    mine = OwnQuiz("Mine", "me", tuple(replace(question, kind="own") for question in pool()[:3]))
    assert told_fewer(make(pool(), Wish(rounds=50), None, mine), 50) == ""
    assert told_fewer(make(pool(), Wish(rounds=2), None, mine), 2) == "2 of the 3 questions in your file are asked."
    assert told_fewer(make(pool(), Wish(rounds=2), None, None), 2) == ""
    assert told_fewer(make(pool(), Wish(rounds=2), None, None), 9) == "There are only 2 questions that fit."


def test_a_bonus_for_speed_needs_a_time() -> None:
    assert (read_pace(None, speed_bonus=False), read_pace(20, speed_bonus=True)) == (None, 20.0)
    with pytest.raises(Unfulfillable, match="give seconds as well"):
        read_pace(None, speed_bonus=True)


def test_the_topic_is_the_title_and_nothing_that_fits_is_refused() -> None:
    assert make(pool(), Wish(2, "Taiwan"), "x", None).title == "Taiwan"
    with pytest.raises(Unfulfillable, match="No question fits"):
        make(pool(), Wish(2, "penguins"), "x", None)


async def test_the_pool_is_made_once_for_a_fact_base_and_anew_for_the_next() -> None:
    made = Pool()
    first = await made.of(base())
    assert first == pool()
    assert await made.of(base()) is first
    assert await made.of(NOTHING) == ()
    assert await made.of(base()) == first


async def test_a_file_that_cannot_be_used_names_its_first_problems() -> None:
    with pytest.raises(Unfulfillable, match="at most 250,000 are read"):
        await read_file("big.yaml", b" " * (MOST_FILE_BYTES + 1))
    bad = b"questions:\n" + b"- ask: A?\n" * 20
    with pytest.raises(Unfulfillable) as refused:
        await read_file("\u202eq.yaml", bad)
    lines = str(refused.value).split("\n")
    assert lines[0] == "The questions cannot be used:"
    assert lines[1].startswith("q.yaml:2: ")
    assert lines[-1] == "… and 12 more"
    assert len(lines) == 10


async def test_a_file_without_a_name_is_read() -> None:
    found = await read_file("\u200b", b"questions:\n- ask: Who?\n  answers: [Ada]\n")
    assert [question.prompt for question in found.questions] == ["Who?"]
    assert found.title == "questions"
