"""English as far as the desk needs it: words without a subject of their own, and stems."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english")

# Grammar: never evidence for or against an answer.
STOP_WORDS = frozenset(
    """
    a about above according after again against all also although am among an and any are as at back be because been
    before being between both but by can cannot could did do does doing don done down during each either else ever every
    everyone few for from further get gets getting go goes got had has have having he her here hers herself him himself
    his how however i if in into is isn it its itself just let like many may me might mine more most mr mrs ms much must
    my myself neither no none nor not now of off on once one only onto or other others ought our ours out over own per
    please quite rather really same shall she should since so some somebody someone something still such than that the
    their theirs them themselves then there these they this those though through thus to together too toward towards
    under until up upon via was we were what whatever when where whether which while who whoever whom whose why will
    with within without would yes yet you your yours yourself
    """.split()
)

# Conversation: what people wrap around a question. It neither names a subject nor speaks against an answer.
SCAFFOLD_WORDS = frozenset(
    """
    able accuse actual actually agenda ago ah allegedly allow alot already always amid announce announced
    announces another any anybody anyhow anyone anything anyway apart apparently appear appeared appears
    argue argued argues around article articles ask asked asking assignment attempt away bad base basically
    become becoming began begin believe besides betwen big bit bloke both brief briefly bring bro brought
    call called came case certain chance check cite cited city claim claimed claims class clear clearly
    close closest colleague come comes coming compared complain complained concern concerning concerns
    confer conferred consider considered considers correct count countries country course curious current
    currently date dates day days describe described describing detail details different doubt doun dude
    dunno earlier easily effect end ended ending ends entire er erm essay eventually everything exact
    exactly exist exists express expressed fact facts far fast feel fella fellow feted figure final finally
    find folk folks following former found fresh friday friend front full gave generally gentleman gentlemen
    girl give given gives giving going gone gonna good great guess guys hand happen happend happened
    happening happens hear heard hello help hey hi high hint hit hm hmm hold holding holds home homework
    hour hours hte huddle huddled huge idea immediate important inform information insist insisted instead
    intend intended intends interview issue issues job keep kept kind kindly knew know known knows lady last
    late lately later latest lead learn leave led left less line list little live living lol long look
    looked looking lot low made main major make makes making man manage managed manner mate matter mattered
    matters maybe mean meaning means meant meantime men mention mentioned mentioning mentions met minor
    minus moment monday month months name named names near nearest need needed needs never new newly news
    newspaper next nice obviously occasion occur occurred ok okay opinion order outcome pair pal part
    particular past people perhaps person phrase place places planned pls plus plz point position possible
    precisely predict predicted predicts pretty previous previously probably project prove proven pupil put
    question quick quickly quot quoted quotes ran read reading ready real reason reasons recall recent
    recently reckon reckoned reckons record recorded regard regarding remain remained remaining remains
    remark remarks remember remind reply report reported reports response result results reveal right role
    roles roughly run runs said sake saturday saw say saying says second sed see seen set short show shown
    shows side sides similar simple simply single sit situation sorry sort source sources speak spend spends
    spent spoke start started stated statement stay step stories story stress stressed student stuff subject
    sunday supposed supposedly sure suspect table take taken takes taking talk talked talking teach teacher
    teh tell telling tells term terms thank thanks thing things think thinks thought thursday thx time times
    today told tomorrow tonight took topic topics total true truth try trying tuesday turn turned twice two
    type uh uhm um umm unable understand urge use used using usual various very view views waht wanna want
    wanted wanting wants warn warned warns wat way ways wednesday week weeks weher well wen went whats
    whereabouts whole whos whre wich wish wishes woman women wonder word wording words work worth write
    writes wrote year years yesterday
    """.split()
)


# Well-known people whose names are a letter from a word of the news, so that they would pass for its misspelling.
NAMES_OF_OTHERS = frozenset("macron merkel modi orban putin scholz starmer sunak trudeau zelensky".split())


# Ordinary words that sound like somebody's name or are a letter from it: alone in a sentence they name nobody.
NOT_NAMES = frozenset(
    """
    balanced barns berry blanched blink blinking braced burn burned carried carries carry chaining chancing changing
    charging chipping chopping clipping closer cool cooks cork creations crook curry dandy ferry glacier gold handle
    handled handles handling life lifelong mask masks merry muck parsed praise praised praises preset prized resort
    robin sane sermon shine shining sunk suns turns wand widen wing wings wink yell yelled
    """.split()
)
# The same, but exactly somebody's name: written small beside words with capitals they are the ordinary words.
NAMES_AND_WORDS = frozenset({"burns", "cook", "sun"})


_BRITISH = (
    (re.compile(r"is(e|es|ed|er|ing|ation)$"), r"iz\1"),
    (re.compile(r"our"), "or"),
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The Snowball stem of a folded word; British and American spellings of longer words have the same."""
    if len(word) > 6:
        for ending, american in _BRITISH:
            word = ending.sub(american, word)
    return str(_STEMMER.stemWord(word))
