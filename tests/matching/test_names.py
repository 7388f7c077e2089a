from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.model import Person
from bot.matching.nearest import nearest_names
from bot.matching.text import folded_words
from tests.matching.reading import people, read, terms, unknown
from tests.matching.shipped import BASE, INDEX

PEOPLE = tuple(BASE.people.values())
by_id = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)


@by_id
class TestEverybody:
    def test_is_known_by_each_spelling_of_the_name_in_any_order_and_case(self, person: Person) -> None:
        for name in (person.name, *person.aliases):
            swapped = " ".join(reversed(name.split()))
            for typed in (name, swapped, name.upper(), name.lower(), f"{name}’s", f"{name},", f"Mr. {name}"):
                assert people(typed) == [{person.id}], typed
                assert not terms(typed), typed

    def test_is_known_by_the_surname(self, person: Person) -> None:
        (found,) = people(person.family)
        assert found >= {other.id for other in PEOPLE if other.family == person.family}

    def test_is_known_where_the_name_is_one_word(self, person: Person) -> None:
        joined = person.name.replace(" ", "").replace("J.", "").lower()
        assert people(joined.replace("-", "")) == [{person.id}]


class TestOnePerson:
    @pytest.mark.parametrize(
        ("typed", "person"),
        [
            ("lifeng", "he-lifeng"),
            ("He Lifeng", "he-lifeng"),
            ("yi wang", "wang-yi"),
            ("jinping", "xi-jinping"),
            ("Blinken, Antony", "antony-blinken"),
            ("A. Blinken", "antony-blinken"),
            ("bill burns", "william-j-burns"),
            ("William Burns", "william-j-burns"),
            ("tsui tien-kai", "cui-tiankai"),
            ("Hsi Chin-ping", "xi-jinping"),
            ("Paul Hänle", "paul-haenle"),
        ],
    )
    def test_by_parts_of_the_name(self, typed: str, person: str) -> None:
        assert people(typed) == [{person}]

    @pytest.mark.parametrize(
        ("typed", "person"),
        [
            ("xi jin ping", "xi-jinping"),
            ("jin ping", "xi-jinping"),
            ("cui tian kai", "cui-tiankai"),
            ("tian kai", "cui-tiankai"),
            ("li shang fu", "li-shangfu"),
            ("lee shang fu", "li-shangfu"),
            ("shang fu li", "li-shangfu"),
            ("shen ding li", "shen-dingli"),
            ("he li feng", "he-lifeng"),
            ("wang wen tao", "wang-wentao"),
            ("kim jong un", "kim-jong-un"),
            ("kim jongun", "kim-jong-un"),
        ],
    )
    def test_with_the_syllables_apart(self, typed: str, person: str) -> None:
        assert people(typed) == [{person}]

    @pytest.mark.parametrize(
        ("typed", "person"),
        [
            ("anthony blinkin", "antony-blinken"),
            ("gina raymondo", "gina-raimondo"),
            ("paul henley", "paul-haenle"),
            ("jude blanshete", "jude-blanchette"),
            ("wu shinbo", "wu-xinbo"),
            ("chin gang", "qin-gang"),
            ("kin gang", "qin-gang"),
            ("hsieh feng", "xie-feng"),
            ("tsui tiankai", "cui-tiankai"),
            ("wang yee", "wang-yi"),
            ("lee chiang", "li-qiang"),
            ("eswar prassad", "eswar-prasad"),
            ("zie feng", "xie-feng"),
            ("feng zie", "xie-feng"),
            ("hee li feng", "he-lifeng"),
            ("gold stine", "lyle-goldstein"),
            ("jood blanshet", "jude-blanchette"),
        ],
    )
    def test_as_it_sounds(self, typed: str, person: str) -> None:
        assert people(typed) == [{person}]
        assert not terms(typed)

    @pytest.mark.parametrize("typed", ["xu feng", "lu qiang", "lu shangfu", "wang yu", "wang ye", "see feng"])
    def test_other_vowels_are_another_name(self, typed: str) -> None:
        assert terms(typed)

    @pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)
    def test_by_the_first_letters_of_a_long_name(self, person: Person) -> None:
        given, family = (max(folded_words(part), key=len) for part in (person.name, person.family))
        if len(family) >= 6:
            (found,) = people(f"{given} {family[:5]}") if given != family else people(family[:5])
            assert found == {person.id}


class TestSeveralPeople:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("blinken xi", ["antony-blinken", "xi-jinping"]),
            ("xi blinken", ["xi-jinping", "antony-blinken"]),
            ("Xi and Biden", ["xi-jinping", "joe-biden"]),
            ("blinken, xi & qin", ["antony-blinken", "xi-jinping", "qin-gang"]),
            ("jinping xi antony blinken", ["xi-jinping", "antony-blinken"]),
            ("xijinping antonyblinken", ["xi-jinping", "antony-blinken"]),
            ("sullivan wang yi", ["jake-sullivan", "wang-yi"]),
            ("wang yi sullivan", ["wang-yi", "jake-sullivan"]),
            ("li shang fu austin", ["li-shangfu", "lloyd-austin"]),
        ],
    )
    def test_each_is_found(self, typed: str, expected: list[str]) -> None:
        assert people(typed) == [{person} for person in expected]
        assert not terms(typed)

    @pytest.mark.parametrize("surname", ["Li", "Wang"])
    def test_a_shared_surname_means_each(self, surname: str) -> None:
        assert people(surname) == [{person.id for person in PEOPLE if person.family == surname}]

    def test_candidates_are_ranked(self) -> None:
        (mention,) = read("wong").people
        scores = [candidate.score for candidate in mention.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)

    @pytest.mark.parametrize(
        ("typed", "first", "second"),
        [
            ("janet blinken", "janet-yellen", "antony-blinken"),
            ("jake biden", "jake-sullivan", "joe-biden"),
            ("antony yellen", "antony-blinken", "janet-yellen"),
        ],
    )
    def test_a_given_name_and_another_surname_are_two_people_and_never_one(
        self, typed: str, first: str, second: str
    ) -> None:
        assert people(typed) == [{first}, {second}]


class TestUnknownWords:
    @pytest.mark.parametrize("typed", ["nicholas", "trudeau", "elizabeth", "Yang", "Barry", "xylophone", "Merkel"])
    def test_a_name_that_nobody_has_names_nobody_and_is_kept(self, typed: str) -> None:
        assert people(typed) == []
        assert unknown(typed) == [typed.lower()]

    @pytest.mark.parametrize(
        ("typed", "person", "left"),
        [
            ("nicholas burns", "william-j-burns", "nicholas"),
            ("wang huning", None, "huning"),
            ("justine blinken", "antony-blinken", "justine"),
        ],
    )
    def test_beside_a_known_name_it_is_kept(self, typed: str, person: str | None, left: str) -> None:
        assert left in unknown(typed)
        if person is not None:
            assert people(typed) == [{person}]

    @pytest.mark.parametrize("typed", ["he met her", "who is she", "they said it", "let us go on", "in the sun"])
    def test_small_words_name_nobody(self, typed: str) -> None:
        assert {"he-lifeng"} not in people(typed, "question")
        assert all(mention == {"yun-sun"} for mention in people(typed, "question"))

    @pytest.mark.parametrize(
        "typed",
        [
            "changing the regime",
            "they praised her",
            "it says that China burns more coal",
            "in a closer look",
            "it will carry on",
        ],
    )
    def test_ordinary_words_name_nobody_in_a_sentence(self, typed: str) -> None:
        assert people(typed, "claim") == []

    @pytest.mark.parametrize("initial", ["J", "x", "B."])
    def test_an_initial_names_nobody(self, initial: str) -> None:
        assert people(initial) == []

    @pytest.mark.parametrize("typed", ["Li Shangfu in Singapore", "Li Shangfu on Taiwan"])
    def test_a_name_ends_before_a_small_word(self, typed: str) -> None:
        reading = read(typed)
        assert [reading.shown(mention) for mention in reading.people] == ["Li Shangfu"]


class TestOrganizationsAndPlaces:
    @pytest.mark.parametrize(
        ("typed", "organization"),
        [
            ("the State Department", "us-state-department"),
            ("department of state", "us-state-department"),
            ("Global Times", "global-times"),
            ("People’s Daily", "peoples-daily"),
            ("peoples daily", "peoples-daily"),
            ("g7", "group-of-seven"),
            ("Group of Seven", "group-of-seven"),
            ("Pentagone", "pentagon"),
            ("micron", "micron"),
        ],
    )
    def test_an_organization(self, typed: str, organization: str) -> None:
        (mention,) = read(typed).organizations
        assert mention.ids == {organization}

    @pytest.mark.parametrize(
        ("typed", "place"),
        [
            ("Vienna", "vienna"),
            ("vinna", "vienna"),
            ("great hall of the people", "beijing"),
            ("Washington, D.C.", "washington"),
            ("san francisco", "san-francisco"),
            ("peking", "beijing"),
        ],
    )
    def test_a_place(self, typed: str, place: str) -> None:
        assert place in {id_ for mention in read(typed).places for id_ in mention.ids}

    def test_a_country_acts_and_is_a_place(self) -> None:
        reading = read("United States")
        assert [mention.ids for mention in reading.organizations] == [{"united-states"}]
        assert [mention.ids for mention in reading.places] == [{"united-states"}]

    def test_a_name_within_a_longer_one_is_not_meant(self) -> None:
        assert {"san-francisco"} not in [mention.ids for mention in read("san jose").places]
        assert [mention.ids for mention in read("trade with china").organizations] == [{"china"}]

    def test_the_whole_name_of_a_university_is_not_a_person(self) -> None:
        reading = read("University of Texas at Austin")
        assert reading.people == ()
        assert [reading.shown(mention) for mention in reading.organizations] == ["University of Texas at Austin"]


class TestNearestNames:
    @pytest.mark.parametrize(
        ("word", "name"), [("blinkers", "Antony Blinken"), ("jellen", "Janet Yellen"), ("sulliwann", "Jake Sullivan")]
    )
    def test_a_word_near_a_name(self, word: str, name: str) -> None:
        assert nearest_names(word, INDEX.names, BASE)[0] == name

    @pytest.mark.parametrize("word", ["", "xi", "li", "qqqqqq", "elizabeth"])
    def test_nothing_near(self, word: str) -> None:
        assert nearest_names(word, INDEX.names, BASE) == ()

    @settings(deadline=None)
    @given(st.text(st.characters(), max_size=12))
    def test_at_most_three_known_names(self, word: str) -> None:
        names = nearest_names(word, INDEX.names, BASE)
        assert len(set(names)) == len(names) <= 3
        assert set(names) <= {person.name for person in PEOPLE}
