"""Settings of the service, from the environment or a file; a name that is not one of them is refused."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from aftershock.errors import UsageError

__all__ = ["PREFIX", "Settings", "load_settings"]

PREFIX: Final = "AFTERSHOCK_"

_OF_THE_TESTS: Final = frozenset({"AFTERSHOCK_SHARED", "AFTERSHOCK_W3C"})
_ORIGIN: Final = re.compile(r"\*|https?://[A-Za-z0-9.\-]+(?::\d{1,5})?|https?://\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_HOST: Final = re.compile(r"\*|[A-Za-z0-9_.\-]+|[0-9A-Fa-f:.]+")
_LIMITS: Final = (
    *("query_bytes", "nesting", "joins", "optionals", "chain", "values", "prefixes", "deadline_s", "query_memory"),
    *("result_rows", "result_bytes", "running", "waiting"),
    *("document_bytes", "expansion", "triples", "ingest_memory", "ingest_deadline_s"),
)


class Settings(BaseSettings):
    """What the service can be told; each field is the variable ``AFTERSHOCK_`` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True, hide_input_in_errors=True
    )

    data: Path | None = Field(None, description="The data directory; the same as `aftershock --data`.")
    settings_file: Path | None = Field(
        None, description="A TOML file of settings, by their names in small letters; the environment goes before it."
    )
    host: str = Field(
        "127.0.0.1", min_length=1, description="The address to listen at; loopback unless told otherwise."
    )
    port: int = Field(8000, ge=0, le=65535, description="The port to listen at; 0 picks a free one.")
    read_token: SecretStr | None = Field(
        None, description="Where there is one, whoever reads sends it, or one of a wider scope, as a bearer token."
    )
    write_token: SecretStr | None = Field(
        None, description="Who sends it as a bearer token may write; without it, or empty, nobody may."
    )
    admin_token: SecretStr | None = Field(
        None, description="Who sends it may write, and alone sees `/metrics` and the settings at `/readyz`."
    )
    tokens_file: Path | None = Field(
        None, description="A file of further tokens, one a line: `read`, `write` or `admin`, a space, the token."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Origins whose scripts may ask, such as `https://a.example`; commas between; `*` is all."
    )
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Further names by which the service is called (`Host`), such as `graph.example`, commas between; "
        "the address it listens at and `localhost` are known; `*` is any.",
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="How the log is written: `json`, `text`, or `auto`: text on a terminal, else JSON."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least that is logged: `debug`, `info` (every request), `warning` or `error`."
    )
    notice_seconds: float = Field(
        0.0, ge=0, le=300, description="How long readiness says no after SIGTERM before the end of an idle service."
    )
    drain_seconds: int = Field(15, ge=1, le=600, description="How long running answers may take after SIGTERM.")
    query_bytes: int = Field(65_536, gt=0, description="The longest query text taken, in bytes.")
    update_bytes: int = Field(1_000_000, gt=0, description="The longest update text taken, in bytes.")
    default_graph: Literal["union", "empty"] = Field(
        "union",
        description="What a query is asked of that names no graphs: the `union` of all current ones, or `empty`: the "
        "store's own default graph.",
    )
    nesting: int = Field(64, gt=0, description="How deep brackets may stand in each other, in queries and documents.")
    joins: int = Field(100, gt=0, description="Triple patterns, path steps and groups joined in one group.")
    optionals: int = Field(64, gt=0, description="OPTIONAL in a query.")
    chain: int = Field(1_000, gt=0, description="How deep a query may be as a tree of operators.")
    values: int = Field(10_000, gt=0, description="Values that VALUES may list.")
    prefixes: int = Field(500, gt=0, description="Prefixes that a query may declare.")
    deadline_s: float = Field(10.0, gt=0, le=86_400, description="Seconds that a query may run.")
    query_memory: int = Field(
        536_870_912, gt=0, lt=2**63, description="Address space of a worker that answers queries, in bytes."
    )
    result_rows: int = Field(100_000, gt=0, description="The most rows of an answer.")
    result_bytes: int = Field(50_000_000, gt=0, description="The longest answer, in bytes.")
    running: int = Field(4, gt=0, description="Queries that run at once.")
    waiting: int = Field(16, ge=0, description="Queries that may wait; more are told to come again.")
    document_bytes: int = Field(50_000_000, gt=0, description="The largest document taken, in bytes.")
    expansion: int = Field(10, gt=0, description="How many times its size a document may become when unpacked.")
    triples: int = Field(1_000_000, gt=0, description="The most triples of a document.")
    ingest_memory: int = Field(
        2_147_483_648, gt=0, lt=2**63, description="Address space of a worker that reads documents, in bytes."
    )
    ingest_deadline_s: float = Field(
        60.0, gt=0, le=86_400, description="Seconds that reading and storing a document may take."
    )

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _origins(cls, given: Any) -> Any:
        found = tuple(given.replace(",", " ").split()) if isinstance(given, str) else given
        for one in found if isinstance(found, list | tuple) else ():
            if not (isinstance(one, str) and _ORIGIN.fullmatch(one)):
                raise ValueError(f"{one!r} is no origin; one is a scheme, a host and perhaps a port: https://a.example")
        return found

    @field_validator("hosts", mode="before")
    @classmethod
    def _hosts(cls, given: Any) -> Any:
        found = tuple(given.replace(",", " ").split()) if isinstance(given, str) else given
        for one in found if isinstance(found, list | tuple) else ():
            if not (isinstance(one, str) and _HOST.fullmatch(one)):
                raise ValueError(f"{one!r} is no name of a host; one is without scheme and port: graph.example")
        return found

    @field_validator("read_token", "write_token", "admin_token")
    @classmethod
    def _token(cls, given: SecretStr | None) -> SecretStr | None:
        return given if given is not None and given.get_secret_value() else None

    def limits(self) -> dict[str, int | float]:
        """Give what queries and documents may cost, as `KnowledgeBase.open` takes it."""
        return {name: getattr(self, name) for name in _LIMITS}

    def shown(self) -> dict[str, Any]:
        """Give every setting that is no secret, as JSON has it."""
        secrets = {name for name in type(self).model_fields if name.endswith("_token")}
        return self.model_dump(mode="json", exclude=secrets)


def load_settings(environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Read the settings.

    Parameters
    ----------
    environment
        Where to look for names; the process's own environment by default.
    **given
        Settings that somebody gave by hand, which go before all others; ``None`` means not given.

    Raises
    ------
    UsageError
        If a variable begins with ``AFTERSHOCK_`` and is no setting, the file has a name that is none or cannot be
        read, or a value is out of its range.

    Examples
    --------
    >>> load_settings({}, port=0).port
    0
    >>> load_settings({"AFTERSHOCK_PROT": "80"})
    Traceback (most recent call last):
    ...
    aftershock.errors.UsageError: AFTERSHOCK_PROT is no setting; did you mean AFTERSHOCK_PORT?
    """
    named = os.environ if environment is None else environment
    for name in named:
        short = name.upper().removeprefix(PREFIX)
        if short != name.upper() and name.upper() not in _OF_THE_TESTS:
            _check(name, short, PREFIX, str.upper)
    by_hand = {name: value for name, value in given.items() if value is not None}
    place = by_hand.get("settings_file") or os.environ.get(f"{PREFIX}SETTINGS_FILE")
    from_file = _read(Path(place)) if place else {}
    for name in (*by_hand, *(name.lower().removeprefix(PREFIX.lower()) for name, value in os.environ.items() if value)):
        from_file.pop(name, None)
    try:
        return Settings(**from_file, **by_hand)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        where = f"{place}: {field}" if field in from_file else f"{PREFIX}{field.upper()}"
        said = first["msg"].removeprefix("Value error, ")
        raise UsageError(f"{where}: {said[:1].lower()}{said[1:]}") from None


def _read(place: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"the settings file {place} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the settings file {place} is no TOML: {error}") from error
    for name in found:
        _check(f"{place}: {name}", name.upper(), "", str.lower)
    if "settings_file" in found:
        raise UsageError(f"{place}: settings_file: a settings file names no other; put all settings into one")
    return found


def _check(shown: str, name: str, prefix: str, case: Callable[[str], str]) -> None:
    known = [field.upper() for field in Settings.model_fields]
    if name in known:
        return
    near = difflib.get_close_matches(name.removeprefix(PREFIX), known, n=1)
    names = [prefix + case(one) for one in near or known]
    meant = f"did you mean {names[0]}?" if near else f"the settings are {', '.join(names)}"
    raise UsageError(f"{shown} is no setting; {meant}")
