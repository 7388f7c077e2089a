"""The tables as the queries name them. The migrations make them; a test holds the two against each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, Integer, MetaData, Table, Text

METADATA = MetaData()

migration = Table(
    "migration",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied_at", Double, nullable=False),
)
quiz = Table(
    "quiz",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("guild", BigInteger),
    Column("channel", BigInteger),
    Column("host", Text, nullable=False),
    Column("school_class", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("seed", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("opened_at", Double, nullable=False),
    Column("closes_at", Double),
    Column("paused_at", Double, nullable=False),
    Column("next_at", Double),
    Column("started_at", Double, nullable=False),
    Column("ended_at", Double),
    Column("version", Integer, nullable=False),
    Column("board", BigInteger),
    Column("board_shows", Integer),
)
question = Table(
    "question",
    METADATA,
    Column("quiz", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("skipped", Boolean, nullable=False),
    Column("counted", Boolean, nullable=False),
)
player = Table(
    "player",
    METADATA,
    Column("quiz", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("here", Boolean, nullable=False),
)
answer = Table(
    "answer",
    METADATA,
    Column("quiz", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Column("marks", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("taken", Double, nullable=False),
    Column("time_left", Double, nullable=False),
    Column("correct", Boolean, nullable=False),
    Column("points", Integer, nullable=False),
)
host_role = Table(
    "host_role",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("role", BigInteger, nullable=False),
)
extra_time = Table(
    "extra_time",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Column("share", Double, nullable=False),
)
