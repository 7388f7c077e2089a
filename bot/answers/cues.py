"""What a plain question is after: the words that ask, and the kinds of fact that can answer them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.matching.english import STOP_WORDS
from bot.matching.reading import Reading

MEETING_WORDS = frozenset(
    """
    call calls came chat come confer conferred dine dined dinner discuss discussed encounter fete feted flew fly
    gather gathered go goes going gone guest hang held hold host hosted hosts huddle huddled huddling hung
    jetted led lunch meet meeting meetings meets met phone phoned receive received receives sat saw see seen
    send sent sit sitdown sitting speak spoke spoken summit talk talked talking talks travel traveled traveling
    travelled travelling travels trip trips visit visited visiting visitor visits welcome welcomed went
    """.split()
)
SAYING_WORDS = frozenset(
    """
    according accuse answer answered argue argued argues ask asked asks believe believes call called calls claim
    claimed comment commented complain complained complains describe described describes express expressed mean
    opinion phrase predict
    predicted predicts put quote quoted quotes remark remarked replied reply respond responded said say saying
    says sed speak speaks spoke stress stressed suspect talking tell telling text texted think thinks thought told urge
    view views warn warned warns wonder wondered word words write writes wrote
    """.split()
)
PLAIN_SAYING = SAYING_WORDS - frozenset(
    """
    accuse argue argued claim complain complained complains predict predicted predicts stress stressed suspect urge
    warn warned warns
    """.split()
)
"""Saying words that carry nothing else; "warn" and "predict" are part of what was said."""

# "what is X's job"
_JOB_WORDS = frozenset(
    "background career job jobs living occupation office position post profession role teach title works".split()
)
HEADING = frozenset("chairs head heads lead leads run runs".split())
_JOB_VERBS = frozenset("employed teach teaches work working works".split())
_QUESTION_WORDS = frozenset("what when where which who whom whose why how".split())
_WHETHER_WORDS = frozenset("are can could did do does had has have is was were will would".split())
DIMENSIONS = ("big", "deep", "far", "fast", "high", "large", "old", "tall")
_COUNTED = ("many", "much", "long", "often", *DIMENSIONS)
_OCCASIONS = ("meetings", "talks", "times", "trips", "visits")
_WORKPLACES = ("university", "institute", "program", "organization", "organisation", "company", "school")
_THINK_TANK = ("think", "tank")
_PAPERS = ("article", "articles", "newspaper", "newspapers", "outlet", "paper", "papers", "publication", "source")
_REPORTING = frozenset(
    """
    appear appeared carried carries cited cites covered covers mention mentioned mentions print printed published quoted
    quotes read report
    reported reports said says wrote
    """.split()
)
# What the words that ask use up, by what is asked for.
_ASKING: Mapping[str, frozenset[str]] = {
    "how many": frozenset({"long", "number"}),
    "how often": frozenset({"often", "times"}),
    "when": frozenset({"date", "day", "evening", "month", "season", "week", "weekend"}),
    "source": frozenset({*_PAPERS, *_REPORTING, "sentence"}),
}
_ANYBODY = frozenset(
    "academic analyst analysts expert experts leaders observer official officials person scholar thinker".split()
)
"""Words for whoever is quoted, which not every role has."""
_SENTENCE_WORDS = _QUESTION_WORDS | _WHETHER_WORDS | SAYING_WORDS
"""Without one of these a request is no sentence."""
_FEW_FIGURES = 0.25
"""Who names somebody and words is seldom after a number."""
_OUTCOMES = frozenset({"outcome", "outcomes", "result", "results"})
_DATE_NOUNS = ("date", "day", "evening", "month", "season", "week", "weekday", "weekend")
_PLACE_NOUNS = ("city", "country", "place")
_SOON = 3
_NOT_A_NAME = frozenset({"it", "quoted", "said", "saying", "the"})
_COMPLAINT = frozenset({"complain", "complained", "complains"})
_NOT_SAID = _COMPLAINT | {"ask", "asked", "put", "accuse", "view"}

# Meeting kinds and statuses, and the words that hint at them.
_HINTS: Mapping[str, frozenset[str]] = {
    hint: frozenset(words.split())
    for hint, words in {
        "declined": "decline declined reject rejected refuse refused rebuff rebuffed shoulder snub snubbed spurn",
        "postponed": "delay delayed postpone postponed postponement",
        "cancelled": "cancel canceled canceling cancelled cancelling postpone postponed scrapped",
        "planned": "accept accepted agreed due expected going invitation invited plan planned plans supposed will",
        "unconfirmed": "confirmed hoped possible",
        "call": "call phone phoned telephone",
        "visit": "flew fly go stay stayed staying travel traveled travelled travels trip trips visit visited visiting "
        "visits went",
        "talks": "discuss discussed meet meeting met sat saw see sit talk talks",
        "dinner": "dine dined dinner",
        "summit": "attend attended attending conference forum summit",
    }.items()
}


OF_MEETINGS = MEETING_WORDS.union(*_HINTS.values()) | {"joined", "led"}
"""Verbs for what people do who meet."""


@dataclass(frozen=True, slots=True)
class Cues:
    asks: str
    """who, when, where, whether, how many, how often, which year, said, role, source, outcome, unresolved, why
    or what."""
    priors: Mapping[str, float]
    """Kind of fact -> bonus in the ranking."""
    ignored: frozenset[str]
    """Words that the kind of question explains, which no fact has to account for."""
    hints: frozenset[str]
    """Meeting kinds and statuses that the question hints at, and `said` where it asks about a statement."""
    about_meetings: bool
    telegram: bool = False
    """Whether it is no sentence but names and words beside each other."""


def cues(reading: Reading, *, of_a_question: bool = False) -> Cues:
    """Read the asking words of a request. One `of_a_question` that asks nothing is names and words put beside each
    other, as people type them to search."""
    found = [word.text for word in reading.words]
    found[:1] = ["when"] if found[:1] == ["wen"] else found[:1]
    found = ["institute" if pair == _THINK_TANK else pair[0] for pair in pairwise((*found, ""))]
    present = frozenset(found)
    first_name_at = reading.people[0].start if reading.people else len(found)
    asks = _asks(found, present, first_name_at)
    telegram = of_a_question and not present & _SENTENCE_WORDS
    if telegram and _begins_with_speaker(reading, found):
        asks = "said"
    if telegram and len(reading.people) == 1 and _are_named_beside(reading, found, (*_WORKPLACES, *_THINK_TANK)):
        asks = "role"
    meeting = bool(present & MEETING_WORDS) or (telegram and len(reading.people) > 1 and _are_different(reading))
    meeting = meeting or (len(reading.people) > 1 and ("with" in present or _only_asks(reading, found)))
    # "when was Yellen in Beijing"
    meeting = meeting or (asks in ("when", "whether") and bool(reading.where and reading.people) and "was" in found[:2])
    saying = bool(present & SAYING_WORDS)
    ignored = _ASKING.get(asks, frozenset())
    if meeting:
        ignored |= MEETING_WORDS
    if saying:
        ignored |= PLAIN_SAYING | {"reporter", "reporters"}
    if asks == "role":
        ignored |= _JOB_WORDS | _JOB_VERBS | {*_WORKPLACES, *HEADING, *_THINK_TANK}
        ignored |= {"cited", "hold", "holds", "person", "quoted"}
    if asks == "outcome":
        ignored |= _OUTCOMES | {"came", "come", "out"}
    if asks == "unresolved":
        ignored |= {"achieve", "ask", "asked", "get", "settled", "unresolved"}
    if asks_which_of_them(found):
        ignored |= _ANYBODY | {"former", "senior", "top"}
    hints = frozenset(hint for hint, words in _HINTS.items() if present & words)
    if "called" in present:
        hints -= {"call"}
    if present & {"say", "said", "says"} and asks != "said":
        hints |= {"said"}
    priors = _priors(asks, meeting, saying, bool(reading.people))
    if telegram and reading.people and "figure" in priors:
        placed = bool(reading.places or reading.periods) and len(reading.people) == 1
        priors = {**priors, "figure": priors["figure"] - _FEW_FIGURES, "meeting": priors["meeting"] + 0.1 * placed}
    return Cues(asks, priors, ignored, hints, meeting, telegram)


def _priors(asks: str, meeting: bool, saying: bool, people: bool) -> Mapping[str, float]:
    """Which kinds of fact may answer, and how likely each is for this kind of question."""
    priors = {"meeting": 0.0, "quote": 0.1 if saying else 0.0, "event": 0.0, "figure": -0.05}
    match asks:
        case "role":
            return {"person": 0.3}
        case "how many" | "which year":
            priors |= {"figure": 0.25, "event": 0.05, "meeting": 0.02}
        case "outcome":
            priors |= {"meeting": 0.3, "quote": -0.1}
        case "unresolved":
            priors |= {"meeting": 0.3, "event": 0.1}
        case "said":
            priors |= {"quote": 0.5}
        case "who":
            priors |= {"meeting": 0.15 if meeting else 0.05, "quote": 0.2 if saying else 0.0, "person": 0.0}
        case "when" if meeting and saying:
            priors |= {"event": 0.2, "meeting": 0.05}
        case _ if meeting:
            priors |= {"meeting": 0.25 if people else 0.1, "quote": -0.1 + 0.1 * saying}
        case "when":
            priors |= {"event": 0.1, "quote": -0.15 + 0.1 * saying, "figure": -0.15}
        case _:
            priors |= {"event": 0.05, "quote": -0.05 + 0.1 * saying}
    return priors


def _asks(found: list[str], present: frozenset[str], first_name_at: int) -> str:
    text = f" {' '.join(found)} "
    first = next((word for word in found if word in _QUESTION_WORDS), "")
    first = first or next((word for word in found if word in _WHETHER_WORDS), "")
    if found[:1] and found[0] in _WHETHER_WORDS - {"could", "can", "would", "will"}:
        first = found[0]
    counted = _asks_of_amount_or_outcome(text, present)
    if counted:
        return counted
    if (_any_noun(text, _PAPERS) or first == "where") and present & _REPORTING:
        return "source"
    if first_name_at < len(found) and (
        (first == "where" and present & _JOB_VERBS) or (_any_noun(text, _WORKPLACES) and not present & SAYING_WORDS)
    ):
        return "role"
    if found[:1] in (["which"], ["what"]) and found[2:4] in (["is", "a"], ["is", "the"], ["heads", "the"]):
        return "role"
    if first in ("who", "whom", "whose") or "whom" in present or asks_which_of_them(found):
        return _who(found, present, first_name_at)
    if first == "when" or found[:1] == ["since"] or _any_noun(text, _DATE_NOUNS):
        return "when"
    if first == "where" or _any_noun(text, _PLACE_NOUNS):
        return "role" if present & {"teach", "works"} else "where"
    if first in ("what", "which", "how"):
        return (
            "role"
            if present & _JOB_WORDS or " the name of " in text
            else "said"
            if present & (SAYING_WORDS - _COMPLAINT)
            else "what"
        )
    return "why" if first == "why" else "whether" if first in _WHETHER_WORDS else "what"


def _asks_of_amount_or_outcome(text: str, present: frozenset[str]) -> str:
    """What a question after a number, a year or an outcome is after; empty for others."""
    if " how often " in text or any(f" how many {word} " in text for word in _OCCASIONS):
        return "how often"
    if any(f" how {word} " in text for word in _COUNTED) or " what number " in text or " number of " in text:
        return "how many"
    if " which year " in text or " what year " in text or "figure" in present:
        return "which year"
    if present & _OUTCOMES or " came of " in text or " come of " in text or " came out of " in text:
        return "outcome"
    if "unresolved" in present or " not get " in text or " not achieve " in text:
        return "unresolved"
    return ""


def _who(found: list[str], present: frozenset[str], first_name_at: int) -> str:
    named = found[:2] in (["who", "is"], ["who", "was"]) and first_name_at <= _SOON and found[2] not in _NOT_A_NAME
    talked = {("talked", "about"), ("talked", "of")} & set(pairwise(found))
    if (present & (SAYING_WORDS - _NOT_SAID) or talked) and not present & {"meet", "met"} and not named:
        return "said"
    if present & {"run", "runs", *_JOB_WORDS} or (found[:1] == ["who"] and found[1:2] and found[1] in HEADING):
        return "role"
    if "who" not in found or present & {"it", "meet", "met", "visited"}:
        return "who"
    following = found[found.index("who") + 1 :]
    if following[1:2] in (["at"], ["in"], ["there"]):
        return "who"
    if any(pair[0] == "to" and pair[1] in MEETING_WORDS for pair in pairwise(following)):
        return "who"  # "who is the highest-ranking official to visit China" asks for a visit
    # "who's the premier" has lost its "is"; "tell me who the premier is" has it at the end
    being = following[:1] in (["is"], ["was"], ["are"], ["were"], ["the"]) or following[-1:] in (["is"], ["was"])
    return "role" if being else "who"


def _begins_with_speaker(reading: Reading, found: list[str]) -> bool:
    """Whether a request is somebody's name and then `on` what they spoke of: `people's daily on the arrival`."""
    named = (*reading.people, *reading.organizations)
    return any(mention.start == 0 and found[mention.end : mention.end + 1] in (["on"], ["about"]) for mention in named)


def _only_asks(reading: Reading, found: list[str]) -> bool:
    """Whether a request is different people's names and words that ask, in any order: `yellen and he lifeng, when`."""
    asking = _QUESTION_WORDS | STOP_WORDS | {*_DATE_NOUNS, *_PLACE_NOUNS}
    return _are_different(reading) and _are_named_beside(reading, found, asking)


def _are_named_beside(reading: Reading, found: list[str], others: Collection[str]) -> bool:
    """Whether every word outside people's names is one of these."""
    inside = {at for mention in reading.people for at in range(mention.start, mention.end)}
    return all(at in inside or word in others for at, word in enumerate(found))


def _are_different(reading: Reading) -> bool:
    return not any(first.ids & second.ids for first, second in zip(reading.people, reading.people[1:], strict=False))


def asks_which_of_them(found: list[str]) -> bool:
    """Whether a question asks who of some kind of people: `which expert said`, `which former spy is quoted`."""
    return found[:1] in (["which"], ["what"]) and bool(_ANYBODY & set(found[1:4]))


def _any_noun(text: str, nouns: tuple[str, ...]) -> bool:
    return any(f" {asking} {noun} " in text for asking in ("what", "which", "wich") for noun in nouns)
