"""Several words that mean one: `United States` is `us`, `called off` is `cancelled`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.matching.text import Word, words_of

_PHRASES: Mapping[tuple[str, ...], str] = {
    tuple(phrase.split()): meant
    for meant, phrases in {
        "us": "united states of america,united states,united state",
        "cancelled": "call off,called off,calling off,calls off",
        "director": "in charge of",
        "head": "in charge at",
        "postponed": "put off,putting off,puts off",
        "denied": "rule out,ruled out,rules out,ruling out",
        "declined": "turn down,turned down,turning down,turns down,cold shoulder,brushed off",
        "shot": "shoot down,shot down,shooting down,bring down,brought down,take down,took down",
        "allclear": "all clear,green light,the go ahead,a go ahead",
        "general": "gen",
        "10000": "ten thousand",
        "100000": "one hundred thousand,a hundred thousand,hundred thousand",
        "held": "took place,take place,taken place,takes place,go ahead,went ahead,goes ahead",
        "accepted": "say yes,said yes,says yes,excepted",
        "suspended": "break off,broke off,broken off,breaking off,cut off",
        "dined": "break bread,broke bread,had dinner,have dinner",
        "met": "face time,get together,got together,sat down with,sit down with",
        "visited": "set foot,jet off,jetted off,flew off",
        "arrive": "touch down,touched down,touches down",
        "please": "tell me,let me know,remind me,i need to know,i want to know,do you know,any idea",
        "resumed": "start talking again,started talking again,talking again,start again,started again,picked up again,"
        "pick up again,picked up,began talking again,begin talking again,talk again,talked again,back at the table,"
        "start talking to each other again,started talking to each other again,talking to each other again,"
        "begin again,began again",
        "repeatedly": "several times,more than once,again and again,time and again,a few times,over and over",
        "urged": "lean on,leaned on,leans on,leaning on,called on,calls on,put pressure on,puts pressure on",
        "entrepreneurs": "business leaders,business leader,business people",
        "waning": "in decline,is declining,are declining",
        "abandoned": "give up,gave up,gives up,given up,giving up",
        "too": "as well",
        "many": "meny",
        "will": "wil",
        "which": "witch,wich",
        "phone": "fone",
        "true": "tru",
        "enough": "enuff",
        "through": "thru",
        "not": "not be confused with,not be mistaken for",
        "unable": "not going to be able,not able",
        "restrain": "rein in,reined in,reining in,hold back,held back,keep in check",
        "infiltrate": "break into,broke into,breaking into,hack into,get into",
        "raised": "brought up,bring up,brings up,bringing up",
        "because": "on account of,on the grounds of",
        "return": "in exchange",
        "cooperate": "work together,working together,worked together",
        "unknown": "hardly known,barely known,little known,scarcely known",
        "lowest": "record low,all time low",
        "highest": "record high,all time high",
        "beijing": "chinese capital,china capital,capital of china",
        "washington": "american capital,us capital,america capital,capital of the us",
        "countries": "two capitals,both capitals",
        "militaries": "armed forces",
        "spokesperson": "speaks for,speak for,talks for",
        "expected": "keen to,looking forward to,looks forward to,about to",
    }.items()
    for phrase in phrases.split(",")
}
_BEGINNING = {
    phrase[0]: sorted((each for each in _PHRASES if each[0] == phrase[0]), key=len, reverse=True) for phrase in _PHRASES
}
"""First word -> the phrases that begin with it, the longest first."""


def merge_phrases(found: tuple[Word, ...]) -> tuple[Word, ...]:
    """Several words that mean one: `United States` is `us`, `called off` is `cancelled`."""
    merged: list[Word] = []
    at = 0
    while at < len(found):
        for phrase in _BEGINNING.get(found[at].text, ()):
            length = len(phrase)
            if tuple(word.text for word in found[at : at + length]) == phrase:
                first, last = found[at], found[at + length - 1]
                merged.append(Word(_PHRASES[phrase], first.start, last.end, first.capital, last.possessive))
                at += length
                break
        else:
            merged.append(found[at])
            at += 1
    return tuple(merged)


@lru_cache(maxsize=8192)
def read_together(text: str) -> tuple[str, ...]:
    """The folded words of a text, with several that mean one read as that one: `turned down` as `declined`."""
    return tuple(word.text for word in merge_phrases(words_of(text)))
