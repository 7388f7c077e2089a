"""Proving the rules of a fair question on every question of a pool.

The checks read the fact base for themselves; none uses what made the questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.facts.dates import parse_date
from bot.facts.model import Fact, FactBase
from bot.matching.names import spellings
from bot.matching.text import folded_words
from bot.quiz.audit_truth import FALSE, TRUE, chain, truth
from bot.quiz.model import KINDS, Option, Question, Typed

_MOST_OPTIONS = 5
_LONGEST_LINE = 1000
_LENGTHS = 1.6
_SLACK = 6
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.IGNORECASE)
_QUOTED = re.compile("“[^”]*”")
_WHO = ("speaker", "partner", "actor")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    question: str
    message: str

    def __str__(self) -> str:
        return f"{self.question}: {self.message}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found in a pool."""

    counts: tuple[tuple[str, int], ...]
    """How many questions of each kind."""
    distinct: int
    """How many differ in what they ask and what is right."""
    violations: tuple[Violation, ...]


def audit(pool: Sequence[Question], base: FactBase) -> Audit:
    """Check every question of the pool."""
    found = [Violation(each.id, message) for each in pool for message in faults(each, base)]
    found += [Violation(id_, "two questions have this id") for id_, n in Counter(q.id for q in pool).items() if n > 1]
    asked = Counter((question.prompt, tuple(sorted(question.right))) for question in pool)
    found += [Violation(prompt, f"{n} questions ask this") for (prompt, _), n in asked.items() if n > 1]
    kinds = Counter(question.kind for question in pool)
    return Audit(tuple((kind, kinds[kind]) for kind in KINDS), len(asked), tuple(sorted(found)))


def faults(question: Question, base: FactBase) -> Iterator[str]:
    """Every rule that a question breaks, as a sentence."""
    unknown = [id_ for id_ in question.facts if not any(id_ in table for table in _tables(base))]
    if unknown or not question.facts:
        yield f"it rests on {unknown}, which is no fact"
        return
    yield from _record(question, base)
    if question.typed is not None:
        yield from _typed(question, question.typed, base)
    else:
        yield from _marks(question)
        yield from _truths(question, base)
        if question.kind != "true-or-false":
            yield from _apart(question, base)
            yield from _of_one_kind(question, base)
            yield from _gives_itself_away(question.options)
    yield from _told(question, base)


def _tables(base: FactBase) -> tuple[Mapping[str, Fact], ...]:
    return (base.people, base.meetings, base.quotes, base.events, base.figures)


def _record(question: Question, base: FactBase) -> Iterator[str]:
    facts = [table[id_] for id_ in question.facts for table in _tables(base) if id_ in table]
    cited = {citation for fact in facts for citation in fact.cite}
    if not question.citations or not question.sources:
        yield "it has no citation"
    if set(question.citations) != cited:
        yield "its citations are not those of its facts"
    if "\n" in question.explanation or not 1 < len(question.explanation) <= _LONGEST_LINE:
        yield "its explanation is not one line"
    if question.difficulty not in (1, 2, 3):
        yield f"its difficulty is {question.difficulty}"
    if question.kind not in KINDS:
        yield f"its kind is {question.kind!r}"
    doubtful = any(conflict.trust for id_ in question.facts for conflict in base.conflicts_about.get(id_, ()))
    if doubtful and question.asks in ("speaker", "words", "place"):
        yield "it asks for what the sources word differently"


def _marks(question: Question) -> Iterator[str]:
    right = sum(option.right for option in question.options)
    least = 2 if question.kind == "true-or-false" else 3
    if not least <= len(question.options) <= _MOST_OPTIONS:
        yield f"it has {len(question.options)} options"
    if question.kind == "several-right":
        if not 2 <= right < len(question.options):
            yield f"{right} of its options are right"
    elif right != 1:
        yield f"{right} of its options are right"
    if len({option.text for option in question.options}) < len(question.options):
        yield "two options read the same"


def _truths(question: Question, base: FactBase) -> Iterator[str]:
    if question.kind == "true-or-false":
        said = truth(question, question.claimed, base)
        if [option.text for option in question.options if option.right] != [{TRUE: "True", FALSE: "False"}.get(said)]:
            yield f"by the fact base its statement is {said}"
        return
    for option in question.options:
        said = truth(question, option.stands_for, base)
        if said != (TRUE if option.right else FALSE):
            yield f"by the fact base the option {option.text!r} is {said}"


def _apart(question: Question, base: FactBase) -> Iterator[str]:
    """No two options are the same person, place or date, or one of them within the other."""
    for number, one in enumerate(question.options):
        for other in question.options[number + 1 :]:
            if _same(question, one, other, base):
                yield f"the options {one.text!r} and {other.text!r} are not apart"


def _same(question: Question, one: Option, other: Option, base: FactBase) -> bool:
    first, second = one.stands_for, other.stands_for
    words = [set(folded_words(text)) for text in (one.text, other.text)]
    if first == second or words[0] <= words[1] or words[1] <= words[0]:
        return True
    if question.kind == "several-right" and question.asks != "partner":
        return False
    if question.asks == "date":
        return parse_date(first).overlaps(parse_date(second))
    if question.asks == "place":
        disputed = {"taiwan", "china"} <= {*chain(first, base), *chain(second, base)}
        return disputed or first in chain(second, base) or second in chain(first, base)
    if question.asks in _WHO:
        names = [set(spellings(person)) for person in (base.people[first], base.people[second])]
        return bool(names[0] & names[1])
    return False


def _of_one_kind(question: Question, base: FactBase) -> Iterator[str]:
    """People of one side and profession, places of one kind, dates of one form."""
    kinds: set[object] = set()
    for option in question.options:
        if question.asks in _WHO and option.stands_for in base.people:
            kinds.add(_rank(option.stands_for, base))
        elif question.asks == "date" and question.kind == "when":
            kinds.add(re.sub(r"\d", "0", option.stands_for))
        elif question.asks == "place" and option.stands_for in base.places:
            kinds.add(option.text.endswith((" Sea", " Strait", " Ocean")))
    if len(kinds) > 1:
        yield f"its options are not of one kind: {', '.join(sorted(map(str, kinds)))}"


def _rank(id_: str, base: FactBase) -> tuple[bool, bool]:
    """Whether somebody belongs to a university or institute or held an office before, and whether to China."""
    title = base.people[id_].roles[0].title
    learned = any(
        house.name in title for house in base.organizations.values() if house.kind in ("university", "institute")
    )
    inner = [place.name for place in base.places.values() if place.within == "china"]
    official_of_china = re.search(r"\bChinese\b|\bChina’s\b|\bof China$|\bof China\b(?! at)", title) is not None
    expert = learned or title.startswith("former")
    return expert, any(name in title for name in inner) if expert else official_of_china


def _gives_itself_away(options: Sequence[Option]) -> Iterator[str]:
    """The right one stands out neither by length nor by form."""
    wrong = [len(option.text) for option in options if not option.right]
    if not wrong:
        return
    for option in options:
        length = len(option.text)
        if option.right and (length > max(wrong) * _LENGTHS + _SLACK or length < min(wrong) / _LENGTHS - _SLACK):
            yield f"the right option {option.text!r} stands out by its length"
    forms = {(option.text[:1].isupper(), option.text.endswith("."), "“" in option.text) for option in options}
    if len(forms) > 1:
        yield "the options differ in form"


def _told(question: Question, base: FactBase) -> Iterator[str]:
    """The task contains neither the answer nor a hint at who is meant."""
    prompt = _words(question.prompt)
    if question.kind not in ("true-or-false", "several-right", "did-it-happen"):
        for right in question.right if question.typed is None or question.typed.reads != "date" else ():
            if f" {_words(right).strip()} " in prompt:
                yield f"the task contains the answer {right!r}"
    if question.asks in _WHO and question.kind not in ("several-right", "true-or-false"):
        family = _family(question, base)
        if family and f" {_words(family).strip()} " in _words(_QUOTED.sub("", question.prompt)):
            yield "the task names whom it asks for"
        rest = _QUOTED.sub("", question.prompt)
        for person in base.people.values():
            rest = rest.replace(person.name, "")
        if _PRONOUN.search(rest):
            yield "the task tells whether it is a man or a woman"
    if question.asks == "date" and question.kind in ("when", "typed"):
        id_ = question.facts[0]
        date = (base.meetings.get(id_) or base.events[id_]).date
        if date is not None and str(date.earliest.year) in question.prompt:
            yield "the task tells the year"


def _family(question: Question, base: FactBase) -> str | None:
    names = [person.family for person in base.people.values() if person.name in question.right]
    return names[0] if names else None


def _words(text: str) -> str:
    return f" {' '.join(folded_words(text))} "


def _typed(question: Question, typed: Typed, base: FactBase) -> Iterator[str]:
    """What is accepted means the answer and nothing else."""
    if not typed.accepted or question.options:
        yield "nothing is accepted, or it has options as well"
    if set(typed.accepted) & set(typed.others):
        yield "a name is accepted and refused"
    for accepted in typed.accepted:
        meant = list(_meant(question, accepted, base))
        if not meant or any(truth(question, each, base) != TRUE for each in meant):
            yield f"the accepted answer {accepted!r} is not the answer alone"


def _meant(question: Question, accepted: str, base: FactBase) -> Iterable[str]:
    """Everything that an accepted text can stand for."""
    if question.asks in _WHO:
        return [person.id for person in base.people.values() if accepted in (person.family, *spellings(person))]
    if question.asks == "place":
        return [place.id for place in base.places.values() if accepted in (place.name, *place.aliases)]
    return [accepted]
