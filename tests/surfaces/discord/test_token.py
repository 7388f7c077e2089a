from __future__ import annotations

from pathlib import Path

import pytest

from bot.surfaces.discord.token import TokenError, read_token

SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"\n {SECRET}\r\n\n")
    return path


def test_the_token_is_the_variables_or_the_files(file: Path) -> None:
    assert read_token({"DISCORD_TOKEN": f" {SECRET}\n"}) == SECRET
    assert read_token({"DISCORD_TOKEN_FILE": str(file)}) == SECRET
    assert read_token({"DISCORD_TOKEN_FILE": str(file), "DISCORD_TOKEN": " "}) == SECRET
    assert read_token({"DISCORD_TOKEN_FILE": "", "DISCORD_TOKEN": SECRET}) == SECRET


@pytest.mark.parametrize("environment", [{}, {"DISCORD_TOKEN": " \n", "DISCORD_TOKEN_FILE": ""}])
def test_without_either_it_says_how(environment: dict[str, str]) -> None:
    with pytest.raises(TokenError, match="DISCORD_TOKEN is not set; copy"):
        read_token(environment)


def test_both_are_one_too_many(file: Path) -> None:
    with pytest.raises(TokenError, match="both DISCORD_TOKEN and DISCORD_TOKEN_FILE are set"):
        read_token({"DISCORD_TOKEN": SECRET, "DISCORD_TOKEN_FILE": str(file)})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (f"DISCORD_TOKEN = {SECRET}".encode(), "holds more than one word"),
    ],
)
def test_a_file_without_a_token_is_a_sentence_that_names_it(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TokenError, match=sentence) as refused:
        read_token({"DISCORD_TOKEN_FILE": str(path)})
    assert str(path) in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_token_in_place_of_a_path_is_not_repeated() -> None:
    with pytest.raises(TokenError, match="holds what looks like a token") as refused:
        read_token({"DISCORD_TOKEN_FILE": SECRET})
    assert SECRET not in str(refused.value)
