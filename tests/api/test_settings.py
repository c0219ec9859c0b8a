"""Settings come from the environment, and nothing that merely looks like one is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock.errors import UsageError
from aftershock_api.settings import Settings, load_settings
from aftershock_api.tokens import load_tokens

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AFTERSHOCK_{name.upper()}", raising=False)


def test_what_holds_when_nobody_says_otherwise() -> None:
    settings = load_settings()

    assert (settings.host, settings.port, settings.write_token) == ("127.0.0.1", 8000, None)
    assert (settings.query_bytes, settings.deadline_s, settings.running, settings.waiting) == (65536, 10.0, 4, 16)


def test_the_environment_sets_and_the_command_line_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSHOCK_PORT", "8100")
    monkeypatch.setenv("AFTERSHOCK_HOST", "::1")

    settings = load_settings(port=0, host=None)

    assert (settings.port, settings.host) == (0, "::1")


def test_an_empty_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSHOCK_WRITE_TOKEN", "")

    assert load_settings().write_token is None


def test_a_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSHOCK_WRITE_TOKEN", "correct-horse-battery")

    assert "correct" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("AFTERSHOCK_PROT", "did you mean AFTERSHOCK_PORT?"),
        ("AFTERSHOCK_WRTE_TOKEN", "did you mean AFTERSHOCK_WRITE_TOKEN?"),
        ("AFTERSHOCK_XYZZY", "the settings are AFTERSHOCK_DATA, "),
    ],
)
def test_a_name_that_is_no_setting_is_refused_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "1")

    with pytest.raises(UsageError, match=f"{name} is no setting; ") as caught:
        load_settings()

    assert meant in str(caught.value)


def test_settings_of_the_tests_are_let_pass() -> None:
    assert load_settings({"AFTERSHOCK_SHARED": "x", "AFTERSHOCK_W3C": "y", "PATH": "z"}).port == 8000


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("AFTERSHOCK_PORT", "65536", "AFTERSHOCK_PORT: input should be less than or equal to 65535"),
        ("AFTERSHOCK_PORT", "http", "AFTERSHOCK_PORT: input should be a valid integer"),
        ("AFTERSHOCK_DEADLINE_S", "0", "AFTERSHOCK_DEADLINE_S: input should be greater than 0"),
        ("AFTERSHOCK_DEADLINE_S", "inf", "AFTERSHOCK_DEADLINE_S: input should be less than or equal to 86400"),
        ("AFTERSHOCK_INGEST_DEADLINE_S", "1e300", "AFTERSHOCK_INGEST_DEADLINE_S: input should be less than"),
        ("AFTERSHOCK_QUERY_MEMORY", "9" * 20, "AFTERSHOCK_QUERY_MEMORY: input should be less than"),
        (
            "AFTERSHOCK_CORS_ORIGINS",
            "https://a.example/page",
            "AFTERSHOCK_CORS_ORIGINS: 'https://a.example/page' is no",
        ),
    ],
)
def test_a_value_out_of_its_range_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(UsageError, match=sentence):
        load_settings()


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "aftershock.toml"
    monkeypatch.setenv("AFTERSHOCK_SETTINGS_FILE", str(place))
    return place


def test_a_file_sets_the_environment_goes_before_it_and_the_command_line_before_both(
    settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file.write_text('port = 1\nrunning = 2\nwaiting = 3\ncors_origins = ["https://a.example"]\n')
    monkeypatch.setenv("AFTERSHOCK_RUNNING", "20")
    monkeypatch.setenv("AFTERSHOCK_WAITING", "")

    settings = load_settings(port=100)

    assert (settings.port, settings.running, settings.waiting) == (100, 20, 3)
    assert settings.cors_origins == ("https://a.example",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 1", "aftershock.toml: prot is no setting; did you mean port?"),
        ("AFTERSHOCK_PORT = 1", "aftershock.toml: AFTERSHOCK_PORT is no setting; did you mean port?"),
        ('port = "http"', "aftershock.toml: port: input should be a valid integer"),
        ("port = ", "is no TOML: "),
        ('settings_file = "other.toml"', "settings_file: a settings file names no other"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_what_is_wrong_in_a_file_is_refused_with_its_name(settings_file: Path, text: str | None, sentence: str) -> None:
    if text is not None:
        settings_file.write_text(text)

    with pytest.raises(UsageError) as caught:
        load_settings()

    assert sentence in str(caught.value)
    assert str(settings_file) in str(caught.value)


def test_origins_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSHOCK_CORS_ORIGINS", "https://a.example, http://127.0.0.1:3000")

    assert load_settings().cors_origins == ("https://a.example", "http://127.0.0.1:3000")


def test_what_is_shown_has_no_secret() -> None:
    secrets = {"read_token": "aaaaaaaa", "write_token": "bbbbbbbb", "admin_token": "cccccccc"}

    shown = load_settings({}, **secrets).shown()

    assert not [secret for secret in secrets.values() if secret in str(shown)]
    assert set(shown) == set(Settings.model_fields) - set(secrets)


def test_tokens_come_from_a_file_and_the_widest_scope_counts(tmp_path: Path) -> None:
    place = tmp_path / "tokens"
    place.write_text("# who reads\nread one\n\nwrite  two\nread both\nadmin both\n")

    tokens = load_tokens(load_settings({}, tokens_file=place, read_token="three"))

    assert [tokens.scope_of(one) for one in ("one", "two", "three", "both", "four", "")] == [
        *("read", "write", "read", "admin"),
        *(None, None),
    ]
    assert tokens.counts() == {"read": 3, "write": 1, "admin": 1}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("reader one", "line 1: 'reader' is no scope; a line is read, write or admin, a space, and the token"),
        ("read", "line 1: a token is one word of letters, digits and signs of ASCII"),
        ("read two words", "line 1: a token is one word"),
        ("read gr\u00fcn", "line 1: a token is one word"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_line_that_is_no_token_is_refused_and_not_repeated(tmp_path: Path, line: str | None, sentence: str) -> None:
    place = tmp_path / "tokens"
    if line is not None:
        place.write_text(line, encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        load_tokens(load_settings({}, tokens_file=place))

    assert sentence in str(caught.value)
    assert "two words" not in str(caught.value)
