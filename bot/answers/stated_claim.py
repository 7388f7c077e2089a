"""Claims about what happened: the fact that the claim is about, and whether it bears the claim out."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from bot.answers.answer import Answer, Verdict
from bot.answers.bearing import ENOUGH, bears_out, excused, is_about, is_evidence, who_did
from bot.answers.cues import MEETING_WORDS, PLAIN_SAYING, SAYING_WORDS, Cues, cues
from bot.answers.judging import OPPOSITE, Judgment, judge
from bot.answers.office_claim import check_office
from bot.answers.ordering import order_of
from bot.answers.presidencies import without_presidencies
from bot.answers.replies import entities, known_people, not_covered
from bot.answers.search import MIN_EVIDENCE, Hit, confidence, evidence, search
from bot.answers.views import view
from bot.answers.wording import lead
from bot.facts.model import Meeting, Quote
from bot.matching.index import Index
from bot.matching.reading import Reading, Term, roles_as_words

_IGNORED = frozenset(
    """
    account actually away became become belong belongs business check claim date dates deliver delivered did
    ever fact gave give given gone home important kept last lasted lasts later made make people really
    repeatedly said seeing several single slipped sneaked spend spending spent stay supposed take taken takes
    took tries true try trying turned turns working
    """.split()
)
"""Words of a claim that neither bear it out nor speak against it."""
_PRIORS = {"meeting": 0.1, "event": 0.08, "figure": 0.05, "quote": -0.1, "person": -0.1}
_CONSIDERED = 40
"""So many facts, the best by their rank, are compared with a claim."""
_AS_WELL = 0.1
_RETOLD = 9.0
"""So much must be told of a saying, in the unit of term rarity, to know it by its content alone."""


def check_statement(query: str, claim: str, index: Index) -> Answer:
    asked = cues(index.read(claim))
    ignored = _IGNORED | PLAIN_SAYING | (MEETING_WORDS if asked.about_meetings else frozenset())
    reading = without_presidencies(index.read(claim, ignored=ignored))
    reading = _with_known_office(reading, index)
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


def _with_known_office(reading: Reading, index: Index) -> Reading:
    """`Li became defense minister` with the one Li who holds the office, and the office as words to account for."""
    if len(reading.people) != 2:
        return reading
    name, role = sorted(reading.people, key=lambda mention: mention.kind == "role")
    both = name.ids & role.ids
    if (name.kind, role.kind) != ("person", "role") or len(both) != 1 or len(name.ids) == 1:
        return reading
    kept = replace(name, candidates=tuple(candidate for candidate in name.candidates if candidate.id in both))
    return replace(roles_as_words(reading, index.lexicon), people=(kept,))


def _decide(query: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """The verdict of the fact that decides a claim; None if no fact does."""
    says_something = reading.terms or len(reading.people) > 1
    judged = _judged(reading, asked, index) if says_something and evidence(reading) >= MIN_EVIDENCE else []
    telling = [(hit, judgment) for hit, judgment in judged if judgment.compared or bears_out(hit, reading, index)]
    # what was refused first and done later is both on record, so that whatever bears a claim out comes first
    for hit, judgment in sorted(telling, key=lambda each: isinstance(each[0].passage.fact, Quote)):
        if judgment.finding == "supported":
            return _verdict(query, "supported", hit, f"Supported. {lead(hit.passage.fact, index.base)}", reading, index)
        if judgment.why == OPPOSITE and not any(
            other.finding == "supported" and not isinstance(each.passage.fact, Quote) for each, other in telling
        ):
            return _contradicted(query, hit, judgment, reading, index)
    against = [
        (hit, judgment)
        for hit, judgment in judged
        if judgment.finding == "contradicted" and is_about(hit, judgment, reading, index)
    ]
    if against:
        # what took place tells more than what is only planned
        hit, judgment = min(against, key=lambda each: getattr(each[0].passage.fact, "status", "held") != "held")
        return _contradicted(query, hit, judgment, reading, index)
    for hit, judgment in judged:
        who = who_did(hit, reading, index) if judgment.finding == "supported" else None
        if who is not None:
            return _contradicted(query, hit, Judgment("contradicted", f"it was {who}"), reading, index)
    return None


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
            and bears_out(hit, others, index)
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
    evident = (
        hit
        for hit in hits
        if (not pair or hit.takes_part or hit.passage.kind != "meeting") and is_evidence(hit, reading, asked, index)
    )
    fitting = [
        hit
        for hit in islice(evident, _CONSIDERED)
        if confidence(hit, undated, excused(terms, hit, reading, index)) >= ENOUGH
    ]
    met = [hit for hit in fitting if isinstance(hit.passage.fact, Meeting)]
    if pair and met and _told(met[0], terms, reading, index) >= _told(fitting[0], terms, reading, index) - _AS_WELL:
        fitting = met  # whether they met is told by the meeting itself, not by what was said of it
    return [(hit, judge(hit, reading, index)) for hit in fitting[:12] if hit.rank >= fitting[0].rank - 0.3]


def _told(hit: Hit, terms: tuple[Term, ...], reading: Reading, index: Index) -> float:
    """The share of a claim's words that a fact has, without those that it may contradict."""
    return hit.passage.coverage(excused(terms, hit, reading, index))


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
