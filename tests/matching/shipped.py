"""The shipped fact base, loaded once for every test of the rooms that read it."""

from __future__ import annotations

from bot.config import DEFAULT_CONFIG
from bot.facts.load import load_fact_base
from bot.matching.index import build_index

BASE = load_fact_base(DEFAULT_CONFIG.parent / "knowledge")
INDEX = build_index(BASE)
