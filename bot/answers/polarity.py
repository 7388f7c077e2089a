"""Whether a claim and a fact say yes or no to the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.cues import MEETING_WORDS
from bot.answers.deeds import OWN_WORD, asks_for_something
from bot.answers.search import Hit
from bot.answers.statements import statements
from bot.facts.model import Fact, Meeting, Quote
from bot.matching.english import STOP_WORDS
from bot.matching.index import Index
from bot.matching.phrases import read_together
from bot.matching.reading import Reading
from bot.matching.text import folded_words

NEGATIVE = frozenset(
    """
    absence avoid avoided avoiding avoids cancel canceled cancelled cancels decline declined declines denied
    denies deny disabuse doubt doubted doubts fail failed fails hesitant lack lacks neither never no nobody none
    nor not postpone postponed rebuff rebuffed refuse refused refuses reject rejected rejects reluctant
    snub snubbed unable unconfirmed unwilling vacancy vacant without yet
    """.split()
)
ATTITUDES = frozenset("absence doubt doubted doubts hesitant reluctant unable unwilling".split())
"""Those of them that tell something of their own, which a fact must have as well."""
# Whether these were said yes or no to is what a claim about them is about.
_REQUESTS = frozenset({"asked", "demanded", "urged"})
_DECISIONS = ("agree", "accept", "confirm", "commit", "promise", "support")
_PARTING = frozenset({"although", "and", "because", "but", "though", "when", "while"})
_WARNING = frozenset({"warn", "warned", "warning", "warns"})
"""Whoever warns somebody not to do something denies nothing."""
_CLAUSE_WORDS = 10
_OR_NOT = ("nor", "or")
_COPULAS = frozenset({"are", "be", "been", "is", "was", "were"})
_PREVENTING = frozenset({"kept"})
_BARE_NEGATIONS = frozenset({"never", "no", "not"})
_TRANSPARENT = frozenset("agree agreed commit committed intend manage managed promise seek seeking trying want".split())
"""Verbs whose negation is that of the next: who did not agree to meet did not meet."""
_OPAQUE = frozenset(
    "announce announced clear comment confirm confirmed decided disclose known reported reveal say said tell".split()
)
"""Verbs whose negation leaves open what follows: a plan that is not confirmed is a plan."""


_SENTENCE_END = re.compile(r"(?<=[a-z][.?!]) |; ")


def reversed_terms(hit: Hit, reading: Reading, index: Index) -> frozenset[str]:
    """Terms of a claim that a fact has the opposites of, but not themselves."""
    have = hit.passage.terms
    found: dict[str, set[str]] = {}
    for claimed in reading.terms:
        if have.get(claimed.term, 0.0) < OWN_WORD:
            opposites = index.opposites.get(claimed.term, frozenset())
            found[claimed.term] = {each for each in opposites if have.get(each, 0.0) >= OWN_WORD}
    if not any(found.values()):
        return frozenset()
    denied: set[str] = set()
    for sentence in statements(hit, index.base):
        words = folded_words(sentence)
        negative = {index.lexicon.term(word) for word in words if word in NEGATIVE | _BARE_NEGATIONS}
        # "refused" is the opposite of "accepted", and no negation of it as well
        denied |= {term for word in words if negative - {term := index.lexicon.term(word)}}
    return frozenset(term for term, opposites in found.items() if opposites - denied)


def negations(words: Sequence[str], said: frozenset[str], index: Index) -> int:
    """How many words turn something claimed round; two turn it back. `said` are the terms of the claim."""
    # "could not or would not" denies it once
    words = [word for at, word in enumerate(words) if not (word == "not" and set(_OR_NOT) & set(words[at - 2 : at]))]
    return sum(
        _negates(word, words[at + 1 : at + 9], said, index) or _denies_subject(words, at, said, index)
        for at, word in enumerate(words)
        if not (word == "not" and words[at + 1 : at + 2] == ["to"] and _WARNING & set(words[max(0, at - 4) : at]))
    )


def _denies_subject(words: Sequence[str], at: int, said: frozenset[str], index: Index) -> bool:
    """Whether a `not` after `is` denies what stands before it and is claimed: `de-escalation is not in the cards`."""
    if words[at] != "not" or words[at - 1 : at] not in (["is"], ["are"], ["was"], ["were"]):
        return False
    before = {index.lexicon.term(word) for word in words[max(0, at - _CLAUSE_WORDS) : at] if word not in STOP_WORDS}
    return words[at + 1 : at + 2] in (["in"], ["on"]) and len(before & said) > 1


def shared_negatives(hit: Hit, reading: Reading, index: Index) -> set[str]:
    """The terms of words such as `vacant` or `refused` that claim and fact both have, by whatever synonym. They say the
    same of both, so that neither is the other's opposite by them."""
    term = index.lexicon.term
    recorded = {term(word) for each in nearest(hit, reading, index) for word in folded_words(each) if word in NEGATIVE}
    return (recorded & {term(word.text) for word in reading.words}) - {term(word) for word in _BARE_NEGATIONS}


def denies_the_claim(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a negation of the fact is about something that is claimed, and not about what else the fact tells:
    `avoided commitments on exports` says nothing on who exports."""
    said = frozenset(index.lexicon.term(word.text) for word in reading.words)
    earlier: tuple[str, ...] = ()
    for sentence in statements(hit, index.base):
        words = read_together(sentence)
        for at, word in enumerate(words):
            # "China did not agree" is to what was said before
            if word in NEGATIVE | _BARE_NEGATIONS and _is_about(words[at + 1 :][:8], earlier + words[:at], said, index):
                return True
        earlier = words
    return False


def _is_about(following: Sequence[str], before: Sequence[str], said: frozenset[str], index: Index) -> bool:
    telling = [index.lexicon.term(each) for each in following if each not in STOP_WORDS and each not in _TRANSPARENT]
    if telling and (telling[0] in said or len(said & set(telling)) > 1):
        return True
    predicative = bool(before) and before[-1] in _COPULAS  # "de-escalation is not in the cards"
    if predicative:
        parted = max((at for at, word in enumerate(before) if word in _PARTING), default=-1)
        before = before[parted + 1 :]
    return (predicative or not telling) and bool(
        said & {index.lexicon.term(each) for each in before if each not in STOP_WORDS}
    )


def recorded_negative(hit: Hit, reading: Reading, index: Index, besides: set[str]) -> bool:
    """Whether the sentence of the fact that is nearest to the claim is negative. `besides` are
    terms that are told apart already, as opposites."""
    said = frozenset(index.lexicon.term(word.text) for word in reading.words)
    about = {term.term for term in reading.terms} - index.lexicon.names
    return any(
        negations(_without(_up_to_another_clause(read_together(each), about, index), besides, index), said, index)
        for each in nearest(hit, reading, index)
    )


def _up_to_another_clause(words: tuple[str, ...], about: set[str], index: Index) -> tuple[str, ...]:
    """A sentence without its last clause, `and stressed that ...`, where nothing that is claimed stands in that."""
    last = max((at for at, word in enumerate(words) if word == "that" and at > 0), default=0)
    if not last or {index.lexicon.term(word) for word in words[last:]} & about:
        return words
    return words[:last]


def nearest(hit: Hit, reading: Reading, index: Index) -> tuple[str, ...]:
    """The sentence of a fact that a claim is about, by the words they share; of a quote, all of it."""
    sentences = statements(hit, index.base)
    # what was asked for is not what was got
    if not asks_for_something(reading):
        sentences = tuple(each for each in sentences if not _REQUESTS & set(folded_words(each))) or sentences
    terms = _denied_terms(reading) or {term.term for term in reading.terms}
    if isinstance(hit.passage.fact, Quote):
        spoken = tuple(part for each in hit.passage.fact.segments for part in _SENTENCE_END.split(each) if part)
        return (*_nearest_of(spoken, terms, index), *sentences[1:])  # what it is said of may deny it as well
    if not any(word.text == "because" for word in reading.words):
        sentences = tuple(part for each in sentences for part in each.split(", because "))
    sentences, terms = _beyond_the_title(hit.passage.fact, sentences, terms, index)
    return _nearest_of(sentences, terms, index)


def _nearest_of(sentences: Sequence[str], terms: set[str], index: Index) -> tuple[str, ...]:
    """Of several sentences the one that shares most with these terms."""
    decisive = {index.lexicon.term(word) for word in _DECISIONS}
    best, best_score = "", -1.0
    for sentence in sentences:
        have = {index.lexicon.term(word) for word in folded_words(sentence)}
        score = sum(index.lexicon.weight(term) for term in terms & have) / (4 + len(have) ** 0.5)
        score += 100 * bool(decisive & terms & have)
        if score > best_score:
            best, best_score = sentence, score
    return (best,)


def _beyond_the_title(
    fact: Fact, sentences: tuple[str, ...], terms: set[str], index: Index
) -> tuple[tuple[str, ...], set[str]]:
    """The sentences and terms to compare: where a claim says more of a meeting than its title, what came of it decides,
    and not the names that every claim on it has."""
    if not isinstance(fact, Meeting):
        return sentences, terms
    others = tuple(each for each in sentences if each != fact.title)
    further = terms - {index.lexicon.term(word) for word in folded_words(fact.title)}
    told = {index.lexicon.term(word) for each in others for word in folded_words(each)}
    return (others, further) if further & told else (sentences, terms)


def _denied_terms(reading: Reading) -> set[str]:
    """The terms of the part of a claim that has a bare negation: `Beijing often does not pick up` of a claim on more.
    Empty where nothing parts it."""
    words = reading.words
    for at, word in enumerate(words):
        if word.text in _BARE_NEGATIONS:
            starts = [each + 1 for each in range(at) if words[each].text in _PARTING]
            ends = [each for each in range(at + 1, len(words)) if words[each].text in _PARTING]
            first, last = starts[-1] if starts else 0, ends[0] if ends else len(words)
            return {term.term for term in reading.terms if first <= term.at < last}
    return set()


def _without(words: Sequence[str], terms: set[str], index: Index) -> list[str]:
    return [word for word in words if index.lexicon.term(word) not in terms]


def silent(words: Sequence[str]) -> bool:
    """Whether somebody is told not to have said, confirmed or revealed something."""
    refused = {*_BARE_NEGATIONS, "declined", "refused"}
    return any(word in refused and _OPAQUE & set(words[at + 1 : at + 4]) for at, word in enumerate(words))


def denies_something_recorded(words: Sequence[str], hit: Hit, index: Index) -> bool:
    """Whether what a claim says no to is in the fact at all, and not in a clause of its own."""
    fact = hit.passage.fact
    if isinstance(fact, Meeting) and MEETING_WORDS & set(words):
        return True
    stated = hit.passage.terms.keys() - (_topics_only(fact, hit, index) if isinstance(fact, Meeting) else set())
    for at, word in enumerate(words):
        following = [each for each in words[at + 1 : at + 9] if each not in STOP_WORDS and each not in _TRANSPARENT]
        if word in _BARE_NEGATIONS and following and index.lexicon.term(following[0]) not in stated:
            return False
    return True


def _topics_only(meeting: Meeting, hit: Hit, index: Index) -> set[str]:
    """Terms of what a meeting was about that nothing is stated of: that they spoke of decoupling says no more."""
    told = (word for sentence in statements(hit, index.base) for word in folded_words(sentence))
    terms = {index.lexicon.term(word) for topic in meeting.topics for word in folded_words(topic)}
    return terms - {index.lexicon.term(word) for word in told}


def _negates(word: str, following: Sequence[str], said: frozenset[str], index: Index) -> bool:
    """Whether a word turns something claimed into its opposite: a bare `not` the verb after it, or all that follows
    where much of it is claimed."""
    if word in _PREVENTING:
        return "from" in following[1:5]  # "kept Blinken from going"
    if word == "yet":
        return following[:1] in (("to",), ["to"])
    if word not in _BARE_NEGATIONS or not following:
        return word in NEGATIVE
    for each in following:
        if index.opposites.get(index.lexicon.term(each), frozenset()) & said:
            return False  # not to support it agrees with opposing it
        if index.lexicon.term(each) in said:
            return True
        if each in _OPAQUE:
            return False
        if each not in STOP_WORDS and each not in _TRANSPARENT:
            break
    return len({index.lexicon.term(each) for each in following if each not in STOP_WORDS} & said) > 1
