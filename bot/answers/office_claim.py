"""Claims about who somebody is: `Wu Xinbo teaches at Renmin`, `the defense minister is Wang Wentao`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from bot.answers.answer import Answer, Verdict
from bot.answers.differences import stands_in
from bot.answers.replies import entities, known_people, not_covered
from bot.answers.views import listed, view
from bot.answers.wording import lead
from bot.matching.english import SCAFFOLD_WORDS, STOP_WORDS
from bot.matching.index import Index
from bot.matching.names import OFFICES, Candidate, Mention
from bot.matching.reading import Reading, Term
from bot.matching.roles import RoleForm
from bot.matching.text import folded_words

_IS = frozenset({"a", "an", "as", "became", "is", "now", "s", "the", "was"})
_WORKS = frozenset(
    """
    employed faculty head headed heads lead leads led ran run runs serve served serves serving sit sits staff taught
    teach teaches teaching work worked working works
    """.split()
)
_JOBS = frozenset("academic analyst expert fellow officer official professor researcher scholar specialist".split())
_ONCE = frozenset({"before", "ex", "formerly", "former", "once", "previously", "retired", "until", "used"})
"""Words for what somebody was at another time: nobody else's holding the office speaks against it."""
_PAST = frozenset("did led ran served taught was worked".split())
_ONE_AT_A_TIME = frozenset("ambassador dean envoy minister professor secretary spokesman spokeswoman".split())
"""Posts that nobody holds at two places."""
_ONE_HOLDER = OFFICES - frozenset(
    """
    academic aide analyst contributor diplomat economist expert fellow journalist lecturer officer official prof
    professor reporter researcher scholar scientist specialist
    """.split()
)
"""Posts that one person holds at a time; there are many scholars."""
_IN = frozenset({"in", "near"})
_DENIES = frozenset({"never", "no", "not"})


def check_office(query: str, reading: Reading, index: Index) -> Answer | None:
    """The verdict on a claim that gives one person an office or a workplace; None if the claim is another one."""
    subject = _subject(reading)
    words = [word.text for word in reading.words]
    if subject is None or reading.periods or _DENIES & set(words):
        return None
    described = _description(subject, reading, index)
    if not described:
        return None
    known = index.passages[subject.candidates[0].id]
    chosen = [(subject, subject.candidates[0])]
    held = [form for form in index.roles.forms if form.person == subject.candidates[0].id]
    sent_to = {index.lexicon.term(second) for first, second in pairwise(words) if first == "to"}
    fitting = [
        form for form in held if all(term.term in form.terms for term in described) and form.nationality not in sent_to
    ]
    if fitting and _names_them(subject, reading, index):
        past = bool((_ONCE | _PAST) & set(words))
        if past or not all(_is_over(form) for form in fitting):
            return _answer(query, "supported", f"Supported. {lead(known.fact, index.base)}", chosen, reading, index)
        said = f"Contradicted: that is over by the record. {lead(known.fact, index.base)}"
        return _answer(query, "contradicted", said, chosen, reading, index)
    if _ONCE & set(words):
        return None
    role = next((mention for mention in reading.people if mention.kind == "role"), None)
    single = role is not None and any(word in _ONE_HOLDER for word in words[role.start : role.end])
    if role is not None and single and set(_between(subject, role, words)) <= _IS and not role.ids & subject.ids:
        holders = [candidate for candidate in role.candidates if candidate.score >= role.candidates[0].score - 0.01]
        named = listed(index.base.name(candidate.id) for candidate in holders)
        said = f"Contradicted: on record as {reading.shown(role)}: {named}."
        return _answer(query, "contradicted", said, [(role, candidate) for candidate in holders], reading, index)
    elsewhere = {c.id for mention in reading.organizations for c in mention.candidates if _employs(c.id, index)}
    other_place = bool(elsewhere) and not elsewhere & _workplaces(subject, index)
    if not fitting and (other_place or _same_kind_of_post(words, described, held, reading, index)):
        said = f"Contradicted: on record is another post. {lead(known.fact, index.base)}"
        return _answer(query, "contradicted", said, chosen, reading, index)
    if {"am", "are", "is"} & set(words):
        return not_covered(query, "Nothing else is on record of who that is.", known_people(reading, index))
    return None


def _is_over(form: RoleForm) -> bool:
    return bool({"former", "retir"} & form.terms)


def _names_them(subject: Mention, reading: Reading, index: Index) -> bool:
    """Whether the office that a claim names is one that the subject is known by; true where it names none."""
    words = reading.words
    predicate = reading.text[words[subject.end - 1].end :] if subject.end < len(words) else ""
    predicate = predicate or reading.text[: words[subject.start].start]
    if not any(word in OFFICES - _JOBS for word in folded_words(predicate)):
        return True
    return any(subject.ids & mention.ids for mention in index.read(predicate).people)


def _same_kind_of_post(
    words: list[str], described: tuple[Term, ...], held: list[RoleForm], reading: Reading, index: Index
) -> bool:
    """Whether a claim gives somebody a post such as theirs elsewhere: at another ministry or university. In which city
    that is may not be on record."""
    known = frozenset[str]().union(*(form.terms for form in held))
    heads = {word for word in words if word in _ONE_AT_A_TIME and index.lexicon.term(word) in known}
    places = {index.lexicon.term(word) for place in index.base.places.values() for word in folded_words(place.name)}
    told = (term for term in described if term.term in places or not stands_in(term.at, reading, _IN))
    return bool(heads) and any(term.term not in known for term in told)


def _subject(reading: Reading) -> Mention | None:
    """Whom the claim gives the office: the only person named, before or after the office."""
    named = [mention for mention in reading.people if mention.kind == "person"]
    if len(named) != 1 or len(named[0].candidates) != 1 or len(reading.people) > 2:
        return None
    subject = named[0]
    words = [word.text for word in reading.words]
    being = {"is", "was", "became", *_WORKS}
    after = words[subject.end : subject.end + 3]
    before = words[max(0, subject.start - 1) : subject.start]
    if after[:1] in (["is"], ["was"]) and after[1:2] == ["to"]:
        return None  # what somebody is to do is a plan
    first = all(word in STOP_WORDS for word in words[: subject.start])
    return subject if (first and being & set(after)) or {"is", "was"} & set(before) else None


def _description(subject: Mention, reading: Reading, index: Index) -> tuple[Term, ...]:
    """The words that say what somebody is, those of a role included; empty if others are among them."""
    found: list[Term] = []
    words = reading.words
    for at, word in enumerate(words):
        inside = subject.start <= at < subject.end
        if inside or word.text in STOP_WORDS or word.text in _WORKS | _IS | _ONCE | _JOBS:
            continue
        term = index.lexicon.term(word.text)
        known = index.lexicon.knows(term)
        if not known:
            term = index.lexicon.snap(word.text) or term
        describes = term in index.roles.terms or any(m.start <= at < m.end for m in reading.organizations)
        names_another = word.capital or (at + 1 < len(words) and words[at + 1].text in OFFICES)
        if not describes and not names_another:
            if word.text in SCAFFOLD_WORDS:
                continue
            return ()
        found.append(Term(word.text, term, index.lexicon.knows(term), 1.0, word.capital, at))
    return tuple(found)


def _between(first: Mention, second: Mention, words: list[str]) -> list[str]:
    left, right = sorted((first, second), key=lambda mention: mention.start)
    return words[left.end : right.start]


def _employs(id_: str, index: Index) -> bool:
    """Whether an organization is one that somebody works at, not a country's government."""
    return index.base.organizations[id_].kind in ("agency", "company", "institute", "ministry", "university")


def _workplaces(subject: Mention, index: Index) -> set[str]:
    """The organizations that somebody's roles name."""
    titles = " ; ".join(role.title for role in index.base.people[subject.candidates[0].id].roles)
    return {c.id for mention in index.read(titles).organizations for c in mention.candidates}


def _answer(
    query: str,
    verdict: Verdict,
    said: str,
    people: Iterable[tuple[Mention, Candidate]],
    reading: Reading,
    index: Index,
) -> Answer:
    chosen = list(people)
    views = tuple(view(index.base.people[candidate.id], index.base) for _, candidate in chosen)
    return Answer(query, "check", "answered", said, views, entities(reading, chosen, index), verdict=verdict)
