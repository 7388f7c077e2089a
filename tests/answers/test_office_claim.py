from __future__ import annotations

import pytest

from bot.facts.model import Person
from tests.answers.asking import ask
from tests.matching.shipped import BASE

PEOPLE = tuple(BASE.people.values())


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)
def test_what_everybody_is_on_record_as_is_never_contradicted(person: Person) -> None:
    for role in person.roles:
        being = "was" if role.title.startswith(("former", "retired")) or role.when else "is"
        answer = ask(f"/check {person.name} {being} {role.title}")
        assert answer.verdict in ("supported", "not_covered"), answer.lead


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Bonnie Glaser works for the German Marshall Fund", "supported"),
        ("Eswar Prasad teaches at Cornell", "supported"),
        ("Tim Cook runs Apple", "supported"),
        ("Nigel Inkster used to work for MI6", "supported"),
        ("Evan Medeiros worked for Obama", "supported"),
        ("Wu Xinbo teaches at Renmin University", "contradicted"),
        ("Shen Dingli is a professor at Peking University", "contradicted"),
        ("Wang Wentao is China’s finance minister", "contradicted"),
        ("the defense minister is Wang Wentao", "contradicted"),
        ("Janet Yellen is the commerce secretary", "contradicted"),
        # what is over is not what somebody is
        ("Nigel Inkster is a British spy", "contradicted"),
        ("Drew Thompson works at the Pentagon", "contradicted"),
        # nobody is ambassador to their own country
        ("Xie Feng is America’s ambassador to China", "not_covered"),
        # one may hold several posts, and have held others before
        ("Elon Musk is the boss of SpaceX", "not_covered"),
        ("Bonnie Glaser works for the Brookings Institution", "not_covered"),
        ("Eswar Prasad is an economist", "not_covered"),
        ("Eswar Prasad is a professor in New York", "not_covered"),
        ("Shen Dingli is a professor in Beijing", "contradicted"),
        ("Qin Gang was China’s ambassador to the US before he became foreign minister", "not_covered"),
        ("Qin Gang is no longer foreign minister", "not_covered"),
    ],
)
def test_verdicts(claim: str, expected: str) -> None:
    answer = ask(f"/check {claim}")
    assert answer.verdict == expected, answer.lead


def test_who_holds_the_office_is_shown() -> None:
    answer = ask("/check Jake Sullivan is the CIA director")
    assert "William J. Burns" in answer.lead
    assert [view.id for view in answer.facts] == ["william-j-burns"]
