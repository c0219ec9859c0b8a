"""Settings come from the environment, and nothing that merely looks like one is passed over."""

from __future__ import annotations

import pytest

from aftershock.errors import UsageError
from aftershock_api.settings import Settings, load_settings


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
        ("AFTERSHOCK_TOKEN", "did you mean AFTERSHOCK_WRITE_TOKEN?"),
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
    ],
)
def test_a_value_out_of_its_range_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(UsageError, match=sentence):
        load_settings()
