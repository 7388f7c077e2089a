from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.facts.files import MAX_BYTES, Unreadable, decode, read_bytes


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_bytes(path) == b"#" * MAX_BYTES


def test_50_megabytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(Unreadable, match="the file has 50,000,000 bytes, and at most 2,000,000 are read"):
        read_bytes(path)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    real = path.stat()
    before = os.stat_result((*real[:6], 0, *real[7:]))
    monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
    with pytest.raises(Unreadable, match="grew beyond 2,000,000 bytes"):
        read_bytes(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "gone.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in tmp_path.iterdir():
        with pytest.raises(Unreadable, match="not a file that can be read"):
            read_bytes(path)


def test_a_file_that_may_not_be_read_tells_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.yaml"
    path.write_bytes(b"")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Unreadable, match="cannot be read: Permission denied"):
        read_bytes(path)


def test_text_is_utf_8_with_or_without_a_byte_order_mark() -> None:
    assert decode("é".encode()) == decode("é".encode("utf-8-sig")) == "é"


@pytest.mark.parametrize(("data", "line"), [(b"\xff\xfea\0", 1), (b"a\nb\n\xe9\n", 3), (b"a\n\xc3", 2)])
def test_other_encodings_are_refused_at_their_line(data: bytes, line: int) -> None:
    with pytest.raises(Unreadable, match="save the file as UTF-8") as caught:
        decode(data)
    assert caught.value.line == line
