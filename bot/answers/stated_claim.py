"""Claims about what happened: the fact that the claim is about, and whether it bears the claim out."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer, Verdict
from bot.answers.cues import MEETING_WORDS, PLAIN_SAYING, SAYING_WORDS, Cues, cues
from bot.answers.deeds import (
    OWN_WORD,
    asks_for_something,
    directed,
    done_by_another,
    is_of_kind,
    only_wanted,
    tells_of_request,
)
from bot.answers.differences import (
    ANOTHER_REASON,
    PRESIDENCIES,
    WEEKDAYS,
    claimed_quantities,
    names_presidency,
    reason_at,
    stands_in,
)
from bot.answers.judging import OPPOSITE, Judgment, judge
from bot.answers.office_claim import check_office
from bot.answers.ordering import order_of
from bot.answers.polarity import NEGATIVE, reversed_terms
from bot.answers.quantities import TIMES, quantities
from bot.answers.replies import entities, known_people, not_covered
from bot.answers.search import MIN_EVIDENCE, Hit, confidence, evidence, search
from bot.answers.statements import statements
from bot.answers.views import view
from bot.answers.wording import lead
from bot.facts.model import Event, Figure, Meeting, Person, Quote
from bot.matching.index import Index
from bot.matching.lexicon import CAPITALS, NEIGHBOR_WEIGHT
from bot.matching.names import Mention
from bot.matching.reading import Reading, Term
from bot.matching.text import folded_words

ENOUGH = 0.6
"""Share of what a claim says that a fact must account for to bear it out; see `confidence`."""
ENOUGH_AGAINST = 0.75
"""Share of a claim's words that a fact must account for to contradict it."""
ALL = 0.85
"""Share of a claim's words, by their weight, that a fact must have of its own to bear the claim out."""
_IGNORED = frozenset(
    """
    actually became become check claim deliver delivered did eager ever fact gave give given gone home keen last lasted
    lasts later made make people really said seeing single slipped sneaked spend spending spent stay supposed take
    taken takes took tries true try trying turned turns working
    """.split()
)
"""Words of a claim that neither bear it out nor speak against it."""
_PRIORS = {"meeting": 0.1, "event": 0.08, "figure": 0.05, "quote": -0.1, "person": -0.1}
_VAGUE_DAYS = 31
_RETOLD = 9.0
"""So much must be told of a saying, in the unit of term rarity, to know it by its content alone."""


_WISH = frozenset("hope hopes want wants".split())
"""What a plan on record bears out."""
_HOLDS = frozenset("consider considers find finds hold holds reckon reckons regard regards see sees".split())
"""Words for what somebody holds, which a quote bears out as it does a saying."""
_INVITING = frozenset("invitation invite invited invites".split())
_CONSENT = frozenset("accept accepted agree agreed confirm confirmed consent consented willing".split())
"""What a refusal on record contradicts."""


def check_statement(query: str, claim: str, index: Index) -> Answer:
    asked = cues(index.read(claim))
    ignored = _IGNORED | PLAIN_SAYING | (MEETING_WORDS if asked.about_meetings else frozenset())
    reading = _without_presidencies(index.read(claim, ignored=ignored))
    office = check_office(query, reading, index)
    if office is not None:
        return office
    ordered = _check_order(query, reading, asked, index)
    if ordered is not None:
        return ordered
    found = _decide(query, reading, asked, index)
    if found is None and len(reading.people) > 2 and asked.about_meetings:
        found = _one_with_each(query, reading, asked, index)
    found = found or _said_by_another(query, reading, asked, index)
    if found is not None:
        return found
    names = known_people(reading, index)
    return not_covered(query, "The fact base says nothing on it; that does not make it false.", names)


def _decide(query: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """The verdict of the fact that decides a claim; None if no fact does."""
    says_something = reading.terms or len(reading.people) > 1
    judged = _judged(reading, asked, index) if says_something and evidence(reading) >= MIN_EVIDENCE else []
    for hit, judgment in judged:
        if not (judgment.compared or _bears_out(hit, reading, index)):
            continue
        if judgment.finding == "supported":
            return _verdict(query, "supported", hit, f"Supported. {lead(hit.passage.fact, index.base)}", reading, index)
        if judgment.why == OPPOSITE:
            return _contradicted(query, hit, judgment, reading, index)
    for hit, judgment in judged:
        if judgment.finding == "contradicted" and _is_about(hit, judgment, reading, index):
            return _contradicted(query, hit, judgment, reading, index)
    for hit, judgment in judged:
        who = _who_did(hit, reading, index) if judgment.finding == "supported" else None
        if who is not None:
            return _contradicted(query, hit, Judgment("contradicted", f"it was {who}"), reading, index)
    return None


def _who_did(hit: Hit, reading: Reading, index: Index) -> str | None:
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
    doers = [mention for mention in (*reading.people, *reading.organizations) if mention not in objects]
    terms = [term for term in _excused(reading.terms, hit, reading, index) if term in reading.terms_outside(doers)]
    acting = [id_ for id_ in fact.actors if not any(id_ in mention.ids for mention in objects)]
    claimed = {index.side(id_) for mention in doers for id_ in mention.ids}
    if not claimed or claimed & {index.side(id_) for id_ in acting}:
        return None
    if not objects or not terms or not all(_has(term, hit, reading) for term in terms):
        return None
    return index.base.name(fact.actors[0])


def _contradicted(query: str, hit: Hit, judgment: Judgment, reading: Reading, index: Index) -> Answer:
    said = f"Contradicted: {judgment.why}. {lead(hit.passage.fact, index.base)}"
    return _verdict(query, "contradicted", hit, said, reading, index)


def _said_by_another(query: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """A saying retold in other words that is on record, but of somebody else."""
    says = any(word.text in SAYING_WORDS for word in reading.words) or asked.asks == "said"
    if not says or not reading.people or reading.people[0].kind != "person" or reading.periods:
        return None
    speaker = reading.people[0]
    others = reading.with_people(reading.people[1:])
    if reading.unknown or evidence(others) < _RETOLD:
        return None
    quotes = search(index, others, {"quote": 0.0}, nearby=True)
    for hit in quotes:
        fact = hit.passage.fact
        if (
            isinstance(fact, Quote)
            and _bears_out(hit, others, index)
            and judge(hit, others, index).finding == "supported"
        ):
            if speaker.ids & {fact.speaker, fact.told_by}:
                return None
            said = f"Misattributed: that is what {index.base.name(fact.speaker)} said, not {reading.shown(speaker)}."
            return _verdict(query, "misattributed", hit, said, others, index)
    return None


def _one_with_each(query: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """`Yellen met Li Qiang and He Lifeng`, who were not met together: the verdict that holds for each pair."""
    first, *others = reading.people
    found = [_decide(query, reading.with_people((first, other)), asked, index) for other in others]
    against = next((answer for answer in found if answer is not None and answer.verdict == "contradicted"), None)
    if against is not None:
        return against
    answers = [answer for answer in found if answer is not None]
    if len(answers) < len(found):
        return None
    said = " ".join([answers[0].lead, *(answer.lead.removeprefix("Supported. ") for answer in answers[1:])])
    views = {view.id: view for answer in answers for view in answer.facts}
    people = dict.fromkeys(entity for answer in answers for entity in answer.entities)
    return Answer(query, "check", "answered", said, tuple(views.values()), tuple(people), verdict="supported")


def _judged(reading: Reading, asked: Cues, index: Index) -> list[tuple[Hit, Judgment]]:
    """The facts that the claim may be about, each with what comparing it found, best first."""
    undated = replace(reading, periods=(), where=frozenset())
    terms = tuple(term for term in reading.terms if not term.term.isdigit())
    hits = search(index, undated, _PRIORS, nearby=True, terms=terms, favored=asked.hints)
    pair = len(reading.people) > 1 and asked.about_meetings
    hits = [hit for hit in hits if _is_evidence(hit, reading, asked, index)]
    if pair:
        hits = [hit for hit in hits if hit.takes_part or hit.passage.kind != "meeting"]
    fitting = [hit for hit in hits if confidence(hit, undated, _excused(terms, hit, reading, index)) >= ENOUGH]
    met = [hit for hit in fitting if isinstance(hit.passage.fact, Meeting)]
    if pair and met:
        fitting = met  # whether they met is told by the meeting itself, not by what was said of it
    return [(hit, judge(hit, reading, index)) for hit in fitting[:12] if hit.rank >= fitting[0].rank - 0.3]


def _is_evidence(hit: Hit, reading: Reading, asked: Cues, index: Index) -> bool:
    """Whether a kind of fact can tell of a claim: a quote only of what its speaker is claimed to have said."""
    fact = hit.passage.fact
    if isinstance(fact, Quote):
        says = any(word.text in SAYING_WORDS | _HOLDS for word in reading.words)
        undated = bool(reading.periods) and fact.date is None
        return says and not undated and bool(hit.people) and hit.people[0][1].id in (fact.speaker, fact.told_by)
    if isinstance(fact, Figure):
        return bool(claimed_quantities(reading, index)) or not quantities(folded_words(fact.value), index.lexicon)
    if isinstance(fact, Person):
        return not reading.periods or any(role.when for role in fact.roles)
    if isinstance(fact, Meeting):
        about = asked.about_meetings or bool(asked.hints) or bool(reading.where)
        about = about or (fact.status == "held" and hit.coverage >= ALL)
        return (
            about
            and is_of_kind(fact, reading)
            and (hit.takes_part or any(c.id in _there(fact, reading) for _, c in hit.people))
        )
    return True


def _there(meeting: Meeting, reading: Reading) -> tuple[str, ...]:
    """Who makes a meeting one that a claim is about, though not everybody named takes part: whoever attends, or where
    it is about an invitation, whoever is invited."""
    answered = meeting.status in ("planned", "declined")
    invited = meeting.participants if answered and _INVITING & {word.text for word in reading.words} else ()
    return (*meeting.attendees, *invited)


def _is_about(hit: Hit, judgment: Judgment, reading: Reading, index: Index) -> bool:
    """Whether a fact is close enough to a claim to contradict it. One that differs in two ways is another matter."""
    terms = _excused(reading.terms, hit, reading, index)
    told = _excused(reading.terms, hit, reading, index, places=False)
    if len(hit.people) < 2 and not any(_has(term, hit, reading) for term in told):
        return False  # a name alone makes it no fact about the claim
    coverage = hit.passage.coverage(terms, aside=not isinstance(hit.passage.fact, Quote))
    if only_wanted(hit.passage, reading, index) or directed(hit.passage, reading, index):
        return False
    if judgment.why == ANOTHER_REASON:
        return True  # what was done fits, or the reasons would not have been compared
    return judgment.differences == 1 and coverage >= (ENOUGH if len(hit.people) > 1 else ENOUGH_AGAINST)


def _bears_out(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a fact says all that a claim says: each telling word, who did it, that it was done, and when."""
    turned = reversed_terms(hit, reading, index)
    if _too_wide(hit, reading) or any(term.term not in turned for term in reading.unknown):
        return False
    passage, fact = hit.passage, hit.passage.fact
    if (
        only_wanted(passage, reading, index)
        or done_by_another(passage, reading, index)
        or directed(passage, reading, index)
    ):
        return False
    if isinstance(fact, Meeting | Event) and not all(_is_there(id_, hit, index) for id_ in reading.where):
        return False
    if asks_for_something(reading) and not tells_of_request(statements(hit, index.base), passage, reading, index):
        return False
    terms = _excused(reading.terms, hit, reading, index, places=False)
    own = [term for term in terms if _has(term, hit, reading)]
    if not own and len(hit.people) < 2:
        return False  # a name, an office and a day alone tell nothing of what happened
    covered = sum(term.weight for term in own)
    return covered >= ALL * sum(term.weight for term in terms)


def _has(term: Term, hit: Hit, reading: Reading) -> bool:
    """Whether a fact has a term of its own. A capital that acts is its country; one where something happened is not."""
    acts = term.term in CAPITALS and not any(mention.start <= term.at < mention.end for mention in _where(reading))
    return hit.passage.terms.get(term.term, 0.0) >= (NEIGHBOR_WEIGHT if acts else OWN_WORD)


def _where(reading: Reading) -> tuple[Mention, ...]:
    """The places that the claim says something happened in."""
    return tuple(mention for mention in reading.places if mention.ids & reading.where)


def _is_there(place: str, hit: Hit, index: Index) -> bool:
    """Whether a fact is of a place, or names it itself. A city is not borne out by its country."""
    fact = hit.passage.fact
    title = fact.title if isinstance(fact, Meeting) else fact.summary if isinstance(fact, Event) else ""
    named = set(folded_words(index.base.places[place].name))
    return place in hit.passage.places or named <= set(folded_words(title))


def _excused(
    terms: tuple[Term, ...], hit: Hit, reading: Reading, index: Index, *, places: bool = True
) -> tuple[Term, ...]:
    """The terms that a fact may contradict instead of having them: numbers, yes and no, where the same people met."""
    fact = hit.passage.fact
    turned = reversed_terms(hit, reading, index)
    compared = places and isinstance(fact, Meeting | Event) and fact.place is not None
    because = reason_at(reading) if places else None
    placed = set() if because is None else set(range(because, len(reading.words)))
    placed |= {at for mention in _where(reading) if compared for at in range(mention.start, mention.end)}
    terms = tuple(term for term in terms if term.term not in turned and term.at not in placed)
    terms = tuple(
        term
        for term in terms
        if not term.term.isdigit()
        and term.word not in NEGATIVE
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
    return tuple(term for term in terms if not (term.capital and stands_in(term.at, reading)))


def _without_presidencies(reading: Reading) -> Reading:
    """`under Trump and Biden` names administrations, nobody who takes part."""
    words = [word.text for word in reading.words]
    people = tuple(
        mention
        for mention in reading.people
        if mention.end - mention.start > 1 or not names_presidency(words, mention.start)
    )
    terms = tuple(
        term for term in reading.terms if term.word not in PRESIDENCIES or not names_presidency(words, term.at)
    )
    return replace(reading, people=people, terms=terms)


def _too_wide(hit: Hit, reading: Reading) -> bool:
    """Whether a fact's date is too vague to bear out the day that is claimed."""
    when = hit.passage.date
    exact = any(period.day is not None for period in reading.periods)
    return exact and when is not None and (when.latest - when.earliest).days > _VAGUE_DAYS


def _check_order(query: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """`Yellen went before Blinken did`, `Musk in March and Cook in May`: two people's meetings against each other."""
    pair = order_of(reading, asked, index)
    if pair is None:
        return None
    (first, second), agrees = pair
    said = f"{lead(first.passage.fact, index.base)} {lead(second.passage.fact, index.base)}"
    views = (view(first.passage.fact, index.base), view(second.passage.fact, index.base))
    people = entities(reading, first.people + second.people, index)
    opening = "Supported." if agrees else "Contradicted: it was otherwise."
    verdict: Verdict = "supported" if agrees else "contradicted"
    return Answer(query, "check", "answered", f"{opening} {said}", views, people, verdict=verdict)


def _verdict(query: str, verdict: Verdict, hit: Hit, said: str, reading: Reading, index: Index) -> Answer:
    views = (view(hit.passage.fact, index.base),)
    return Answer(query, "check", "answered", said, views, entities(reading, hit.people, index), verdict=verdict)
