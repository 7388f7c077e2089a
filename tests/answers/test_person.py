from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.model import Person
from tests.answers.asking import DESK, ask, asks_which, ids, refuses, statuses
from tests.matching.shipped import BASE

PEOPLE = tuple(BASE.people.values())
by_id = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)


def answered_as(text: str) -> str | None:
    """Whom an answer shows first; None for a question back or a refusal."""
    answer = DESK.answer(text)
    assert (answer.status == "answered") == bool(answer.facts)
    return answer.facts[0].id if answer.facts else None


def slips(word: str) -> Iterator[str]:
    """Every letter left out, doubled, or exchanged with the next."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        if at:
            yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def misspelt(person: Person) -> Iterator[str]:
    """The full name with one slip in one word of more than three letters, in either order of its words."""
    parts = person.name.lower().replace(".", "").split()
    for place, part in enumerate(parts):
        if len(part) > 3:
            for slip in slips(part):
                changed = [*parts[:place], slip, *parts[place + 1 :]]
                yield " ".join(changed)
                yield " ".join(reversed(changed))


@by_id
class TestEverybody:
    def test_is_answered_with_roles_and_sources(self, person: Person) -> None:
        answer = ask(f"/person {person.name}")
        (view,) = answer.facts
        assert view.id == person.id
        assert view.data["name"] == person.name
        assert [role.split(" (")[0] for role in view.data["roles"]] == [
            role.title.split(" (")[0] for role in person.roles
        ]
        assert view.data["aliases"] == list(person.aliases)
        assert all(role.title in answer.text for role in person.roles)

    def test_is_the_same_in_any_order_case_and_dress(self, person: Person) -> None:
        for name in (person.name, *person.aliases):
            swapped = " ".join(reversed(name.split()))
            for typed in (name.upper(), swapped, f"  {name}  ", f"Mr. {name}", f"{name}’s", f"who is {name}?"):
                assert ids(f"/person {typed}") == [person.id], typed

    def test_a_slip_makes_nobody_else_of_them(self, person: Person) -> None:
        wrong = {
            typed: found
            for typed in misspelt(person)
            if (found := answered_as(f"/person {typed}")) not in (None, person.id)
        }
        assert wrong == {}

    def test_most_slips_are_forgiven(self, person: Person) -> None:
        every = list(misspelt(person))
        known = sum(answered_as(f"/person {typed}") == person.id for typed in every)
        assert known >= 0.75 * len(every)


def test_a_name_and_a_scrap_are_not_run_together_to_another_name() -> None:
    assert answered_as("/person qin ang") in (None, "qin-gang")  # Li Qiang's given name is a letter from it


@settings(deadline=None, max_examples=300)
@given(st.sampled_from([person for person in PEOPLE if max(map(len, person.name.split())) > 3]), st.data())
def test_a_random_slip_in_random_case_and_order_makes_nobody_else(person: Person, data: st.DataObject) -> None:
    parts = person.name.replace(".", "").split()
    places = [place for place, part in enumerate(parts) if len(part) > 3]
    place = data.draw(st.sampled_from(places))
    word = parts[place]
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(["", *string.ascii_lowercase]))
    ahead = data.draw(st.booleans())
    parts[place] = word[:at] + letter + word[at if ahead else at + 1 :]
    order: random.Random = data.draw(st.randoms(use_true_random=False))
    if data.draw(st.booleans()):
        parts.reverse()
    typed = "".join(order.choice((letter.lower(), letter.upper())) for letter in " ".join(parts))
    assert answered_as(f"/person {typed}") in (None, person.id)


@pytest.mark.parametrize(
    ("person", "title"),
    [
        pytest.param(
            person,
            title,
            id=f"{person.id}-{title}",
        )
        for person in PEOPLE
        for role in person.roles
        for title in (role.title, *role.also)
    ],
)
def test_every_title_is_answered_with_its_holder_or_asks_among_its_holders(person: Person, title: str) -> None:
    for text in (f"/person {title}", f"/person the {title.upper()}"):
        answer = ask(text)
        shown = [view.id for view in answer.facts]
        assert person.id in shown or f"/person {person.name}" in answer.suggestions, text


class TestRoles:
    @pytest.mark.parametrize(
        ("text", "person"),
        [
            ("/person treasury secretary", "janet-yellen"),
            ("/person the CIA director", "william-j-burns"),
            ("/person tresury secretery", "janet-yellen"),
            ("/person Premier Li", "li-qiang"),
            ("/person General Li", "li-shangfu"),
            ("/person Prof. Shen", "shen-dingli"),
            ("/person Minister Blinken", "antony-blinken"),
            ("/person house speaker", "nancy-pelosi"),
            ("/person Chinese president", "xi-jinping"),
            ("/person american foreign minister", "antony-blinken"),
            ("/person Xi's economic aide", "he-lifeng"),
            ("/person apple", "tim-cook"),
            ("/person georgetown", "evan-medeiros"),
            ("/person spokesperson", "mao-ning"),
            ("who is the Chinese vice premier close to Xi?", "he-lifeng"),
            ("who is the CIA director?", "william-j-burns"),
            ("who is the spokeswoman of china's foreign ministry", "mao-ning"),
            ("who was the House speaker who went to Taiwan?", "nancy-pelosi"),
            ("what is Bonnie Glaser's job?", "bonnie-glaser"),
            ("who runs the CIA?", "william-j-burns"),
            pytest.param(
                "/person Biden's treasury secretary",
                "janet-yellen",
            ),
            ("/person university of texas at austin", "sheena-greitens"),
            ("who is the washington think tank director?", "lyle-goldstein"),
        ],
    )
    def test_a_person_by_role(self, text: str, person: str) -> None:
        assert ids(text) == [person]

    def test_an_office_that_changed_hands_depends_on_the_time(self) -> None:
        answer = ask("/person chinese foreign minister")
        assert [view.id for view in answer.facts] == ["wang-yi", "qin-gang"]
        assert "It depends on the time" in answer.lead
        assert ids("/person chinese foreign minister june 2023") == ["qin-gang"]
        assert ids("/person China's foreign minister in 2024") == ["wang-yi"]
        assert "None says when the office changed hands" in answer.text

    @pytest.mark.parametrize(
        "text",
        [
            "/person president of Brazil",
            "/person Japanese prime minister",
            "/person British foreign minister",
            "/person foreign minister of russia",
            "/person China's climate envoy",
            "/person climate envoy of china",
            "/person US ambassador to China",
            "/person us premier",
            "/person mayor of beijing",
            "/person german chancellor",
            "/person google ceo",
            "who is the president of Brazil?",
            "who is the mayor of Shanghai?",
            pytest.param(
                "/person ambassador to china",
            ),
            "/person us vice president",
        ],
    )
    def test_an_office_that_nobody_in_the_fact_base_holds(self, text: str) -> None:
        refuses(text)


class TestQuestionsBack:
    @pytest.mark.parametrize(
        ("typed", "people"),
        [
            ("li", {"Li Qiang", "Li Shangfu"}),
            ("Wang", {"Wang Yi", "Wang Wentao", "Wang Yiwei"}),
            ("wong", {"Wang Yi", "Wang Wentao", "Wang Yiwei"}),
            ("shanghai scholar", {"Shen Dingli", "Wu Xinbo"}),
            ("minister", {"Qin Gang", "Wang Wentao", "Wang Yi", "Li Shangfu"}),
        ],
    )
    def test_a_name_or_role_of_several(self, typed: str, people: set[str]) -> None:
        asks_which(f"/person {typed}", *(f"/person {name}" for name in people))

    def test_more_people_than_can_be_suggested(self) -> None:
        answer = ask("/person china")
        assert answer.status in ("ambiguous", "not_found")
        assert set(statuses(answer.suggestions).values()) <= {"answered"}


class TestUnknown:
    @pytest.mark.parametrize(
        ("text", "near"),
        [
            ("/person nicholas burns", "/person William J. Burns"),
            ("/person robert blinken", "/person Antony Blinken"),
            ("/person liu qiang", "/person Li Qiang"),
            ("/person yellenova", "/person Janet Yellen"),
            ("/person janet blinken", "/person Janet Yellen"),
            ("/person li yi", "/person Wang Yi"),
            ("/person gang wang", "/person Qin Gang"),
            ("/person blinken yellen", "/person Antony Blinken"),
        ],
    )
    def test_nobody_has_that_name_and_near_names_are_suggested(self, text: str, near: str) -> None:
        answer = ask(text)
        assert answer.status in ("not_found", "ambiguous")
        assert near in answer.suggestions
        assert set(statuses(answer.suggestions).values()) == {"answered"}

    @pytest.mark.parametrize(
        "text",
        [
            "/person elizabeth",
            "/person trudeau",
            "/person wang huning",
            "/person li hui",
            "/person macron",
            "/person yang",
            "/person 2023",
            "/person the",
            "/person 🤖",
            "/person /person",
            "/person x",
            "/person jim",
            "/person lee",
        ],
    )
    def test_nobody(self, text: str) -> None:
        assert ask(text).status != "answered"

    def test_nothing_at_all(self) -> None:
        answer = ask("/person ")
        assert answer.status == "invalid"
        assert statuses(answer.suggestions) == {"/person wang yi": "answered"}
