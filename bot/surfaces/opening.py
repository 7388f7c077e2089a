"""Opening the desk that a surface answers from."""

from __future__ import annotations

import gc

from bot.answers.desk import Desk
from bot.config import Settings, from_here
from bot.facts.load import load_fact_base


def open_desk(settings: Settings) -> Desk:
    """Read the fact base that the settings name and index it. Raises FactBaseError with every problem in it."""
    desk = Desk(load_fact_base(from_here(settings.knowledge)))
    # The fact base stays for good: looking through it again and again would cost the collector milliseconds an answer.
    gc.collect()
    gc.freeze()
    return desk
