"""Claims about words: who is said to have said what, against the recorded quotes."""

from __future__ import annotations

from bot.answers.answer import Answer, Verdict
from bot.answers.cues import PLAIN_SAYING, SAYING_WORDS
from bot.answers.replies import known_people, not_covered
from bot.answers.views import listed, quoted, view
from bot.facts.dates import Date
from bot.facts.model import Quote
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.quotations import CLOSE, CLOSE_ELSEWHERE, Comparison, compare, differences, framed
from bot.matching.reading import Reading

_IGNORED = PLAIN_SAYING | frozenset({"actually", "check", "claim", "claims", "did", "ever", "fact", "really", "true"})
_DENIED = frozenset({"denied", "denies", "false", "refused", "untrue"})
_NEGATIONS = frozenset({"never", "no", "nobody", "not"})
_ASKING = frozenset("did do does had has have is was were".split())
_WORDS_OF = frozenset(
    "answer comment conclusion description line message phrase question quote quotation remark statement words".split()
)
"""What somebody says: `Blinken's line` is Blinken's own."""
_UTTERED = frozenset("coined made put quote quoted said spoken statement used uttered were word words written".split())
_ADDRESSED = frozenset({"told", "to", "tell", "telling", "answered", "asked"})


def check_quote(query: str, around: str, claimed_words: str, index: Index) -> Answer:
    """Compare words with every quote. `around` is the claim without them: it names the speaker."""
    reading = index.read(around, ignored=_IGNORED)
    speaker = _speaker(reading)
    if speaker is not None and _is_somebody_else(speaker, reading):
        speaker = None
    claimed = speaker.ids if speaker is not None else frozenset()
    compared = compare(claimed_words, index.quotes, index.lexicon)
    if not compared:
        return not_covered(query, "The quoted words say nothing that could be told apart.")
    own = [each for each in compared if _speaks(each.quote, claimed, index)]
    if own and own[0].verbatim:
        return _said(query, own[0], reading, speaker, index)
    if _denies(reading):
        names = known_people(reading, index)
        return not_covered(query, "That somebody did not say something is not on record.", names)
    somebody = speaker is not None or bool(reading.terms) or bool(reading.people)
    if compared[0].verbatim and len(claimed_words.split()) > 1:
        if not somebody:
            return _answer(query, "supported", compared[0], f"Supported: {_who(compared[0], index)} said it.", index)
        said = f"Misattributed: the words are those of {_who(compared[0], index)}, not of {_named(speaker, index)}."
        return _answer(query, "misattributed", compared[0], said, index)
    if own and own[0].likeness >= CLOSE:
        return _altered(query, claimed_words, own[0], index)
    in_frame = next((each for each in own if framed(claimed_words, around, each.quote)), None)
    if in_frame is not None:
        return _altered(query, claimed_words, in_frame, index)
    if compared[0].likeness >= CLOSE_ELSEWHERE and len(claimed_words.split()) > 2:
        if not somebody:
            return _altered(query, claimed_words, compared[0], index)
        said = (
            f"Misattributed, and altered: the words are close to those of {_who(compared[0], index)}, not of "
            f"{_named(speaker, index)}. Altered: {differences(claimed_words, compared[0].quote.text)}."
        )
        return _answer(query, "misattributed", compared[0], said, index)
    names = known_people(reading, index)
    return not_covered(query, "No such words are in the fact base.", names)


def _speaker(reading: Reading) -> Mention | None:
    """Whom the claim says to be speaking: whoever follows `said by`, else the first who is not spoken to."""
    mentions = sorted((*reading.people, *reading.organizations), key=lambda mention: mention.start)
    for mention in mentions:
        if _word_before(reading, mention) == "by" and _UTTERED & {_word_before(reading, mention, 2)}:
            return mention
    for mention in mentions:
        if _word_before(reading, mention) not in _ADDRESSED:
            return mention
    return mentions[0] if mentions else None


def _is_somebody_else(speaker: Mention, reading: Reading) -> bool:
    """Whether a word beside a name makes it another's: `Jill Biden`, `Xi's wife`, `a spokesman for Biden`."""
    if speaker.kind != "person":
        return False
    words = reading.words
    follows = {term.at for term in reading.terms} & {speaker.end}
    spoken = speaker.end < len(words) and words[speaker.end].text in _WORDS_OF
    owned = words[speaker.end - 1].possessive and bool(follows) and not spoken
    single = speaker.end - speaker.start == 1
    beside = {term.at for term in reading.unknown} & {speaker.start - 1, speaker.end}
    return owned or (single and bool(beside)) or _word_before(reading, speaker) in ("for", "of")


def _denies(reading: Reading) -> bool:
    """Whether the claim is that the words were not said: `never said`, `denied saying`, `it is not true that`."""
    words = [word.text for word in reading.words]
    asks = words[:1] and words[0] in _ASKING and words[1:2] == ["not"]  # "didn't she say" expects a yes
    return any(
        word in _DENIED or (word in _NEGATIONS and bool(SAYING_WORDS & set(words[at + 1 : at + 4])))
        for at, word in enumerate(words)
        if not (asks and at == 1)
    ) or bool(words[:2] == ["it", "is"] and "not" in words[2:4])


def _word_before(reading: Reading, mention: Mention, distance: int = 1) -> str:
    return reading.words[mention.start - distance].text if mention.start >= distance else ""


def _speaks(quote: Quote, claimed: frozenset[str], index: Index) -> bool:
    """Whether the words are somebody's: spoken, reported by them, or printed beside them without an own outlet."""
    outlet = index.base.organizations.get(quote.speaker)
    beside = outlet is not None and outlet.kind == "unnamed" and bool(claimed & set(quote.related))
    return quote.speaker in claimed or quote.told_by in claimed or beside


def _said(query: str, own: Comparison, reading: Reading, speaker: Mention | None, index: Index) -> Answer:
    """The words are the speaker's; they were said to whom the claim says, or not."""
    addressed = {
        id_
        for mention in reading.people
        if mention is not speaker and _word_before(reading, mention) in _ADDRESSED
        for id_ in mention.ids
    }
    hearers = [id_ for id_ in own.quote.related if id_ in index.base.people]
    if addressed and hearers and not addressed & {*hearers, own.quote.speaker, own.quote.told_by}:
        heard = listed(index.base.name(id_) for id_ in hearers)
        said = f"Contradicted: {_who(own, index)} said it, but to {heard}."
        return _answer(query, "contradicted", own, said, index)
    said_on = own.quote.date or min((index.base.sources[c.source].published for c in own.quote.cite), key=_latest)
    if not all(period.meets(said_on) or (own.quote.date is None and period.year is None) for period in reading.periods):
        return _answer(query, "contradicted", own, f"Contradicted: {_who(own, index)} said it, but {said_on}.", index)
    if _denies(reading):
        return _answer(query, "contradicted", own, f"Contradicted: {_who(own, index)} did say it.", index)
    return _answer(query, "supported", own, f"Supported: {_who(own, index)} said it.", index)


def _latest(date: Date) -> int:
    return date.latest.toordinal()


def _altered(query: str, claimed_words: str, comparison: Comparison, index: Index) -> Answer:
    changes = differences(claimed_words, comparison.quote.text)
    said = f"Misquoted: {_who(comparison, index)} said {quoted(comparison.quote)} Altered: {changes}."
    return _answer(query, "misquoted", comparison, said, index)


def _who(comparison: Comparison, index: Index) -> str:
    return index.base.name(comparison.quote.speaker)


def _named(speaker: Mention | None, index: Index) -> str:
    return index.base.name(speaker.candidates[0].id) if speaker is not None else "whoever is named in the claim"


def _answer(query: str, verdict: Verdict, comparison: Comparison, said: str, index: Index) -> Answer:
    views = (view(comparison.quote, index.base),)
    return Answer(query, "check", "answered", said, views, verdict=verdict)
