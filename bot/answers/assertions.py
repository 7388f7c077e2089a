"""Claims that nobody asked to check: a sentence that asks nothing, and what a question asks the truth of."""

from __future__ import annotations

import re

from bot.answers.answer import Answer
from bot.answers.bearing import ALL
from bot.answers.check import LONGEST, answer_check
from bot.answers.cues import SAYING_WORDS, cues
from bot.answers.question import answer_question
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading
from bot.matching.text import words_of

_ASKING = frozenset(
    "how waht wat weher wen what whats when whens where wheres which who whom whos whose whre why wich".split()
)
_WORDS = frozenset({"quotation", "quote", "verbatim", "wording"})
"""Words of who asks for somebody's words."""
_ASKING_FIRST = [[word] for word in "can could did do does is was were will would".split()]
_CONDITIONS = frozenset("date day days if month name names number place reason time whether year years".split())
"""Words that make a being verb part of what is asked for: `the day pelosi was in taiwan`."""
_BEING = frozenset("are has have is was were".split())
_DOING = frozenset({"did", "do", "does"})
_ADVERBS = frozenset("also already just never not once only recently secretly then".split())
_FINITE = frozenset(
    """
    ate became bought broke brought built came did does drove fell flew forgot fought gave got grew had has held is
    kept knew left lost made met paid put ran saw sent shot sold spent spoke stood struck swore took taught was went
    were will woke won
    accepts agrees arrives becomes cancels declines fires goes imposes invites lifts meets opens postpones quits
    refuses rejects sends signs snubs sues suspends threatens wins
    """.split()
)
"""Verbs that tell what somebody did or was, beside those that end in -ed; of headlines only what is no noun."""
_LEADING = frozenset(
    "allegedly and apparently believe but guess hear heard i read reportedly so that the think".split()
)
"""Words before whom a statement is about."""
_SAID = frozenset({"argued", "called", "claimed", "insisted", "said", "says", "told", "warned", "wrote"})
_A_FEW = 2
"""So many words after `said` at least make what was said a statement."""
_HEARD = re.compile(r"\s*(?:i|we)(?: have|['’]ve)? (?:just )?(?:heard|read) (?!of |about )(?P<claim>.+)", re.IGNORECASE)
_A_FEW_WORDS = 4
"""With more words than these, what ends with a full stop is a sentence."""
_NO_VERBS = SAYING_WORDS - {"called"} | {"red", "united"}
"""What somebody said is looked for as a quote, also by a few of its words."""


def answer_assertion(query: str, text: str, index: Index) -> Answer | None:
    """The answer to a plain text that is a statement; None for any other text. What neither bears it out nor
    contradicts it answers it only if it has all the words, as for names and words that merely read like a statement."""
    if len(text) > LONGEST:
        return None
    heard = _HEARD.match(text)
    if heard is not None:
        checked = answer_check(query, heard["claim"], index)
        return None if checked.verdict == "not_covered" else checked
    words = [word.text for word in words_of(text)]
    asks = text.rstrip().endswith("?") or (_ASKING | _WORDS) & set(words) or words[:1] in _ASKING_FIRST
    verbal = any(_is_verb(word) or word in SAYING_WORDS or word in _BEING for word in words)
    full = text.rstrip().endswith(".") and len(words) > _A_FEW_WORDS
    if asks or not (verbal or full):
        return None
    reading = index.read(text)
    asserted = asserts(reading)
    full = full or (len(words) > _A_FEW_WORDS and any(_is_verb(word) for word in words[1:-1]))
    if not asserted and not tells_of_saying(reading) and not full:
        return None
    checked = answer_check(query, text, index)
    if checked.verdict != "not_covered":
        return checked
    if not asserted:
        return None
    answer = answer_question(query, text, index)
    return answer if _has_all(answer, text, reading, index) else checked


def _has_all(answer: Answer, text: str, reading: Reading, index: Index) -> bool:
    """Whether the first fact of an answer has the words of a statement, and is a meeting only if it tells of one. What
    somebody is must be on record as such."""
    asked = cues(reading, of_a_question=True)
    if not answer.facts or answer.facts[0].id not in index.passages or {"is", "are"} & {w.text for w in reading.words}:
        return False
    passage = index.passages[answer.facts[0].id]
    terms = index.read(text, ignored=asked.ignored).terms
    of_meeting = asked.about_meetings or bool(asked.hints)
    tells = of_meeting if passage.kind == "meeting" else bool(terms) and not (of_meeting and len(reading.people) > 1)
    return tells and passage.coverage(terms) >= ALL


def with_verdict(answer: Answer, text: str, index: Index) -> Answer:
    """The answer to a question, or the verdict on what it asks the truth of, `was Li sanctioned by Obama?`: where
    nothing else answers it, or where the fact that does has it otherwise. Who asks `didn't China confirm it?` claims
    it, and gets the verdict on that."""
    opening = [word.text for word in words_of(text)[:2]]
    auxiliary = opening[0] if opening else ""
    if len(text) > LONGEST or auxiliary not in _BEING | _DOING or answer.status not in ("answered", "not_found"):
        return answer
    reading = index.read(text)
    claim = _turned(reading, auxiliary) if reading.people else None
    checked = answer_check(answer.query, claim, index) if claim is not None else None
    # whether a meeting took place that did not, and which of two was first, is answered with yes or no
    told = [view.data.get("status", "held") for view in checked.facts] if checked is not None else []
    if checked is not None and checked.verdict != "not_covered" and opening[1:] == ["not"]:
        return checked
    if checked is None or told not in (["held"], ["happened"]):
        return answer
    otherwise = checked.verdict == "contradicted" and answer.facts[:1] == checked.facts
    return checked if otherwise or answer.status == "not_found" else answer


def _turned(reading: Reading, auxiliary: str) -> str | None:
    """A question that begins with an auxiliary verb as the statement it asks about, without its `not`; None if no
    name follows."""
    words = [word.text for word in reading.words]
    begin = 2 if words[1:2] == ["not"] else 1
    end = _after_subject(reading.named, [*["the"] * begin, *words[begin:]])
    if not begin < end < len(words):
        return None
    subject = reading.text[reading.words[begin].start : reading.words[end - 1].end]
    rest = reading.text[reading.words[end].start :].rstrip("? ")
    return f"{subject} {rest}" if auxiliary in ("do", "does") else f"{subject} {auxiliary} {rest}"


def asserts(reading: Reading) -> bool:
    """Whether a request begins with whom it is about and goes on with what they did, `tim cook opened a store`, or
    tells of anything what it is or was: `the ban was lifted`."""
    words = [word.text for word in reading.words]
    if not _CONDITIONS & set(words) and _BEING & set(words[1:-1]):
        return True
    after = _after_subject(reading.named, words)
    while after < len(words) and words[after] in _ADVERBS:
        after += 1
    return after + 1 < len(words) and _is_verb(words[after])


def tells_of_saying(reading: Reading) -> bool:
    """Whether a request begins with a name and goes on with what they said: `Yellen said trade is good`."""
    words = [word.text for word in reading.words]
    after = _after_subject(reading.named, words)
    return after + _A_FEW < len(words) and words[after] in _SAID


def _is_verb(word: str) -> bool:
    return word in _FINITE or (word.endswith("ed") and word not in _NO_VERBS)


def _after_subject(named: list[Mention], words: list[str]) -> int:
    """Where the words after the subject begin, which is one name or several joined by `and`; the end of the words where
    the request does not begin with it."""
    if not named or any(word not in _LEADING for word in words[: named[0].start]):
        return len(words)
    after = named[0].end
    for mention in named[1:]:
        if words[after : mention.start] == ["and"]:
            after = mention.end
    return after
