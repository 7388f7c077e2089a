"""Whether one fact bears out a claim: its date, place, numbers and whether it happened are compared in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.answers.comparatives import compare_sides
from bot.answers.cues import MEETING_WORDS
from bot.answers.deeds import asks_for_something, refused_to_meet
from bot.answers.quantities import TIMES, Quantity, quantities
from bot.answers.search import Hit
from bot.facts.dates import Date, spoken
from bot.facts.model import Event, FactBase, Figure, Meeting, Person, Quote
from bot.matching.english import STOP_WORDS
from bot.matching.index import Index
from bot.matching.periods import Period, find_periods
from bot.matching.reading import Reading, read_together
from bot.matching.text import folded_words, words_of

_SPAN_DAYS = 45
Finding = Literal["supported", "contradicted", "open"]
"""Open: about the same thing, but without what would decide it."""

NEGATIVE = frozenset(
    """
    avoid avoided cancel canceled cancelled cancels decline declined declines denied denies deny fail failed fails
    lack lacks neither never no nobody none nor not postpone postponed rebuff rebuffed refuse refused refuses reject
    rejected rejects snub snubbed unconfirmed unwilling vacancy vacant without yet
    """.split()
)
# Whether these were said yes or no to is what a claim about them is about.
_REQUESTS = frozenset({"asked", "demanded", "urged"})
_DECISIONS = ("agree", "accept", "confirm", "commit", "promise", "support")
_BARE_NEGATIONS = frozenset({"never", "no", "not"})
_TRANSPARENT = frozenset("agree agreed commit committed intend manage managed promise seek seeking trying want".split())
"""Verbs whose negation is that of the next: who did not agree to meet did not meet."""
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_BEGINNING = frozenset(
    "arrive arrived arrives arriving began begin begins land landed lands start started starts".split()
)
_DAYS_COUNTED = 14
"""A meeting's date that spans more days than this is vague, and no length."""
_DAYS_A_WEEK = 7
_BECAUSE = frozenset({"because", "due", "owing", "thanks"})
_REASONS = frozenset({"after", "because", "cause", "for", "over", "protest"})
_MOSTLY = 0.75
_OPAQUE = frozenset("announce announced clear confirm confirmed decided known reported say said".split())
"""Verbs whose negation leaves open what follows: a plan that is not confirmed is a plan."""
_DID_NOT_HAPPEN = frozenset({"declined", "cancelled", "postponed"})
_CALLED_OFF = frozenset("cancelled canceled cancel postponed postpone".split())


OPPOSITE = "the fact base has the opposite"
ANOTHER_REASON = "another reason is on record"


@dataclass(frozen=True, slots=True)
class Judgment:
    finding: Finding
    why: str = ""
    """What differs, as a sentence; empty when nothing does."""
    differences: int = 0


def judge(hit: Hit, reading: Reading, index: Index) -> Judgment:
    """Compare a claim with a fact that is about the same thing."""
    fact = hit.passage.fact
    checks = (_date, _weekday, _place, _number, _administration, _swapped_sides, _cause)
    different = [why for differs in checks if (why := differs(hit, reading, index))]
    if different:
        return Judgment("contradicted", "; ".join(different), len(different))
    if _number_is_missing(hit, reading, index):
        return Judgment("open")
    compared = compare_sides(reading, statements(hit, index.base), _surnames(reading, index))
    if compared == "opposite":
        return Judgment("contradicted", OPPOSITE, 1)
    if compared is not None:
        return Judgment("supported" if compared == "agrees" else "open")
    said = frozenset(index.lexicon.term(word.text) for word in reading.words)
    found = [word.text for word in reading.words]
    claimed = _negations(found, said, index) % 2 == 1
    recorded = _recorded_negative(hit, reading, index)
    if claimed and not recorded and not _denies_something_recorded(found, hit, index):
        return Judgment("open")
    words = {word.text for word in reading.words}
    if isinstance(fact, Meeting) and fact.status == "held" and refused_to_meet(reading):
        return Judgment("contradicted", OPPOSITE, 1)
    if isinstance(fact, Meeting) and words & _CALLED_OFF and fact.status not in ("cancelled", "postponed"):
        return Judgment("contradicted", f"it is on record as {fact.status}", 1)
    if isinstance(fact, Meeting) and fact.status in _DID_NOT_HAPPEN:
        says_so = claimed or bool(words & _CALLED_OFF)
        if not says_so:
            return Judgment("contradicted", f"it was {fact.status}", 1)
        return Judgment("supported")
    if (
        isinstance(fact, Meeting)
        and fact.status in ("planned", "unconfirmed")
        and not claimed
        and _claims_held(reading)
    ):
        return Judgment("contradicted", f"it is on record only as {fact.status}", 1)
    if claimed != recorded:
        return Judgment("contradicted", OPPOSITE, 1)
    return Judgment("supported")


def _surnames(reading: Reading, index: Index) -> tuple[str, ...]:
    people = (index.base.people.get(mention.candidates[0].id) for mention in reading.people)
    return tuple(folded_words(person.family)[-1] if person else "" for person in people)


def _claims_held(reading: Reading) -> bool:
    words = {word.text for word in reading.words}
    return not words & {
        "plan",
        "planned",
        "plans",
        "due",
        "expected",
        "will",
        "would",
        "scheduled",
        "hope",
        "hopes",
        "hoped",
        "to",
        "invited",
        "accepted",
        "agreed",
        "possible",
        "may",
    }


def _recorded_negative(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether the sentence of the fact that is nearest to the claim is negative."""
    sentences = statements(hit, index.base)
    # what was asked for is not what was got
    if not asks_for_something(reading):
        sentences = tuple(each for each in sentences if not _REQUESTS & set(folded_words(each))) or sentences
    terms = {term.term for term in reading.terms}
    said = frozenset(index.lexicon.term(word.text) for word in reading.words)
    if isinstance(hit.passage.fact, Quote):
        return any(_negations(read_together(each), said, index) for each in sentences)
    decisive = {index.lexicon.term(word) for word in _DECISIONS}
    best, best_score = "", -1.0
    for sentence in sentences:
        have = {index.lexicon.term(word) for word in folded_words(sentence)}
        score = sum(index.lexicon.weight(term) for term in terms & have) / (4 + len(have) ** 0.5)
        score += 100 * bool(decisive & terms & have)
        if score > best_score:
            best, best_score = sentence, score
    return _negations(read_together(best), said, index) > 0


def _negations(words: Sequence[str], said: frozenset[str], index: Index) -> int:
    """How many words turn something claimed round; two turn it back. `said` are the terms of the claim."""
    return sum(_negates(word, words[at + 1 : at + 9], said, index) for at, word in enumerate(words))


def _denies_something_recorded(words: Sequence[str], hit: Hit, index: Index) -> bool:
    """Whether what a claim says no to is in the fact at all, and not in a clause of its own."""
    if isinstance(hit.passage.fact, Meeting) and MEETING_WORDS & set(words):
        return True
    for at, word in enumerate(words):
        following = [each for each in words[at + 1 : at + 9] if each not in STOP_WORDS and each not in _TRANSPARENT]
        if word in _BARE_NEGATIONS and following and index.lexicon.term(following[0]) not in hit.passage.terms:
            return False
    return True


def _negates(word: str, following: Sequence[str], said: frozenset[str], index: Index) -> bool:
    """Whether a word turns something claimed into its opposite: a bare `not` the verb after it, or all that follows
    where much of it is claimed."""
    if word not in _BARE_NEGATIONS or not following:
        return word in NEGATIVE
    for each in following:
        if index.lexicon.term(each) in said:
            return True
        if each in _OPAQUE:
            return False
        if each not in STOP_WORDS and each not in _TRANSPARENT:
            break
    return len({index.lexicon.term(each) for each in following if each not in STOP_WORDS} & said) > 1


def statements(hit: Hit, base: FactBase) -> tuple[str, ...]:
    """The sentences of a fact, one statement each."""
    match hit.passage.fact:
        case Meeting() as meeting:
            return (meeting.title, *meeting.outcomes, *meeting.unresolved)
        case Quote() as quote:
            return (quote.text, *(quote.context or "").split("; "))
        case Event() as event:
            return tuple(part for part in event.summary.split("; ") if part)
        case Figure() as figure:
            return (f"{figure.value} {figure.unit}: {figure.summary}",)
        case Person() as person:
            return tuple(role.title for role in person.roles)


def _date(hit: Hit, reading: Reading, index: Index) -> str:
    when = hit.passage.date
    if isinstance(hit.passage.fact, Person):
        when = next((role.when for role in hit.passage.fact.roles if role.when), None)
    if not reading.periods or when is None:
        return ""
    told = {
        _key(period) for text in statements(hit, index.base) for period in find_periods(words_of(text), command=False)
    }
    if all(_meets(period, when, reading) or _key(period) in told for period in reading.periods):
        return ""
    return f"the date on record is {spoken(when.edtf)}"


def _key(period: Period) -> tuple[int | None, int | None, int | None]:
    return period.year, period.month, period.day


def _meets(period: Period, when: Date, reading: Reading) -> bool:
    """Whether a date fits a claimed period; `since March` is about when it began."""
    since = period.start > 0 and reading.words[period.start - 1].text in ("since", "from")
    if since and when.earliest != date.min:
        return period.meets(Date(when.edtf, when.earliest, when.earliest) if _begins(when) else when)
    return period.meets(when)


def _begins(when: Date) -> bool:
    """Whether the first day of a span is known well enough to be held against a claim."""
    return (when.latest - when.earliest).days > _SPAN_DAYS


def _weekday(hit: Hit, reading: Reading, index: Index) -> str:
    """Another day of the week than those that the date on record falls on."""
    when = hit.passage.date
    words = {word.text for word in reading.words}
    claimed = words & WEEKDAYS
    if when is None or not claimed or (when.latest - when.earliest).days >= _DAYS_A_WEEK - 1:
        return ""
    span = range(1 if words & _BEGINNING else (when.latest - when.earliest).days + 1)
    recorded = {f"{when.earliest + timedelta(days=day):%A}".lower() for day in span}
    return "" if claimed & recorded else f"the date on record is {when.earliest:%A}, {spoken(when.edtf)}"


def _cause(hit: Hit, reading: Reading, index: Index) -> str:
    """Another reason than the one on record: what comes after `because of` is not in the fact, which names a reason."""
    words = [word.text for word in reading.words]
    at = next((at for at, word in enumerate(words) if word in _BECAUSE), None)
    reasons = [text for text in statements(hit, index.base) if _REASONS & set(folded_words(text))]
    if at is None or not reasons or not isinstance(hit.passage.fact, Event):
        return ""
    deed = [term for term in reading.terms if term.at < at]
    reason = [term for term in reading.terms if term.at > at]
    if not reason or any(term.term in hit.passage.terms for term in reason):
        return ""
    return ANOTHER_REASON if len(deed) > 1 and hit.passage.coverage(deed) >= _MOSTLY else ""


def _place(hit: Hit, reading: Reading, index: Index) -> str:
    """Another place than the one claimed with `in`, `to` or `at`."""
    fact = hit.passage.fact
    if not isinstance(fact, Meeting | Event) or fact.place is None:
        return ""
    recorded = f"the place on record is {index.base.places[fact.place].name}"
    if isinstance(fact, Meeting) and len(hit.people) > 1 and elsewhere(reading):
        return recorded
    title = fact.title if isinstance(fact, Meeting) else fact.summary
    own_words = {index.lexicon.term(word) for word in folded_words(title)}
    fits = (
        id_ in hit.passage.places
        or fact.place in index.holders(id_)
        or {index.lexicon.term(word) for word in folded_words(index.base.places[id_].name)} <= own_words
        for id_ in reading.where
    )
    return "" if all(fits) else recorded


def elsewhere(reading: Reading) -> bool:
    """Whether a claim names a place that the fact base does not know, such as `in Hanoi`."""
    return any(
        term.capital and not term.known and reading.words[term.at - 1].text in ("in", "at", "to", "near")
        for term in reading.terms
        if term.at
    )


def _number(hit: Hit, reading: Reading, index: Index) -> str:
    """Another number than the one on record for what is counted, or another unit of it."""
    fact = hit.passage.fact
    claimed = claimed_quantities(reading, index)
    recorded = _recorded_quantities(hit, index)
    if isinstance(fact, Figure):
        texts = (fact.value, fact.unit, fact.summary, *fact.keywords)
        about = {index.lexicon.term(word) for text in texts for word in folded_words(text)}
        units = {word.text for word in reading.words} & TIMES
        other_unit = bool(claimed) and bool(units) and not {index.lexicon.term(word) for word in units} & about
        for quantity in claimed:
            same_thing = bool(quantity.counted & about) or bool(quantity.scale)
            if same_thing and (other_unit or not any(map(quantity.same_number, recorded))):
                return f"the number on record is {fact.value} {fact.unit}"
        return ""
    for quantity in claimed:
        alike = [each for each in recorded if each.counted & quantity.counted]
        if alike and not any(map(quantity.same_number, recorded)):
            return f"the number on record is {', '.join(sorted({each.number for each in alike}))}"
    return ""


def claimed_quantities(reading: Reading, index: Index) -> tuple[Quantity, ...]:
    """The numbers of a claim that are no part of a date."""
    dated = {at for period in reading.periods for at in range(period.start, period.end)}
    return quantities([word.text for at, word in enumerate(reading.words) if at not in dated], index.lexicon)


def _recorded_quantities(hit: Hit, index: Index) -> tuple[Quantity, ...]:
    fact = hit.passage.fact
    texts = (
        [f"{fact.value} {fact.unit}", fact.summary] if isinstance(fact, Figure) else list(statements(hit, index.base))
    )
    if isinstance(fact, Meeting):
        texts += [*fact.others, *(report.says for report in fact.reports), *fact.keywords, *_days(fact.date)]
    return tuple(each for text in texts for each in quantities(folded_words(text), index.lexicon))


def _number_is_missing(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a claim has a number that the fact does not tell."""
    recorded = _recorded_quantities(hit, index)
    return any(not any(map(each.same_number, recorded)) for each in claimed_quantities(reading, index))


def _days(when: Date | None) -> tuple[str, ...]:
    """How many days a meeting lasted by its date."""
    days = (when.latest - when.earliest).days + 1 if when is not None else _DAYS_COUNTED + 1
    return (f"{days} days",) if days <= _DAYS_COUNTED else ()


def _swapped_sides(hit: Hit, reading: Reading, index: Index) -> str:
    """An American jet where it was a Chinese one: a country beside a noun that the record gives to the other."""
    claimed = _sides([word.text for word in reading.words], index)
    recorded: dict[str, set[str]] = {}
    for sentence in statements(hit, index.base):
        for noun, sides in _sides(list(folded_words(sentence)), index).items():
            recorded.setdefault(noun, set()).update(sides)
    for noun, sides in claimed.items():
        if noun in recorded and not sides & recorded[noun]:
            return "the sides are exchanged"
    return ""


_COMPASS = ("east", "north", "south", "west")


def _sides(found: list[str], index: Index) -> dict[str, set[str]]:
    """Noun -> the countries and points of the compass named right before it as an adjective."""
    term = index.lexicon.term
    adjectives = {"chinese": "china", "american": "us", "us": "us"} | {each: each for each in _COMPASS}
    pairs: dict[str, set[str]] = {}
    for at, word in enumerate(found[:-1]):
        if word in adjectives:
            for noun in found[at + 1 : at + 3]:
                pairs.setdefault(term(noun), set()).add(adjectives[word])
                if noun in adjectives:
                    break
    return pairs


def names_presidency(words: list[str], at: int) -> bool:
    """Whether a president's name stands for an administration: `under Trump and Biden`, `the Obama administration`."""
    return "administration" in words[at + 1 : at + 3] or "under" in words[max(0, at - 4) : at]


PRESIDENCIES = frozenset({"trump", "biden", "obama", "bush"})


def _administration(hit: Hit, reading: Reading, index: Index) -> str:
    """Another administration than the one on record; at any time there is one."""
    words = [word.text for word in reading.words]
    claimed = {word for at, word in enumerate(words) if word in PRESIDENCIES and names_presidency(words, at)}
    text = (
        " ".join(statements(hit, index.base))
        + " "
        + " ".join(index.base.name(id_) for id_ in hit.passage.people if id_ in index.base.organizations)
    )
    recorded = {word for word in folded_words(text) if word in PRESIDENCIES}
    if claimed and recorded and not claimed & recorded:
        return f"the administration on record is that of {' and '.join(sorted(name.title() for name in recorded))}"
    return ""
