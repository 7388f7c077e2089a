"""Which facts can be what a question asks for, of those that fit its words."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.cues import DIMENSIONS, OF_MEETINGS, SAYING_WORDS, Cues, asks_which_of_them
from bot.answers.deeds import OWN_WORD, done_by_another, is_of_kind, only_wanted, tells_of_saying
from bot.answers.quantities import TIMES, quantities, tells_a_number
from bot.answers.search import Hit
from bot.facts.model import Event, Figure, Meeting, Quote
from bot.matching.english import SCAFFOLD_WORDS, stem
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading
from bot.matching.roles import is_scholar
from bot.matching.text import folded_words

_INVITING = frozenset({"asked", "invitation", "invite", "invited", "invites"})
_EXPERTS = frozenset("academics analysts experts observers researchers scholars specialists".split())
_ANY_COUNT = frozenset({"people", "persons", "times"}) | TIMES
_MOSTLY = 0.75
"""Share of a question's words that a fact must account for where no name says what is meant."""


def can_answer(hit: Hit, reading: Reading, asked: Cues, index: Index) -> bool:
    """Whether a fact that fits the words can be what is asked for."""
    fact, passage = hit.passage.fact, hit.passage
    if (asked.asks == "how many" and not _tells_how_many(hit, reading, index)) or not _is_there(hit, reading, asked):
        return False
    match fact:
        case Meeting():
            return _of_meeting(hit, fact, reading, asked)
        case Quote() if asked.asks == "where":
            return False
        case Event() if asked.asks == "where" and not passage.places:
            return False
        case Quote():
            return _of_quote(hit, fact, reading, asked, index) and _tells_of_place(hit, reading, asked, index)
        case Event() if _asks_what_was_said(reading, asked):
            named = {candidate.id for mention in reading.organizations for candidate in mention.candidates}
            return bool({hit.people[0][1].id, *named} & set(fact.actors[:1])) and tells_of_saying(fact)
        case Figure() if asked.asks in ("said", "where", "who"):
            return False
        case Event() if asked.asks == "said" and not reading.people and not _is_statement(fact):
            return False
        case Event() if asked.asks in ("when", "whether", "where", "who"):
            by_another = not _asks_who_did(reading) and done_by_another(passage, reading, index)
            if by_another or only_wanted(passage, reading, index):
                return False
    if len(reading.people) > 1 and asked.about_meetings and not hit.takes_part:
        return False
    return _tells_of_place(hit, reading, asked, index)


def _is_statement(event: Event) -> bool:
    return tells_of_saying(event) or "statement" in folded_words(event.summary)


def _asks_who_did(reading: Reading) -> bool:
    """Whether whoever acted is asked for, so that nobody named did: `who sanctioned Li?`."""
    words = [word.text for word in reading.words[:2]]
    return words[:1] == ["who"] and not {"did", "do", "does", "had", "has", "is", "was"} & set(words[1:])


def _asks_who_did_else(reading: Reading) -> bool:
    """Whether it is asked who did something that is no meeting: `who restarted the talks?`."""
    verb = next((term.word for term in reading.terms if term.at == 1), None)
    return _asks_who_did(reading) and verb is not None and verb not in OF_MEETINGS | SCAFFOLD_WORDS


def _asks_what_was_said(reading: Reading, asked: Cues) -> bool:
    """Whether a question is what somebody named said."""
    return asked.asks == "said" and bool(reading.people) and not asks_who(reading)


def _asks_whether_said(reading: Reading, asked: Cues) -> bool:
    return asked.asks == "whether" and bool(reading.people) and "said" in asked.hints


def _of_meeting(hit: Hit, meeting: Meeting, reading: Reading, asked: Cues) -> bool:
    there = {*meeting.participants, *meeting.attendees, *meeting.declined_by}
    asked_for = asked.about_meetings or bool(asked.hints) or not reading.terms
    # who did something, or whether somebody not named did, is not told by a meeting
    did = asked.asks == "who" and "whom" not in (word.text for word in reading.words)
    if not did and not (asked.asks == "whether" and not reading.people):
        asked_for = asked_for or bool(reading.where) or asked.asks != "when" or hit.coverage >= _MOSTLY
    if asked.asks == "who" and (not meeting.participants or _asks_who_did_else(reading)):
        return False
    if asked.asks == "said" and not (reading.people or asked.about_meetings):
        return False
    took_part = hit.takes_part or all(candidate.id in there for _, candidate in hit.people)
    if meeting.status in ("planned", "unconfirmed") and _INVITING & {word.text for word in reading.words}:
        took_part = took_part or any(candidate.id in there for _, candidate in hit.people)
    said = _asks_what_was_said(reading, asked) or _asks_whether_said(reading, asked)
    return took_part and asked_for and not said and is_of_kind(meeting, reading)


def _of_quote(hit: Hit, quote: Quote, reading: Reading, asked: Cues, index: Index) -> bool:
    if _asks_what_was_said(reading, asked) or _asks_whether_said(reading, asked) or asks_experts(reading):
        return _is_said_by(hit, quote, reading, index)
    speaks = any(word.text in SAYING_WORDS for word in reading.words)
    if asked.asks == "whether" and not speaks:
        # what somebody says of it does not tell whether it is so, only whether they think so
        return bool(hit.people) and hit.people[0][1].id == quote.speaker
    which = asks_which_of_them([word.text for word in reading.words])
    if asked.asks == "who" and not which and not (hit.people and hit.people[0][1].id in (quote.speaker, quote.told_by)):
        return False  # it tells who said something, not who did it
    asking = _asks_of_side(reading, index) if asked.asks == "said" and not reading.people else frozenset[str]()
    if asking and index.side(quote.speaker) not in asking:
        return False
    governments = [mention for mention in reading.organizations if is_government(mention, index)]
    if not reading.people and len(governments) == len(reading.organizations):
        return (bool(governments) or hit.coverage >= _MOSTLY) and has_a_word(quote, reading, index)
    if asked.asks == "when" and not speaks:
        return False
    return not (asked.about_meetings and reading.where and reading.people)


def _asks_of_side(reading: Reading, index: Index) -> frozenset[str]:
    """The country whose saying is asked for, which is named right before the verb: `what does China say`."""
    for mention in reading.organizations:
        following = [word.text for word in reading.words[mention.end : mention.end + 1]]
        if following and following[0] in SAYING_WORDS and is_government(mention, index):
            return frozenset(index.side(id_) for id_ in mention.ids)
    return frozenset()


def is_government(mention: Mention, index: Index) -> bool:
    """Whether an organization that is named is a country's government, and so the country."""
    return all(index.base.organizations[candidate.id].kind == "government" for candidate in mention.candidates)


def has_a_word(quote: Quote, reading: Reading, index: Index) -> bool:
    """Whether a quote has one of the words itself, not just one that means the same or a country: nobody is named to
    bear it out."""
    stems = {stem(word) for text in (quote.text, quote.context or "", *quote.keywords) for word in folded_words(text)}
    countries = {"us", "china"} if len(reading.terms) > 1 else frozenset[str]()
    return any(
        stem(term.word) in stems or (term.term in stems and not index.lexicon.is_spelling(term.word))
        for term in reading.terms
        if term.term not in countries
    )


def _is_said_by(hit: Hit, quote: Quote, reading: Reading, index: Index) -> bool:
    """Whether a quote is of whom a question makes the speaker."""
    if asks_experts(reading):
        person = index.base.people.get(quote.speaker)
        return person is not None and any(map(is_scholar, person.roles)) and person.id not in reading.people[0].ids
    named = {candidate.id for mention in reading.organizations for candidate in mention.candidates}
    if _is_spoken_of(reading):
        return quote.speaker in named  # "how did the ministry describe Yellen's comments?"
    return speaker(hit, reading) in (quote.speaker, quote.told_by) or quote.speaker in named


def asks_experts(reading: Reading) -> bool:
    """Whether a question is what experts say of somebody, who is then no speaker: `what do analysts say of Yellen?`"""
    before = [word.text for word in reading.words[: reading.people[0].start]] if reading.people else []
    return bool(_EXPERTS & set(before)) and bool({"about", "of", "on"} & set(before[-3:]))


def _is_spoken_of(reading: Reading) -> bool:
    """Whether an organization is named before the first person, who only owns what is spoken of."""
    first = reading.people[0]
    before = any(
        mention.start < first.start and not reading.words[mention.end - 1].possessive
        for mention in reading.organizations
    )
    return before and reading.words[first.end - 1].possessive


def speaker(hit: Hit, reading: Reading) -> str:
    """Who is asked about as saying something: whoever follows `according to`, else whoever is named first."""
    for mention, candidate in hit.people:
        if [word.text for word in reading.words[max(0, mention.start - 2) : mention.start]] == ["according", "to"]:
            return candidate.id
    return hit.people[0][1].id


def _is_there(hit: Hit, reading: Reading, asked: Cues) -> bool:
    """Whether a fact is of the place or time where a request has nothing else beside names: `was Biden in Beijing` and
    `did Biden meet Yellen` are told by a meeting, `musk washington` by none elsewhere, `blinken 2022` by no number."""
    if not reading.people or reading.terms_outside(reading.places):
        return True
    fact = hit.passage.fact
    of_two = asked.about_meetings and len(reading.people) > 1
    if asked.asks == "whether" and (reading.where or of_two):
        return isinstance(fact, Meeting)
    if not asked.telegram or len(reading.people) > 1:
        return True
    match fact:
        case Meeting():
            return all(mention.ids & hit.passage.places for mention in reading.places)
        case Quote():
            return hit.takes_part or not reading.places
        case Figure():
            return not reading.periods
        case _:
            return True


def _tells_how_many(hit: Hit, reading: Reading, index: Index) -> bool:
    """Whether a figure or a meeting has what is counted, or an event tells any number. A quote may tell it anyhow."""
    counted = _counted(reading)
    fact = hit.passage.fact
    if isinstance(fact, Meeting) and counted in TIMES:
        return True
    if counted is None and isinstance(fact, Quote | Event) and _asks_only_how_long(reading):
        return tells_a_number(fact.text if isinstance(fact, Quote) else fact.summary, index.lexicon)
    if _asks_how_big(reading) and not isinstance(fact, Figure):
        return isinstance(fact, Event) and tells_a_number(fact.summary, index.lexicon)
    if isinstance(fact, Quote) or counted is None:
        return True
    if isinstance(fact, Event):
        told = quantities(folded_words(fact.summary), index.lexicon)
        term = index.lexicon.term(counted)
        anything = counted in _ANY_COUNT or not index.lexicon.knows(term)  # a unit may be misspelt
        return any(anything or term in quantity.counted for quantity in told)
    return hit.passage.terms.get(index.lexicon.term(counted), 0.0) >= OWN_WORD


def _asks_how_big(reading: Reading) -> bool:
    return any(pair[0] == "how" and pair[1] in DIMENSIONS for pair in pairwise(word.text for word in reading.words))


def _asks_only_how_long(reading: Reading) -> bool:
    """Whether a question asks how long somebody was somewhere, and names nothing else."""
    telling = (term for term in reading.terms_outside(reading.places) if term.word not in SCAFFOLD_WORDS)
    return bool(reading.people) and "long" in (word.text for word in reading.words) and not any(telling)


def _tells_of_place(hit: Hit, reading: Reading, asked: Cues, index: Index) -> bool:
    """Whether an event or a figure is of the place asked for; whoever visited it is told by visits only."""
    wanted = reading.where - {"china", "united-states"}
    if "visit" in asked.hints and "said" not in asked.hints and reading.people and reading.where:
        return bool(reading.where & hit.passage.places)
    return all(
        id_ in hit.passage.places
        or all(hit.passage.terms.get(index.lexicon.term(word), 0.0) >= OWN_WORD for word in _named(id_, index))
        for id_ in wanted
    )


def _named(place: str, index: Index) -> tuple[str, ...]:
    return folded_words(index.base.places[place].name)


def asks_who(reading: Reading) -> bool:
    words = [word.text for word in reading.words]
    return asks_which_of_them(words) or any(word in ("who", "whom", "whose", "whos") for word in words)


def _counted(reading: Reading) -> str | None:
    """What is counted: the word after `how many`. None where it is a length, an amount or a time."""
    words = [word.text for word in reading.words]
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if (first, second) == ("how", "many"):
            return third
    return None
