from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.config import DEFAULT_CONFIG, ConfigError, DiscordSettings, Settings, TerminalSettings, load_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(content: str | bytes) -> Settings:
    """The settings in this text, written to config.yaml in the current folder."""
    path = Path("config.yaml")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_settings(path)


def refusal(content: str | bytes) -> str:
    with pytest.raises(ConfigError) as refused:
        load(content)
    return str(refused.value)


def defaults(folder: Path) -> Settings:
    return Settings(
        knowledge=folder / "knowledge",
        data=folder / ".factdesk",
        terminal=TerminalSettings(history=True),
        discord=DiscordSettings(private_by_default=True, test_guild=None, log_level="info"),
    )


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n", "terminal:\ndiscord:\n", "terminal: {}\n", "null\n"])
def test_whatever_is_left_out_has_a_default(folder: Path, content: str) -> None:
    assert load(content) == defaults(folder)


def test_the_shipped_file_says_what_the_defaults_are() -> None:
    assert load_settings(DEFAULT_CONFIG) == defaults(DEFAULT_CONFIG.parent)


def test_every_key_is_read(folder: Path) -> None:
    settings = load(
        "knowledge: facts\ndata: /var/lib/factdesk\nterminal:\n  history: false\n"
        "discord:\n  private_by_default: false\n  test_guild: 123456789012345678\n  log_level: debug\n"
        "  log_format: json\n  api: http://127.0.0.1:8080/api/v10/\n  gateway: ws://127.0.0.1:8080/gateway\n"
    )
    assert settings == Settings(
        knowledge=folder / "facts",
        data=Path("/var/lib/factdesk"),
        terminal=TerminalSettings(history=False),
        discord=DiscordSettings(
            private_by_default=False,
            test_guild=123456789012345678,
            log_level="debug",
            log_format="json",
            api="http://127.0.0.1:8080/api/v10",
            gateway="ws://127.0.0.1:8080/gateway",
        ),
    )


def test_a_relative_path_starts_at_the_file_and_not_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "setup").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "setup" / "my.yaml").write_text("knowledge: ../facts\n")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_settings(Path("../setup/my.yaml")).knowledge == tmp_path / "facts"


def test_a_tilde_is_the_home_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    assert load("data: ~/state\n").data == folder / "home" / "state"
    assert "'data' must be the path of a folder" in refusal("data: ~nobody-has-this-name/x\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("\nknowlege: facts\n", "config.yaml:2: unknown key 'knowlege'; did you mean knowledge?"),
        ("terminal:\n  histroy: true\n", "config.yaml:2: unknown key 'histroy'; did you mean history?"),
        ("x: 1\n", "config.yaml:1: unknown key 'x'; the keys here are knowledge, data, terminal, discord"),
        ("data: [a]\n", "config.yaml:1: 'data' must be the path of a folder, not a list or a group of keys"),
        ("data:\n", "config.yaml:1: 'data' must be the path of a folder, not ''"),
        ('data: "a\\0b"\n', "config.yaml:1: 'data' must be the path of a folder, not 'a\\x00b'"),
        ("terminal: true\n", "config.yaml:1: 'terminal' must have keys and values below it: history"),
        ("- terminal\n", "config.yaml:1: the configuration must have keys and values below it: "),
        ("terminal:\n  history: yes\n", "config.yaml:2: 'history' must be true or false, not 'yes'"),
        ("terminal:\n  history: {}\n", "config.yaml:2: 'history' must be true or false, not a list or a group"),
        ("discord: {test_guild: 12}\n", "config.yaml:1: 'test_guild' must be the id of a server, a number of 17 to 20"),
        ("discord: {test_guild: ١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨}\n", "config.yaml:1: 'test_guild' must be the id of a server"),
        (
            "discord: {log_level: loud}\n",
            "config.yaml:1: 'log_level' must be debug, info, warning or error, not 'loud'",
        ),
        ("data: a\ndata: b\n", "config.yaml:2: the key 'data' is already there on line 1"),
        ("data: &x a\nknowledge: *x\n", "config.yaml:1: anchors and aliases"),
        ("data: {\n", "config.yaml:1: this is not YAML"),
        (b"data: caf\xe9\n", "config.yaml:1: this is not UTF-8 text"),
    ],
)
def test_a_mistake_is_named_with_its_line(content: str | bytes, message: str) -> None:
    assert message in refusal(content)


@pytest.mark.usefixtures("folder")
def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    lines = refusal("x: 1\nterminal:\n  history: 3\ndiscord:\n  log_level: 4\n").splitlines()
    assert [line.split(":")[1] for line in lines] == ["1", "3", "5"]


def test_a_file_that_is_not_there_is_a_sentence(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"^gone\.yaml: there is no such configuration file; name an existing one"):
        load_settings(folder / "gone.yaml")


def test_a_folder_is_not_a_configuration_file(folder: Path) -> None:
    with pytest.raises(ConfigError, match="not a file"):
        load_settings(folder)


# Made up here, of the three parts that a token has; never issued by anybody.
TOKEN = "N" + "z" * 23 + ".Gx" + "y" * 4 + "." + "k" * 38


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "content",
    ["discord:\n  token: {}\n", "# old:\n# {}\n", "knowledge: [\n{}\n", "data: x\ndiscord: {{log_level: '{}'}}\n"],
)
def test_a_token_is_refused_wherever_it_stands_and_never_repeated(content: str) -> None:
    message = refusal(content.format(TOKEN))
    assert message.startswith("config.yaml:2: this looks like a Discord bot token")
    assert "DISCORD_TOKEN" in message
    assert "reset it" in message
    assert TOKEN not in message
    assert TOKEN[:10] not in message


def test_a_dotted_path_is_no_token(folder: Path) -> None:
    assert load("knowledge: facts.v2.2024-01-30\n") == replace(
        defaults(folder), knowledge=folder / "facts.v2.2024-01-30"
    )


@given(st.binary(max_size=200))
@example(b"data: ~\x7f")
@example(b'data: "~\\ud800"')
def test_any_bytes_are_settings_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    refusals: list[str] = []
    try:
        load_settings(path)
    except ConfigError as refused:
        refusals.append(str(refused))
    assert all(line.startswith(str(path)) for refusal in refusals for line in refusal.split("\n"))


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("api: discord.com", "'api' must be an address that begins with https:// or http://"),
        ("api: wss://discord.com", "'api' must be an address that begins with https:// or http://"),
        ("api: 'https://a b'", "'api' must be an address"),
        ("gateway: https://gateway.discord.gg", "'gateway' must be an address that begins with wss:// or ws://"),
        ("log_format: xml", "'log_format' must be auto, text or json"),
    ],
)
def test_an_address_or_a_format_that_is_none_is_refused(folder: Path, line: str, wanted: str) -> None:
    assert f"config.yaml:2: {wanted}" in refusal(f"discord:\n  {line}\n")
