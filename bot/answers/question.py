"""A plain question: what it asks for, the facts that account for its words, and the direct answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answers.answer import Answer
from bot.answers.cues import HEADING, Cues, cues
from bot.answers.eligible import asks_who
from bot.answers.ordering import before_or_after, order_of
from bot.answers.person import describe
from bot.answers.quote import answer_quote, quote_facts
from bot.answers.replies import (
    another_person,
    answered,
    ask_which,
    invalid,
    known_people,
    not_found,
    tied_people,
    unknown_words,
)
from bot.answers.representing import representatives
from bot.answers.search import MIN_EVIDENCE, PERSON_WEIGHT, Hit, evidence, search
from bot.answers.selection import select, without_excepted
from bot.answers.strangers import beside_a_stranger, blended
from bot.answers.succession import answer_succession
from bot.answers.telegrams import is_workplace, names_one_twice, quotes_of_words, tells_who
from bot.answers.timeline import in_order, without_terms
from bot.answers.views import listed
from bot.answers.wording import direct, lead
from bot.matching.english import SCAFFOLD_WORDS
from bot.matching.index import Index
from bot.matching.quotations import CLOSE_ELSEWHERE, compare, echoed
from bot.matching.reading import Reading
from bot.matching.roles import bare_unknown_role

_THE_WORDS = re.compile(
    r"\b(?:(?:the )?exact (?:words|wording|quote)|quote|quotation|wording|verbatim|word for word)\b", re.IGNORECASE
)
_ONLY_FACTS = "Factdesk answers only from its fact base, and nothing there fits that. /help says what it knows."
_SURE_ROLE = 0.9
"""Score of a role named by one of its own phrases."""
_LONGEST_THING = 5
"""Words of `what is a hypersonic missile`; with more, it is something of the news."""
_HAPPENING = ("event", "happen", "held", "news", "occur")
_TIMELINE_CUES = ("in order", "chronology", "timeline", "over time", "sequence of", "one after another", "everything")


def answer_question(query: str, text: str, index: Index) -> Answer:
    first = index.read(text)
    if not text.strip():
        return invalid(query, "ask")
    if not first.words or _about_the_desk(first) or _asks_in_general(first):
        return not_found(query, None, _ONLY_FACTS, ("/help",))
    asked = cues(first, of_a_question=True)
    reading = index.read(text, "question", asked.ignored)
    words = " ".join(word.text for word in reading.words)
    if any(cue in words for cue in _TIMELINE_CUES):
        return in_order(
            query, without_terms(index.read(text, ignored=asked.ignored | {"chronology", "timeline"})), index
        )
    if any(term.capital for term in reading.unknown) or any(
        beside_a_stranger(reading, mention) for mention in reading.people
    ):
        return unknown_words(query, None, reading, index)
    if (named := _wants_the_words(text)) is not None:
        quoted = answer_quote(query, named, index)
        if quoted.status == "answered":
            return quoted
    succession = answer_succession(query, reading, index)
    if succession is not None:
        return succession
    stranger = blended(reading)
    if stranger is not None and not _met(reading, index):
        return another_person(query, None, stranger, reading, index)
    in_quotes = _words_that_were_said(query, text, reading, asked, index)
    if in_quotes is not None:
        return in_quotes
    nothing_else = evidence(reading) <= PERSON_WEIGHT and not (reading.periods or asked.about_meetings)
    only_somebody = (len(reading.people) == 1 and nothing_else) or names_one_twice(reading, index)
    if (
        tells_who(reading, asked, index)
        or is_workplace(reading, index)
        or (asked.asks == "role" and (reading.people or reading.terms))
        or (only_somebody and asked.asks in ("what", "who"))
    ):
        answer = _role(query, reading, index)
        if answer is not None and not (answer.status == "not_found" and asked.about_meetings and not reading.unknown):
            return answer
    return _facts(query, reading, asked, index)


def _wants_the_words(text: str) -> str | None:
    """The rest of a request that asks for somebody's words as they are: `xi containment quote`."""
    found = _THE_WORDS.search(text)
    return None if found is None else f"{text[: found.start()]} {text[found.end() :]}".strip(" ,:;?-")


def _words_that_were_said(query: str, text: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """The quotes whose words a question has in a row; None where it has none."""
    words_said = echoed(text, index.quotes) if asked.asks in ("said", "who") and asks_who(reading) else None
    if words_said is not None:
        nearest = compare(words_said[1], index.quotes, index.lexicon)[0]
        if nearest.verbatim or nearest.likeness >= CLOSE_ELSEWHERE:
            return answered(query, "quote", [nearest.quote], index, first=lead(nearest.quote, index.base))
    in_a_row = quotes_of_words(reading, index)
    if in_a_row:
        return answered(query, "quote", in_a_row, index, first=direct("said", [*in_a_row], index.base))
    return None


def _met(reading: Reading, index: Index) -> bool:
    return any(hit.takes_part for hit in search(index, reading, {"meeting": 0.0}, nearby=False))


def _about_the_desk(reading: Reading) -> bool:
    """Whether a question is put to the desk about itself: who are you, who made you, your rules."""
    words = [word.text for word in reading.words]
    pairs = set(pairwise(words))
    return not reading.people and (words[-1] in ("you", "yourself") or ("are", "you") in pairs or "your" in words)


def _asks_in_general(reading: Reading) -> bool:
    """Whether a question is what to do, how a thing works or what one is, whoever is in the news: `should I ...`, `how
    does a missile work`, `what is a missile`."""
    words = [word.text for word in reading.words]
    works = words[:1] == ["how"] and words[-1] in ("work", "works")
    thing = words[:2] == ["what", "is"] and words[2:3] in (["a"], ["an"]) and len(words) <= _LONGEST_THING
    return words[:2] in (["should", "i"], ["should", "we"]) or works or thing


def _headed(reading: Reading, index: Index) -> Reading:
    """A question about whoever heads something, with its head as the person named; any other as it is."""
    for at, word in enumerate(reading.words[1:4], 1):
        in_charge = word.text == "director" and word.end - word.start > len("director")
        if (word.text in HEADING or in_charge) and not reading.people:
            head = index.read(f"head of {reading.text[word.end :]}", "question")
            known = bool(head.people) and head.people[0].candidates[0].score > _SURE_ROLE and not head.unknown
            if known:
                return replace(reading, people=(replace(head.people[0], start=at, end=len(reading.words)),), terms=())
    return reading


def _role(query: str, reading: Reading, index: Index) -> Answer | None:
    """Who somebody is. None if the words say that something else is asked."""
    reading = _headed(reading, index)
    explained = {at for mention in reading.people for at in range(mention.start, mention.end)}
    known = {
        term
        for mention in reading.people
        for candidate in mention.candidates
        for term in index.passages[candidate.id].terms
    }
    explained |= {at for at, word in enumerate(reading.words) if index.lexicon.term(word.text) in known}
    if bare_unknown_role(reading.words, frozenset(explained), index.lexicon):
        return unknown_words(query, "person", reading, index)
    if len(reading.people) > 1 and not reading.people[0].ids & reading.people[1].ids:
        reading = reading.with_people(reading.people[:1])
    return describe(query, reading, index, strict=not reading.people)


def _facts(query: str, reading: Reading, asked: Cues, index: Index) -> Answer:
    spoken_for = representatives(reading, asked, index)
    if spoken_for:
        said = f"{listed(index.base.name(id_) for id_ in spoken_for[1])}. {lead(spoken_for[0], index.base)}"
        return answered(query, "meeting", [spoken_for[0]], index, first=said)
    compared = _in_order_of_time(query, reading, asked, index)
    if compared is not None:
        return compared
    if reading.periods and evidence(reading) < MIN_EVIDENCE:
        happened = asked.asks == "what" or any(
            word.text.startswith(("happen", "event", "news")) for word in reading.words
        )
        return in_order(query, reading, index) if happened else _do_not_know(query, reading, [], index)
    if _names_only_a_place(reading, asked):
        return _do_not_know(query, reading, [], index)
    reading, others = without_excepted(reading)
    selection = select(reading, others, asked, index)
    if not selection.is_sure or evidence(reading) < MIN_EVIDENCE:
        return _do_not_know(query, reading, selection.hits, index)
    tied = tied_people(selection.hits)
    if tied:
        return ask_which(query, "ask", reading, tied, index)
    facts = quote_facts(selection.shown)
    first = direct(asked.asks, facts, index.base)
    if selection.unquoted:
        first = f"What was said is not on record word for word. {first}"
    command = selection.shown[0].passage.kind
    if selection.occasion is not None:
        facts, command = [selection.occasion, *facts], "meeting"
    people = selection.shown[0].people
    return answered(query, command, facts, index, reading=reading, people=people, first=first)


def _in_order_of_time(query: str, reading: Reading, asked: Cues, index: Index) -> Answer | None:
    """Which of two came first, and who came before or after somebody; None if neither is asked."""
    compared = order_of(reading, asked, index)
    if compared is not None:
        facts = [hit.passage.fact for hit in compared[0]]
        said = f"{'Yes' if compared[1] else 'No'}. {lead(facts[0], index.base)} {lead(facts[1], index.base)}"
        people = compared[0][0].people + compared[0][1].people
        return answered(query, "meeting", facts, index, reading=reading, people=people, first=said)
    others = before_or_after(reading, asked, index)
    if others is None:
        return None
    if not others:
        return _do_not_know(query, reading, [], index)
    return answered(query, "meeting", [hit.passage.fact for hit in others], index, reading=reading)


def _names_only_a_place(reading: Reading, asked: Cues) -> bool:
    """Whether a sentence is about a place and nothing that happened there: `what time is it in Bangkok`."""
    if not reading.places or reading.people or reading.periods or asked.telegram or asked.about_meetings:
        return False
    placed = {at for mention in reading.places for at in range(mention.start, mention.end)}
    if any(mention.start not in placed for mention in reading.organizations):
        return False
    words = [word.text for word in reading.words]
    telling = (term for term in reading.terms if term.at not in placed and term.word not in SCAFFOLD_WORDS)
    return not any(telling) and not any(word.startswith(_HAPPENING) for word in words)


def _do_not_know(query: str, reading: Reading, hits: Sequence[Hit], index: Index) -> Answer:
    if reading.unknown:
        return unknown_words(query, None, reading, index)
    names = known_people(reading, index)
    return not_found(query, None, "The fact base does not answer that.", (f"/timeline {name}" for name in names))
