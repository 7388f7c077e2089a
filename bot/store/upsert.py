"""Writing a row whether or not its key is there: both databases can, each by its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def upsert(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that name every column; one that has the key of a row in the table takes its place."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    key = [column.key for column in table.primary_key]
    changed = {column.key: statement.excluded[column.key] for column in table.columns if column.key not in key}
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), list(rows))
