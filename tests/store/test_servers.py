"""What a server's manager decides stays with that server."""

from __future__ import annotations

import math

import pytest

from bot.store.database import Database
from bot.store.servers import allow, extra_time, host_role, name_host_role

ROLE = 2**62 + 1


async def test_the_last_role_that_was_named_holds_quizzes(database: Database) -> None:
    assert await host_role(database, 1) is None
    await name_host_role(database, 1, 10)
    await name_host_role(database, 2, 20)
    await name_host_role(database, 1, ROLE)
    assert await host_role(database, 1) == ROLE
    assert await host_role(database, 2) == 20
    for _ in range(2):
        await name_host_role(database, 1, None)
        assert await host_role(database, 1) is None
    assert await host_role(database, 2) == 20


async def test_extra_time_is_given_changed_and_taken_away(database: Database) -> None:
    assert await extra_time(database, 1) == {}
    await allow(database, 1, "7", 0.25)
    await allow(database, 1, "7", 0.5)
    await allow(database, 1, "8", 3.0)
    await allow(database, 2, "7", 1.0)
    assert await extra_time(database, 1) == {"7": 0.5, "8": 3.0}
    for _ in range(2):
        await allow(database, 1, "7", 0)
        assert await extra_time(database, 1) == {"8": 3.0}
    assert await extra_time(database, 2) == {"7": 1.0}


@pytest.mark.parametrize("share", [-0.1, 3.1, math.inf, math.nan])
async def test_a_share_that_no_quiz_allows_is_refused(database: Database, share: float) -> None:
    with pytest.raises(ValueError, match="a share of the time is from 0 to"):
        await allow(database, 1, "7", share)
    assert await extra_time(database, 1) == {}
