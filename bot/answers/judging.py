"""Whether one fact bears out a claim: its date, place, numbers and whether it happened are compared in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.answers.search import Hit
from bot.facts.dates import Date, spoken
from bot.facts.model import Event, FactBase, Figure, Meeting, Person, Quote
from bot.matching.index import Index
from bot.matching.lexicon import NUMBER_WORDS
from bot.matching.periods import Period
from bot.matching.reading import Reading
from bot.matching.text import folded_words

_SPAN_DAYS = 45
Finding = Literal["supported", "contradicted"]

NEGATIVE = frozenset(
    """
    avoid avoided cancel canceled cancelled cancels decline declined declines denied denies deny fail
    failed fails lack lacks never no nobody none not postpone postponed rebuff rebuffed refuse refused refuses
    reject rejected rejects snub snubbed unconfirmed unwilling vacancy vacant without yet
    """.split()
)
# Whether these were said yes or no to is what a claim about them is about.
_REQUESTS = frozenset({"asked", "demanded", "urged"})
_DECISIONS = ("agree", "accept", "confirm", "commit", "promise", "support")
_BARE_NEGATIONS = frozenset({"never", "no", "not"})
_DID_NOT_HAPPEN = frozenset({"declined", "cancelled", "postponed"})
_CALLED_OFF = frozenset("cancelled canceled cancel postponed postpone".split())


OPPOSITE = "the fact base has the opposite"


@dataclass(frozen=True, slots=True)
class Judgment:
    finding: Finding
    why: str = ""
    """What differs, as a sentence; empty when nothing does."""
    differences: int = 0


def judge(hit: Hit, reading: Reading, index: Index) -> Judgment:
    """Compare a claim with a fact that is about the same thing."""
    fact = hit.passage.fact
    checks = (_date, _place, _number, _administration, _swapped_sides)
    different = [why for differs in checks if (why := differs(hit, reading, index))]
    if different:
        return Judgment("contradicted", "; ".join(different), len(different))
    claimed = negative(word.text for word in reading.words)
    recorded = _recorded_negative(hit, reading, index)
    words = {word.text for word in reading.words}
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


def negative(words: Iterable[str]) -> bool:
    """Whether an odd number of negative words makes a statement negative."""
    return sum(word in NEGATIVE for word in words) % 2 == 1


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
    sentences = tuple(each for each in sentences if not _REQUESTS & set(folded_words(each))) or sentences
    terms = {term.term for term in reading.terms}
    decisive = {index.lexicon.term(word) for word in _DECISIONS}
    best, best_score = "", -1.0
    for sentence in sentences:
        have = {index.lexicon.term(word) for word in folded_words(sentence)}
        score = sum(index.lexicon.weight(term) for term in terms & have) / (4 + len(have) ** 0.5)
        score += 100 * bool(decisive & terms & have)
        if score > best_score:
            best, best_score = sentence, score
    found = folded_words(best)
    return any(_negates(word, found[at + 1 : at + 5], terms, index) for at, word in enumerate(found))


def _negates(word: str, following: tuple[str, ...], terms: set[str], index: Index) -> bool:
    """Whether a word turns something claimed into its opposite: a bare `not` only what comes right after it."""
    if word not in _BARE_NEGATIONS:
        return word in NEGATIVE
    return any(index.lexicon.term(each) in terms for each in following)


def statements(hit: Hit, base: FactBase) -> tuple[str, ...]:
    """The sentences of a fact, one statement each."""
    match hit.passage.fact:
        case Meeting() as meeting:
            return (meeting.title, *meeting.outcomes, *meeting.unresolved)
        case Quote() as quote:
            return (quote.text,)
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
    if all(_meets(period, when, reading) for period in reading.periods):
        return ""
    return f"the date on record is {spoken(when.edtf)}"


def _meets(period: Period, when: Date, reading: Reading) -> bool:
    """Whether a date fits a claimed period; `since March` is about when it began."""
    since = period.start > 0 and reading.words[period.start - 1].text in ("since", "from")
    if since and when.earliest != date.min:
        return period.meets(Date(when.edtf, when.earliest, when.earliest) if _begins(when) else when)
    return period.meets(when)


def _begins(when: Date) -> bool:
    """Whether the first day of a span is known well enough to be held against a claim."""
    return (when.latest - when.earliest).days > _SPAN_DAYS


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
    """Another number, or another unit of it, than the one on record."""
    dated = {at for period in reading.periods for at in range(period.start, period.end)}
    found = [word.text for at, word in enumerate(reading.words) if at not in dated]
    claimed = _numbers(found)
    if not claimed:
        return ""
    fact = hit.passage.fact
    texts = [fact.value, fact.unit, fact.summary] if isinstance(fact, Figure) else list(statements(hit, index.base))
    if isinstance(fact, Meeting):
        texts += [*fact.others, *(report.says for report in fact.reports), *fact.keywords]
        claimed -= _days(fact.date) if {"day", "days"} & set(found) else set()
    words = [word for text in texts for word in folded_words(text)]
    recorded = _numbers(words)
    same_unit = not isinstance(fact, Figure) or set(found) & _TIMES <= set(words)
    if claimed <= recorded and same_unit:
        return ""
    if isinstance(fact, Figure):
        return f"the number on record is {fact.value} {fact.unit}"
    return f"the number on record is {', '.join(sorted(recorded))}" if recorded else "no such number is on record"


_TIMES = frozenset({"day", "days", "hour", "hours", "month", "week", "weeks", "year", "years"})
_SCALES = frozenset(
    {"billion", "dozen", "dozens", "hundreds", "million", "millions", "thousand", "thousands", "trillion"}
)
_OFTEN = {"twice": "2", "thrice": "3"}


def _numbers(words: Iterable[str]) -> set[str]:
    found: set[str] = set()
    before = ""
    for word in words:
        previous, before = before, word
        if word == "two" and previous in ("the", "between", "these"):
            continue  # "the two countries" counts nothing
        number = _OFTEN.get(word, NUMBER_WORDS.get(word, word))
        if (number.isdigit() and number != "1") or number in _SCALES:
            found.add(number)
    return found


def _days(when: Date | None) -> set[str]:
    """How many days a meeting lasted by its date, as a number that a claim may name."""
    return {str((when.latest - when.earliest).days + 1)} if when is not None else set()


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


def _sides(found: list[str], index: Index) -> dict[str, set[str]]:
    """Noun -> the countries named right before it as an adjective."""
    term = index.lexicon.term
    adjectives = {"chinese": "china", "american": "us", "us": "us"}
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
