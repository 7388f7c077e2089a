"""The ids of what is pressed: each fits Discord, is read back as it was made, and no other text is taken for one."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.quiz.compose import MOST_ROUNDS
from bot.store.quizzes import LOBBY, new_id
from bot.surfaces.discord.cards import OldPress
from bot.surfaces.discord.quiz.ids import HOST_VERBS, HostVerb, PlayerVerb, Pressed, id_of, read

VERBS = st.sampled_from([*get_args(PlayerVerb), *get_args(HostVerb)])
QUIZZES = st.text("0123456789abcdef", min_size=12, max_size=12)
FORM = [{"type": 18, "component": {"type": 4, "custom_id": "answer", "value": "Paris"}}]
ODD = (
    "fq1:",
    "fq1:mark",
    "fq1:mark:0123456789ab:0",
    "fq1:mark:0123456789ab:0:0:0",
    "fq1:mark:0123456789AB:0:0",
    "fq1:mark:0123456789a:0:0",
    "fq1:MARK:0123456789ab:0:0",
    "fq1:mark:0123456789ab:--1:0",
    "fq1:mark:0123456789ab:0:-1",
    "fq1:mark:0123456789ab:1000:0",
    "fq1:mark:0123456789ab:0:1000",
    "fq1:mark:0123456789ab:0:0\n",
    " fq1:mark:0123456789ab:0:0",
    "fq2:mark:0123456789ab:0:0",
)


def read_form(id_: str, components: Any) -> Pressed | None:
    return read({"custom_id": id_, "components": components})


@given(VERBS, QUIZZES, st.integers(LOBBY, MOST_ROUNDS), st.integers(0, 25))
def test_every_id_fits_and_is_read_back(verb: Any, quiz: str, round_: int, value: int) -> None:
    id_ = id_of(verb, quiz, round_, value)
    assert len(id_) <= 100
    assert read_form(id_, FORM) == Pressed(verb, quiz, round_, value, ("Paris",))
    assert OldPress.__discord_ui_compiled_template__.fullmatch(id_) is None


def test_a_new_quiz_has_an_id_that_fits() -> None:
    id_ = new_id()
    assert id_ != new_id()
    assert read_form(id_of("written", id_, 0), []) == Pressed("written", id_, 0)


@given(st.text(max_size=100) | st.text("fq1:maryk0 -abcdef\n", max_size=100) | st.from_regex(r"fq1:[a-z]*:.*"))
@example("fq1:mark:0123456789ab:٣:0")
@example("fq1:mark:0123456789ab:0:٩٩٩")
def test_any_text_is_an_id_or_none_and_never_an_error(text: str) -> None:
    pressed = read_form(text, FORM)
    if pressed is not None:
        assert re.fullmatch("[0-9a-f]{12}", pressed.quiz)
        assert -999 <= pressed.round <= 999
        assert 0 <= pressed.value <= 999


@pytest.mark.parametrize("id_", ODD)
def test_odd_shapes_are_no_ids(id_: str) -> None:
    assert read_form(id_, FORM) is None


def test_the_texts_of_a_form_are_found_whatever_they_are_wrapped_in() -> None:
    row = {"type": 1, "components": [{"type": 4, "custom_id": "answer", "value": "Rome"}]}
    other = {"type": 18, "component": {"type": 3, "custom_id": "menu", "values": ["1"]}}
    text = {"type": 10, "content": "read this"}
    pressed = read_form(id_of("written", "0" * 12, 3), [other, text, *FORM, row])
    assert pressed is not None
    assert pressed.values == ("Paris", "Rome")


def test_what_is_chosen_in_a_menu_is_found() -> None:
    pressed = read({"custom_id": id_of("marks", "0" * 12, 3), "component_type": 3, "values": ["0", "2"]})
    assert pressed == Pressed("marks", "0" * 12, 3, 0, ("0", "2"))


def test_what_hosts_and_players_press_is_told_apart() -> None:
    assert HOST_VERBS.isdisjoint(get_args(PlayerVerb))
