"""Who held an office before or after somebody, and since when."""

from __future__ import annotations

import pytest

from tests.answers.asking import ask, best, refuses


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("who was foreign minister before Wang Yi?", "qin-gang"),
        ("who was China's foreign minister before wang yi", "qin-gang"),
        ("who came after Qin Gang as foreign minister", "wang-yi"),
    ],
)
def test_an_office_that_changed_hands_is_told_by_its_other_holder(text: str, person: str) -> None:
    answer = ask(text)
    assert [view.id for view in answer.facts] == [person]
    assert "is not on record" in answer.lead


@pytest.mark.parametrize(
    "text",
    [
        "who was foreign minister before Qin Gang?",
        "who was CIA director before Burns?",
        "who is premier after Li Qiang?",
    ],
)
def test_one_without_another_holder_is_not_answered_with_the_same(text: str) -> None:
    refuses(text)


def test_since_when_is_told_by_the_role() -> None:
    assert ask("since when is Xie Feng ambassador?").lead.startswith("From 23 May 2023 on.")
    assert best("since when is Xie Feng ambassador?") == "xie-feng"
    refuses("since when is Blinken secretary of state?")
