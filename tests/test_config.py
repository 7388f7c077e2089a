from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.config import (
    DEFAULT_CONFIG,
    ConfigError,
    DiscordSettings,
    QuizSettings,
    Settings,
    TerminalSettings,
    load_settings,
)


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
        database_url=None,
        quiz=QuizSettings(keep_days=400, terms=("02-01", "08-01")),
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
        "database_url: postgresql://desk@db/quizzes\nquiz:\n  keep_days: 30\n  terms: [01-08, '04-15', \"08-20\"]\n"
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
        database_url="postgresql://desk@db/quizzes",
        quiz=QuizSettings(keep_days=30, terms=("01-08", "04-15", "08-20")),
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
        (
            "x: 1\n",
            "config.yaml:1: unknown key 'x'; the keys here are knowledge, data, database_url, quiz, terminal, discord",
        ),
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


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("keep_days: 0", "'keep_days' must be a number from 1 to 3650, not '0'"),
        ("keep_days: 3651", "'keep_days' must be a number from 1 to 3650, not '3651'"),
        ("keep_days: 1.5", "'keep_days' must be a number from 1 to 3650"),
        ("keep_days: ٣", "'keep_days' must be a number from 1 to 3650"),
        ("keep_days: null", "'keep_days' must be a number from 1 to 3650"),
        ("terms: []", "'terms' must be a list of 1 to 6 days"),
        ("terms: 02-01", "'terms' must be a list of 1 to 6 days"),
        ("terms: [01-01, 02-01, 03-01, 04-01, 05-01, 06-01, 07-01]", "'terms' must be a list of 1 to 6 days"),
        ("terms: [02-29]", "'terms' must hold days of every year, month first, such as \"02-01\", not '02-29'"),
        ("terms: [13-01]", "'terms' must hold days of every year"),
        ("terms: [2-1]", "'terms' must hold days of every year"),
        ("terms: [W1-1]", "'terms' must hold days of every year"),
        ("terms: [[02-01]]", "'terms' must hold days of every year"),
        ("terms: [02-01, 02-01]", "'terms' names the same day twice"),
        ("term: [02-01]", "unknown key 'term'; did you mean terms?"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_a_rule_for_quizzes_is_refused(line: str, wanted: str) -> None:
    assert f"config.yaml:2: {wanted}" in refusal(f"quiz:\n  {line}\n")


def test_the_file_of_a_database_starts_at_the_configuration(folder: Path) -> None:
    assert load("database_url: sqlite:///state/quizzes.db\n").database_url == f"sqlite:///{folder}/state/quizzes.db"
    assert load("database_url: sqlite:////var/lib/quizzes.db\n").database_url == "sqlite:////var/lib/quizzes.db"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("url", ["postgresql://db", "postgresql://me:@/quizzes?host=/run/db", "postgresql:///quizzes"])
def test_an_address_of_postgresql_stays_as_it_is(url: str) -> None:
    assert load(f'database_url: "{url}"\n').database_url == url


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "url",
    [
        "mysql://me@db/quizzes",
        "quizzes.db",
        "sqlite://quizzes.db",
        "sqlite:///",
        "sqlite:///:memory:",
        "postgresql://",
        "postgresql://me@a b/c",
        "",
    ],
)
def test_an_address_that_is_no_database_is_refused(url: str) -> None:
    assert "config.yaml:1: 'database_url' must be an address such as" in refusal(f'database_url: "{url}"\n')


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:sesame@db/quizzes",
        "postgresql://:sesame@db",
        "postgresql://me:open/sesame@db/quizzes",
        "postgresql://me:open@sesame@db/quizzes",
        "postgresql://me:open?sesame@db/quizzes",
        "postgresql+psycopg://me:sesame@db/quizzes",
        "mysql://me:sesame@db/quizzes",
        "postgresql://me@db/quizzes?password=sesame",
        "postgresql://me@db/quizzes?connect_timeout=5&SSLPassword=sesame",
        "postgresql://me@db/quizzes?pass%77ord=sesame",
    ],
)
def test_a_password_in_an_address_is_refused_and_never_repeated(url: str) -> None:
    message = refusal(f"database_url: {url}\n")
    assert message.startswith("config.yaml:1: 'database_url' holds a password")
    assert "PGPASSWORD" in message
    assert "~/.pgpass" in message
    assert "sesame" not in message
