"""Wrong options are chosen so that nothing but knowledge tells them from the right one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.facts.load import load_fact_base
from bot.matching.text import folded_words
from bot.quiz.audit import audit
from bot.quiz.making import Choice, alike, difficulty, overlapping, pick_wrong
from bot.quiz.people import group, peers
from bot.quiz.places import beside
from bot.quiz.pool import question_pool
from bot.quiz.word_classes import WORD_CLASSES, exchangeable
from tests.facts.sample import BASE, write
from tests.quiz.shipped import base, pool

CHOICES = st.builds(
    lambda text, near: Choice(text, text, near),
    st.text("abcAB “", min_size=1, max_size=12).filter(lambda text: bool(folded_words(text))),
    st.floats(0, 1),
)


@given(st.text(max_size=5), CHOICES, st.lists(CHOICES, max_size=12), st.integers(1, 4))
def test_wrong_options_are_apart_alike_and_always_the_same(
    id_: str, right: Choice, candidates: list[Choice], count: int
) -> None:
    wrong = pick_wrong(id_, [right], candidates, count)
    assert wrong == pick_wrong(id_, [right], candidates, count)
    assert not wrong or min(2, count) <= len(wrong) <= count
    for number, one in enumerate(wrong):
        assert alike(one.text, right.text)
        assert not any(overlapping(one.text, other.text) for other in (right, *wrong[:number]))
    assert not wrong or difficulty(wrong) in (1, 2, 3)


def test_nearer_options_are_more_difficult() -> None:
    levels = [difficulty([Choice("a", "a", near)] * 3) for near in (0.1, 0.5, 0.9)]
    assert levels == [1, 2, 3]


def test_what_came_of_it_is_explained_by_what_came_of_it() -> None:
    asked = [each for each in pool() if each.kind == "what-came-of-it"]
    assert asked
    for each in asked:
        assert each.right[0] in each.explanation, each.id


def test_people_stand_beside_people_of_their_side_and_profession() -> None:
    people = base().people
    assert group(people["janet-yellen"], base()) == group(people["nancy-pelosi"], base()) == ("official", "us")
    assert group(people["mao-ning"], base()) == group(people["cui-tiankai"], base()) == ("official", "china")
    assert group(people["wu-xinbo"], base()) == ("expert", "china")
    assert group(people["eswar-prasad"], base()) == group(people["paul-haenle"], base()) == ("expert", "abroad")
    assert [list(peers(people[id_], base())) for id_ in ("elon-musk", "kim-jong-un", "lisa-friedman")] == [[], [], []]


def test_places_stand_beside_places_of_their_kind() -> None:
    def names(id_: str) -> set[str]:
        return {place.name for place in beside(base().places[id_], base())}

    assert {"Vienna", "Shanghai", "Washington", "Singapore"} <= names("beijing")
    assert not {"China", "Taiwan", "Red Sea", "Tibet"} & names("beijing")
    assert not {"Shanghai", "Beijing", "China", "Taiwan"} & (names("china") | names("taiwan"))
    assert names("red-sea") == {"Taiwan Strait", "South China Sea", "East China Sea", "Indian Ocean"}


def test_every_word_of_a_class_is_one_word_and_no_class_is_too_small() -> None:
    assert [words for words in WORD_CLASSES if len(words) < 3] == []
    assert exchangeable("trust") >= {"dialogue", "respect"}
    assert "trust" not in exchangeable("trust")
    assert exchangeable("walrus") == frozenset()


def test_a_small_fact_base_gives_few_questions_and_all_are_fair(tmp_path: Path) -> None:
    small = load_fact_base(write(tmp_path / "knowledge", base=BASE))
    found = audit(question_pool(small), small)
    assert found.violations == ()
    assert 0 < found.distinct < 50
