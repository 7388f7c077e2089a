"""Names in Wade-Giles: as books give them, and as people type those of the fact base."""

from __future__ import annotations

import pytest

from bot.facts.model import Person
from bot.matching.romanization import wade_giles
from tests.answers.asking import ids
from tests.matching.shipped import BASE

CHINESE = [
    (person, older)
    for person in BASE.people.values()
    if (older := wade_giles(person.name)) and "i" not in older.split()  # a letter is no name
]


@pytest.mark.parametrize(
    ("pinyin", "older"),
    [
        ("Mao Zedong", "mao tse-tung"),
        ("Deng Xiaoping", "teng hsiao-ping"),
        ("Zhou Enlai", "chou en-lai"),
        ("Zhu De", "chu te"),
        ("Hua Guofeng", "hua kuo-feng"),
        ("Zhao Ziyang", "chao tzu-yang"),
        ("Liu Shaoqi", "liu shao-chi"),
        ("Yang Shangkun", "yang shang-kun"),
        ("Ma Yingjiu", "ma ying-chiu"),
        ("Zhang Xueliang", "chang hsueh-liang"),
        ("Ye Jianying", "yeh chien-ying"),
        ("Li Keqiang", "li ko-chiang"),
        ("Shi Yinhong", "shih yin-hung"),
        ("You Xigui", "yu hsi-kuei"),
    ],
)
def test_as_books_give_them(pinyin: str, older: str) -> None:
    assert wade_giles(pinyin) == older


@pytest.mark.parametrize("name", ["", "Joe Biden", "Gina Raimondo", "Kim Jong-un", "2023", "习近平"])
def test_what_is_no_pinyin_has_no_older_spelling(name: str) -> None:
    assert wade_giles(name) is None


def test_it_is_the_chinese_who_have_one() -> None:
    assert len(CHINESE) == 14
    assert {person.id for person, _ in CHINESE} >= {"xi-jinping", "cui-tiankai", "yun-sun"}


@pytest.mark.parametrize(("person", "older"), CHINESE, ids=lambda each: each.id if isinstance(each, Person) else "")
def test_everybody_is_found_by_it_with_and_without_hyphens(person: Person, older: str) -> None:
    for typed in (older, older.replace("-", " "), older.replace("-", "").title()):
        assert ids(f"/person {typed}") == [person.id], typed


@pytest.mark.parametrize(
    ("typed", "person"),
    [("Ts'ui T'ien-k'ai", "cui-tiankai"), ("hsi chin-p’ing", "xi-jinping"), ("Li Ch'iang", "li-qiang")],
)
def test_its_apostrophes_make_no_difference(typed: str, person: str) -> None:
    assert ids(f"/person {typed}") == [person]
