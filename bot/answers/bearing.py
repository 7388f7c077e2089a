"""Whether a fact is evidence for a claim, says all that it says, or is near enough to contradict it."""

from __future__ import annotations

from bot.answers.cues import OF_MEETINGS, SAYING_WORDS, Cues
from bot.answers.deeds import (
    OWN_WORD,
    asks_for_something,
    directed,
    done_by_another,
    is_of_kind,
    only_wanted,
    tells_of_request,
    told_of_another,
)
from bot.answers.differences import (
    ANOTHER_REASON,
    WEEKDAYS,
    claimed_quantities,
    other_countries,
    reason_at,
    sides,
    stands_in,
)
from bot.answers.doers import doer, may_act
from bot.answers.judging import OPPOSITE, Judgment
from bot.answers.polarity import ATTITUDES, NEGATIVE, reversed_terms
from bot.answers.quantities import TIMES, quantities
from bot.answers.search import Hit
from bot.answers.statements import statements
from bot.answers.whereabouts import happened_there, places_of_claim
from bot.facts.model import Event, Figure, Meeting, Person, Quote
from bot.matching.english import SCAFFOLD_WORDS
from bot.matching.index import Index
from bot.matching.lexicon import CAPITALS, NEIGHBOR_WEIGHT
from bot.matching.passages import DESCRIPTION_WEIGHT
from bot.matching.phrases import read_together
from bot.matching.reading import Reading, Term
from bot.matching.text import folded_words

ENOUGH = 0.6
"""Share of what a claim says that a fact must account for to bear it out; see `confidence`."""
ENOUGH_AGAINST = 0.75
"""Share of a claim's words that a fact must account for to contradict it."""
ALL = 0.85
"""Share of a claim's words, by their weight, that a fact must have of its own to bear the claim out."""
_COMMON = 2.0
_VAGUE_DAYS = 31
_SUCCESS = frozenset(
    """
    achieve achieved convince convinced got manage managed obtain obtained persuade persuaded secure secured succeed
    succeeded success successful successfully win won
    """.split()
)
"""What says only that something came about, which the fact may deny."""
_WISH = frozenset("hope hopes want wants".split())
"""What a plan on record bears out."""
_HOLDS = frozenset(
    """
    acknowledge acknowledged acknowledges add added admit admits admitted assure assured assures complain
    complained complains concede conceded consider considers demand demanded demands doubt doubted doubts expect
    expects find finds found hold holds hope hoped hopes insist insisted insists note noted notes pleased
    pledged promise promised reassured reckon reckons regard regards satisfied see sees want wanted wants
    """.split()
)
"""Words for what somebody holds, which a quote bears out as it does a saying."""
_OPINION = SAYING_WORDS | _HOLDS
_SAYS = frozenset("claimed insisted said say says told".split())
_OUGHT = frozenset(
    """
    ask asked asks called calls demand demanded demands has if must need needed needs ought should suggest suggested
    tell to told urge urged want wanted wants wrong
    """.split()
)
_OCCASIONS = frozenset("dinner meeting meetings summit talks trip visit".split())
_SPEAKERS = ("editorial", "official")
"""Who speaks without a name."""
_INVITING = frozenset("invitation invite invited invites".split())
_CONSENT = frozenset("accept accepted agree agreed confirm confirmed consent consented willing".split())
"""What a refusal on record contradicts."""


def is_evidence(hit: Hit, reading: Reading, asked: Cues, index: Index) -> bool:
    """Whether a kind of fact can tell of a claim: a quote only of what its speaker is claimed to have said."""
    fact = hit.passage.fact
    if isinstance(fact, Quote):
        says = any(word.text in _OPINION for word in reading.words)
        undated = bool(reading.periods) and fact.date is None
        named = {candidate.id for mention in reading.organizations for candidate in mention.candidates}
        speaking = {hit.people[0][1].id} if hit.people else named
        told = bool(speaking & {fact.speaker, fact.told_by}) or _is_of_outlet(fact, speaking, reading, index)
        return says and not undated and told
    if isinstance(fact, Figure):
        return bool(claimed_quantities(reading, index)) or not quantities(folded_words(fact.value), index.lexicon)
    if isinstance(fact, Person):
        alone = len(reading.people) == 1
        return alone and hit.takes_part and (not reading.periods or any(role.when for role in fact.roles))
    if isinstance(fact, Meeting):
        about = asked.about_meetings or bool(asked.hints) or bool(reading.where)
        about = about or (fact.status == "held" and hit.coverage >= ALL)
        return (
            about
            and is_of_kind(fact, reading)
            and (hit.takes_part or any(c.id in _there(fact, reading) for _, c in hit.people))
        )
    return True


def _is_of_outlet(quote: Quote, speaking: set[str], reading: Reading, index: Index) -> bool:
    """Whether a quote without a named speaker is of those whom a claim names, or of the kind of speaker that it tells
    of: an editorial, an official."""
    outlet = index.base.organizations.get(quote.speaker)
    if outlet is None or outlet.kind != "unnamed":
        return False
    described = {index.lexicon.term(word) for word in _SPEAKERS} & {term.term for term in reading.terms}
    return bool(speaking & set(quote.related)) or bool(
        described and not reading.people and any(term in index.passages[quote.id].terms for term in described)
    )


def _there(meeting: Meeting, reading: Reading) -> tuple[str, ...]:
    """Who makes a meeting one that a claim is about, though not everybody named takes part: whoever attends, or where
    it is about an invitation, whoever is invited."""
    answered = meeting.status in ("planned", "declined")
    invited = meeting.participants if answered and _INVITING & {word.text for word in reading.words} else ()
    return (*meeting.attendees, *invited)


def is_about(hit: Hit, judgment: Judgment, reading: Reading, index: Index) -> bool:
    """Whether a fact is close enough to a claim to contradict it. One that differs in two ways is another matter."""
    terms = excused(reading.terms, hit, reading, index)
    told = excused(reading.terms, hit, reading, index, places=False)
    names = index.lexicon.names if isinstance(hit.passage.fact, Event) else frozenset()
    if len(hit.people) < 2 and not any(term.term not in names and _has(term, hit, reading, index) for term in told):
        return False  # names alone make it no fact about the claim
    if len(hit.people) > 1:
        terms = tuple(term for term in terms if term.word not in SCAFFOLD_WORDS)
    coverage = hit.passage.coverage(terms, aside=not isinstance(hit.passage.fact, Quote))
    if only_wanted(hit.passage, reading, index) or directed(hit.passage, reading, index):
        return False
    if isinstance(hit.passage.fact, Meeting) and _is_of_others(reading):
        return False
    if judgment.why == OPPOSITE and done_by_another(hit.passage, reading, index):
        return False  # what others did says nothing of whether they did it
    if judgment.why == ANOTHER_REASON:
        return True  # what was done fits, or the reasons would not have been compared
    return judgment.differences == 1 and coverage >= (ENOUGH if len(hit.people) > 1 else ENOUGH_AGAINST)


def bears_out(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a fact says all that a claim says: each telling word, who did it, that it was done, and when."""
    turned = reversed_terms(hit, reading, index)
    if isinstance(hit.passage.fact, Quote) and _is_of_other_occasion(hit, reading, index):
        return False
    if _too_wide(hit, reading) or any(term.term not in turned for term in reading.unknown):
        return False
    passage, fact = hit.passage, hit.passage.fact
    if (
        only_wanted(passage, reading, index)
        or done_by_another(passage, reading, index)
        or directed(passage, reading, index)
    ):
        return False
    if isinstance(fact, Quote) and "should" in folded_words(fact.context or "") and not _OUGHT & _words(reading):
        return False  # what ought to be done is not what is done
    if _noun_of_another(hit, reading, index):
        return False
    if isinstance(fact, Meeting) and (_is_of_others(reading) or told_of_another(fact, reading, index)):
        return False
    if not happened_there(hit, reading, index):
        return False
    if asks_for_something(reading) and not tells_of_request(statements(hit, index.base), passage, reading, index):
        return False
    terms = excused(reading.terms, hit, reading, index, places=False)
    own = [term for term in terms if _has(term, hit, reading, index)]
    if isinstance(fact, Meeting) and _SAYS & _words(reading):
        told = _told_terms(fact, hit, index)  # what they spoke of does not tell what was said of it
        own = [term for term in own if term.term in told]
    placed = {at for mention in places_of_claim(reading) for at in range(mention.start, mention.end)}
    there = isinstance(fact, Event | Meeting) and fact.place is not None
    if all(term.at in placed for term in own) and not isinstance(fact, Meeting) and not (placed and there):
        return False  # names, a place and a day alone tell nothing of what happened
    if not own and len(hit.people) < 2:
        return False  # except that people met
    covered = sum(term.weight for term in own)
    if any(_tells(term, index) for term in terms if term not in own):
        return False
    return covered >= ALL * sum(term.weight for term in terms)


def _is_of_others(reading: Reading) -> bool:
    """Whether a claim names nobody and tells of no meeting: what was done is told by what happened, and not by a
    meeting where it was spoken of."""
    return not reading.people and not OF_MEETINGS & _words(reading)


def _is_of_other_occasion(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a claim is on talks or a visit that a quote is not on: `called the talks disastrous`."""
    occasions = (index.lexicon.term(word.text) for word in reading.words if word.text in _OCCASIONS)
    return any(hit.passage.terms.get(term, 0.0) < DESCRIPTION_WEIGHT for term in occasions)


def _told_terms(meeting: Meeting, hit: Hit, index: Index) -> frozenset[str]:
    """The terms of all that is stated of a meeting and in its reports, without its topics and keywords."""
    texts = (*statements(hit, index.base), *(report.says for report in meeting.reports))
    return frozenset(index.lexicon.term(word) for text in texts for word in (*folded_words(text), *read_together(text)))


def _noun_of_another(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a claim says of one country what the fact has as the other's: `China supports` for `U.S. support`."""
    recorded: dict[str, set[str]] = {}
    for sentence in statements(hit, index.base):
        for noun, of in sides(list(folded_words(sentence)), index).items():
            recorded.setdefault(noun, set()).update(of)
    acts = doer(reading, index)
    for mention in reading.organizations:
        if mention.ids & acts and mention.end < len(reading.words):
            owners = recorded.get(index.lexicon.term(reading.words[mention.end].text), set())
            if owners and not owners & {index.side(id_) for id_ in mention.ids}:
                return True
    return False


def _words(reading: Reading) -> frozenset[str]:
    return frozenset(word.text for word in reading.words)


def _tells(term: Term, index: Index) -> bool:
    """Whether a claim stands or falls with a word: a name, or any word that is not everywhere."""
    return term.term in index.lexicon.names or (term.weight >= _COMMON and term.word not in SCAFFOLD_WORDS)


def _has(term: Term, hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a fact has a term of its own. A capital that acts is its country; one where something happened is not.
    Whoever takes part brings their country along."""
    if term.term in {index.side(id_) for id_ in hit.passage.people}:
        return True
    acts = (term.term in CAPITALS or term.term in CAPITALS.values()) and not any(
        mention.start <= term.at < mention.end for mention in places_of_claim(reading)
    )
    return hit.passage.terms.get(term.term, 0.0) >= (NEIGHBOR_WEIGHT if acts else OWN_WORD)


def excused(
    terms: tuple[Term, ...], hit: Hit, reading: Reading, index: Index, *, places: bool = True
) -> tuple[Term, ...]:
    """The terms that a fact may contradict instead of having them: numbers, yes and no, where the same people met."""
    fact = hit.passage.fact
    turned = reversed_terms(hit, reading, index)
    compared = places and isinstance(fact, Meeting | Event) and fact.place is not None
    because = reason_at(reading) if places else None
    placed = set() if because is None else set(range(because, len(reading.words)))
    placed |= {at for mention in places_of_claim(reading) if compared for at in range(mention.start, mention.end)}
    if places and isinstance(fact, Meeting | Event):
        turned |= other_countries(reading, index) | ({"north", "south"} if other_countries(reading, index) else set())
    if places:
        terms = tuple(term for term in terms if term.word not in _SUCCESS)
    terms = tuple(term for term in terms if term.term not in turned and term.at not in placed)
    terms = tuple(
        term
        for term in terms
        if not term.term.isdigit()
        and (term.word not in NEGATIVE or term.word in ATTITUDES or _fails_itself(term, reading))
        and term.word not in TIMES
        and term.word not in WEEKDAYS
    )
    if isinstance(fact, Quote):
        own = index.side(fact.speaker)  # "we" in the quote is the speaker's country in the claim
        terms = tuple(term for term in terms if term.term != own)
    if isinstance(fact, Meeting) and fact.status == "planned":
        terms = tuple(term for term in terms if term.word not in _WISH)
    if isinstance(fact, Meeting) and fact.declined_by:
        terms = tuple(term for term in terms if term.word not in _CONSENT)
    if not isinstance(fact, Meeting) or fact.place is None or len(hit.people) < 2:
        return terms
    return tuple(term for term in terms if not (places and term.capital and stands_in(term.at, reading)))


def _fails_itself(term: Term, reading: Reading) -> bool:
    """Whether a word tells that something is a failure, `the trip failed`, and not what somebody failed to do."""
    following = [word.text for word in reading.words[term.at + 1 : term.at + 2]]
    return term.word in ("fail", "failed", "fails") and following != ["to"]


def _too_wide(hit: Hit, reading: Reading) -> bool:
    """Whether a fact's date is too vague to bear out the day that is claimed."""
    when = hit.passage.date
    exact = any(period.day is not None for period in reading.periods)
    return exact and when is not None and (when.latest - when.earliest).days > _VAGUE_DAYS


def who_did(hit: Hit, reading: Reading, index: Index) -> str | None:
    """Who did what a claim says another side did, to the very thing that the claim names. None where nobody did."""
    passage, fact = hit.passage, hit.passage.fact
    if not isinstance(fact, Event) or not done_by_another(passage, reading, index):
        return None
    if only_wanted(passage, reading, index) or reading.unknown:
        return None
    objects = [
        mention
        for mention in reading.organizations
        if any(id_ in fact.actors[1:] and index.base.organizations[id_].kind != "government" for id_ in mention.ids)
    ]
    doers = [
        mention
        for mention in (*reading.people, *reading.organizations)
        if mention not in objects and may_act(mention, reading)
    ]
    terms = [term for term in excused(reading.terms, hit, reading, index) if term in reading.terms_outside(doers)]
    acting = [id_ for id_ in fact.actors if not any(id_ in mention.ids for mention in objects)]
    claimed = {index.side(id_) for mention in doers for id_ in mention.ids}
    if not claimed or claimed & {index.side(id_) for id_ in acting}:
        return None
    if not objects or not terms or not all(_has(term, hit, reading, index) for term in terms):
        return None
    return index.base.name(fact.actors[0])
