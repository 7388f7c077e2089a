"""In what a claim differs from a fact: date, weekday, place, number, sides, administration and reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.answers.presidencies import PRESIDENCIES, names_presidency
from bot.answers.quantities import TIMES, Quantity, quantities
from bot.answers.search import Hit
from bot.answers.statements import statements
from bot.facts.dates import Date, spoken
from bot.facts.model import Event, Figure, Meeting, Person
from bot.matching.english import SCAFFOLD_WORDS, STOP_WORDS
from bot.matching.index import Index
from bot.matching.periods import Period, find_periods
from bot.matching.reading import Reading
from bot.matching.text import folded_words, words_of

_SPAN_DAYS = 45
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_BEGINNING = frozenset(
    "arrive arrived arrives arriving began begin begins land landed lands start started starts".split()
)
_DAYS_COUNTED = 14
"""A meeting's date that spans more days than this is vague, and no length."""
_DAYS_A_WEEK = 7
_A_FEW = 5
_OF_PLACE = frozenset({"at", "in", "near", "to"})
_BECAUSE = frozenset({"because", "due", "owing", "thanks"})
_REASONS = frozenset({"after", "because", "cause", "for", "over", "protest"})
_MOSTLY = 0.75
ANOTHER_REASON = "another reason is on record"
_COMPASS = ("east", "north", "south", "west")


def differences(hit: Hit, reading: Reading, index: Index) -> list[str]:
    """What differs, a sentence each; empty when nothing does."""
    checks = (_date, _weekday, _place, _country, _number, _administration, _swapped_sides, _cause, _order)
    return [why for differs in checks if (why := differs(hit, reading, index))]


def _date(hit: Hit, reading: Reading, index: Index) -> str:
    when = hit.passage.date
    if isinstance(hit.passage.fact, Person):
        when = next((role.when for role in hit.passage.fact.roles if role.when), None)
    if not reading.periods or when is None:
        return ""
    told = {
        _key(period) for text in statements(hit, index.base) for period in find_periods(words_of(text), command=False)
    }
    open_ended = isinstance(hit.passage.fact, Meeting) and hit.passage.fact.status != "held"
    if open_ended and all(period.overlaps(when) for period in reading.periods):
        return ""  # "from February on" speaks against no spring
    if all(_meets(period, when, reading) or _is_told(period, told) for period in reading.periods):
        return ""
    return f"the date on record is {spoken(when.edtf)}"


def _key(period: Period) -> tuple[int | None, int | None, int | None]:
    return period.year, period.month, period.day


def _is_told(period: Period, told: set[tuple[int | None, int | None, int | None]]) -> bool:
    """Whether a period is one that a fact names, as far as it goes: `August` where the fact has August 2022."""
    year, month, day = _key(period)
    return any((year in (None, y)) and month == m and day == d for y, m, d in told)


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


def reason_at(reading: Reading) -> int | None:
    """Where the reason that a claim gives begins. None if it gives none."""
    return next((at for at, word in enumerate(reading.words) if word.text in _BECAUSE), None)


def _cause(hit: Hit, reading: Reading, index: Index) -> str:
    """Another reason than the one on record: what comes after `because of` is not in the fact, which names a reason."""
    at = reason_at(reading)
    if at is None or not isinstance(hit.passage.fact, Event):
        return ""
    if not any(_REASONS & set(folded_words(text)) for text in statements(hit, index.base)):
        return ""
    deed = [term for term in reading.terms if term.at < at]
    reason = [term for term in reading.terms if term.at > at]
    if not reason or any(term.term in hit.passage.terms for term in reason):
        return ""
    return ANOTHER_REASON if len(deed) > 1 and hit.passage.coverage(deed) >= _MOSTLY else ""


def _order(hit: Hit, reading: Reading, index: Index) -> str:
    """Before somebody or something where the record has it after them, or the other way round."""
    said = [word.text for word in reading.words]
    texts = [folded_words(text) for text in statements(hit, index.base)]
    if any(_is_exchanged(said, text, index) for text in texts):
        return "the order on record is the other way round"
    claimed = _around(said, index)
    recorded = [_around(text, index) for text in texts]
    for side, other in (("before", "after"), ("after", "before")):
        same = any(each[side] & claimed[side] for each in recorded)
        if not same and any(each[other] & claimed[side] for each in recorded):
            return "the order on record is the other way round"
    return ""


def _is_exchanged(claim: Sequence[str], recorded: Sequence[str], index: Index) -> bool:
    """Whether a claim has before `before` what the record has after it, and the other way round."""
    if "before" not in claim or "before" not in recorded:
        return False
    (first, then), (earlier, later) = (_parted(words, index) for words in (claim, recorded))
    return bool(then & earlier and first & later) and not (first & earlier or then & later)


def _parted(words: Sequence[str], index: Index) -> tuple[set[str], set[str]]:
    """The terms right before and right after the first `before`."""
    at = words.index("before")
    found = []
    for part in (words[:at][::-1], words[at + 1 :]):
        telling = [index.lexicon.term(word) for word in part if word not in STOP_WORDS | SCAFFOLD_WORDS]
        found.append(set(telling[:_A_FEW]))
    return found[0], found[1]


def _around(found: Sequence[str], index: Index) -> dict[str, set[str]]:
    """The terms that follow `before` and `after`, a few for each."""
    terms: dict[str, set[str]] = {"before": set(), "after": set()}
    for at, word in enumerate(found):
        if word in terms:
            telling = [each for each in found[at + 1 : at + 5] if each not in STOP_WORDS]
            terms[word] |= {index.lexicon.term(each) for each in telling[:2]}
    return terms


def _place(hit: Hit, reading: Reading, index: Index) -> str:
    """Another place than the one claimed with `in`, `to` or `at`."""
    fact = hit.passage.fact
    if not isinstance(fact, Meeting | Event) or fact.place is None:
        return ""
    venue = f"{fact.venue}, " if isinstance(fact, Meeting) and fact.venue else ""
    recorded = f"the place on record is {venue}{index.base.places[fact.place].name}"
    if isinstance(fact, Meeting) and len(hit.people) > 1 and elsewhere(hit, reading, index):
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


def _country(hit: Hit, reading: Reading, index: Index) -> str:
    """Another country than the one on record, besides the United States and China, which are in every fact."""
    if not isinstance(hit.passage.fact, Event | Meeting):
        return ""
    claimed = other_countries(reading, index)
    if not claimed:
        return ""
    recorded = {
        index.lexicon.term(word.text): text[word.start : word.end]
        for text in statements(hit, index.base)
        for word in words_of(text)
        if index.lexicon.term(word.text) in index.lexicon.countries
    }
    if not recorded or claimed & set(recorded):
        return ""
    return f"on record is {' and '.join(sorted(recorded.values()))}"


def other_countries(reading: Reading, index: Index) -> set[str]:
    """The terms of a claim that are countries besides the United States and China."""
    return {term.term for term in reading.terms} & index.lexicon.countries


def elsewhere(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a claim names a place that the fact does not have, such as `in Hanoi`."""
    place = hit.passage.fact.place if isinstance(hit.passage.fact, Meeting) else None
    if place is not None and index.base.places[place].within is None:
        return False  # a city may be in the country on record
    return any(
        term.capital and term.term not in hit.passage.terms and stands_in(term.at, reading) for term in reading.terms
    )


def stands_in(at: int, reading: Reading, prepositions: frozenset[str] = _OF_PLACE) -> bool:
    """Whether a preposition of place stands before a word or before the capitals that lead to it: `in New York`."""
    while at > 0 and (reading.words[at - 1].capital or reading.words[at - 1].text == "the"):
        at -= 1
    return at > 0 and reading.words[at - 1].text in prepositions


def _number(hit: Hit, reading: Reading, index: Index) -> str:
    """Another number than the one on record for what is counted, or another unit of it."""
    fact = hit.passage.fact
    claimed = claimed_quantities(reading, index)
    if not claimed:
        return ""
    recorded = _recorded_quantities(hit, index)
    if isinstance(fact, Figure):
        texts = (fact.value, fact.unit, fact.summary, *fact.keywords)
        about = {index.lexicon.term(word) for text in texts for word in folded_words(text)}
        units = {word.text for word in reading.words} & TIMES
        other_unit = bool(units) and not {index.lexicon.term(word) for word in units} & about
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


def number_is_missing(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a claim has a number that the fact does not tell."""
    claimed = claimed_quantities(reading, index)
    recorded = _recorded_quantities(hit, index) if claimed else ()
    return any(not any(map(each.same_number, recorded)) for each in claimed)


def _days(when: Date | None) -> tuple[str, ...]:
    """How many days a meeting lasted by its date."""
    days = (when.latest - when.earliest).days + 1 if when is not None else _DAYS_COUNTED + 1
    return (f"{days} days",) if days <= _DAYS_COUNTED else ()


def _swapped_sides(hit: Hit, reading: Reading, index: Index) -> str:
    """An American jet where it was a Chinese one: a country beside a noun that the record gives to the other."""
    claimed = sides([word.text for word in reading.words], index)
    if not claimed:
        return ""
    recorded: dict[str, set[str]] = {}
    for sentence in statements(hit, index.base):
        for noun, of in sides(list(folded_words(sentence)), index).items():
            recorded.setdefault(noun, set()).update(of)
    for noun, of in claimed.items():
        if noun in recorded and not of & recorded[noun]:
            return "the sides are exchanged"
    return ""


def sides(found: list[str], index: Index) -> dict[str, set[str]]:
    """Noun -> the countries and points of the compass named right before it as an adjective."""
    term = index.lexicon.term
    adjectives = {"chinese": "china", "american": "us", "us": "us"} | {each: each for each in _COMPASS}
    pairs: dict[str, set[str]] = {}
    for at, word in enumerate(found[:-1]):
        if word in adjectives:
            joined = found[at + 1] == "and" and found[at + 2 : at + 3] != [] and found[at + 2] in adjectives
            after = at + 3 if joined else at + 1  # "the U.S. and Chinese militaries" are of both
            for noun in found[after : after + 2]:
                pairs.setdefault(term(noun), set()).add(adjectives[word])
                if noun in adjectives:
                    break
    return pairs


def _administration(hit: Hit, reading: Reading, index: Index) -> str:
    """Another administration than the one on record; at any time there is one."""
    words = [word.text for word in reading.words]
    claimed = {word for at, word in enumerate(words) if word in PRESIDENCIES and names_presidency(words, at)}
    if not claimed:
        return ""
    text = (
        " ".join(statements(hit, index.base))
        + " "
        + " ".join(index.base.name(id_) for id_ in hit.passage.people if id_ in index.base.organizations)
    )
    recorded = {word for word in folded_words(text) if word in PRESIDENCIES}
    if recorded and not claimed & recorded:
        return f"the administration on record is that of {' and '.join(sorted(name.title() for name in recorded))}"
    return ""
