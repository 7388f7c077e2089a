"""Keys that stand for queries, on disk and off it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.surfaces.discord.queries import INLINE_WIDTH, KEPT, Queries
from bot.surfaces.discord.text import width


@pytest.fixture
def queries(tmp_path: Path) -> Queries:
    return Queries(tmp_path / "queries")


@given(st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_query_comes_back_by_its_key(queries: Queries, query: str) -> None:
    key = await queries.key(query)
    assert key is not None
    assert width(key) <= INLINE_WIDTH + 1
    assert key.isprintable()
    assert await queries.query(key) == query


async def test_a_short_query_leaves_nothing_on_disk(queries: Queries, tmp_path: Path) -> None:
    assert await queries.key("/meeting blinken xi") == "=/meeting blinken xi"
    assert not (tmp_path / "queries").exists()


@pytest.mark.parametrize("key", ["", "#", "#../../etc/passwd", "#" + "0" * 32, "#" + "g" * 32, "nothing"])
async def test_a_key_that_was_never_given_out_finds_nothing(queries: Queries, key: str) -> None:
    assert await queries.query(key) is None


async def test_old_queries_are_forgotten_and_others_kept(queries: Queries, tmp_path: Path) -> None:
    old, new = await queries.key("a" * 100), await queries.key("b" * 100)
    assert old is not None
    assert new is not None
    now = 2_000_000_000.0
    os.utime(tmp_path / "queries" / old[1:], (0, now - KEPT.total_seconds() - 1))
    os.utime(tmp_path / "queries" / new[1:], (0, now - KEPT.total_seconds() + 1))
    assert queries.forget_old(now) == 1
    assert await queries.query(old) is None
    assert await queries.query(new) == "b" * 100


async def test_a_query_that_is_asked_again_is_kept_longer(queries: Queries, tmp_path: Path) -> None:
    key = await queries.key("a" * 100)
    assert key is not None
    os.utime(tmp_path / "queries" / key[1:], (0, 1))
    await queries.key("a" * 100)
    assert queries.forget_old(KEPT.total_seconds() + 100) == 0


def test_nothing_to_forget(tmp_path: Path) -> None:
    assert Queries(tmp_path / "none").forget_old(0.0) == 0
