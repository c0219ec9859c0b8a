"""Settings of the service, from the environment; a variable that is not one of them is refused by name."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from aftershock.errors import UsageError

__all__ = ["PREFIX", "Settings", "load_settings"]

PREFIX: Final = "AFTERSHOCK_"

_OF_THE_TESTS: Final = frozenset({"AFTERSHOCK_SHARED", "AFTERSHOCK_W3C"})


class Settings(BaseSettings):
    """What the service can be told; each field is the variable ``AFTERSHOCK_`` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True, hide_input_in_errors=True
    )

    data: Path | None = Field(None, description="The data directory; the same as `aftershock --data`.")
    host: str = Field(
        "127.0.0.1", min_length=1, description="The address to listen at; loopback unless told otherwise."
    )
    port: int = Field(8000, ge=0, le=65535, description="The port to listen at; 0 picks a free one.")
    write_token: SecretStr | None = Field(
        None, description="Who sends it as a bearer token may write; without it, or empty, nobody may."
    )
    drain_seconds: int = Field(15, ge=0, le=600, description="How long running answers may take after SIGTERM.")
    query_bytes: int = Field(65_536, gt=0, description="The longest query text taken, in bytes.")
    deadline_s: float = Field(10.0, gt=0, description="Seconds that a query may run.")
    query_memory: int = Field(
        536_870_912, gt=0, description="Address space of a worker that answers queries, in bytes."
    )
    result_rows: int = Field(100_000, gt=0, description="The most rows of an answer.")
    result_bytes: int = Field(50_000_000, gt=0, description="The longest answer, in bytes.")
    running: int = Field(4, gt=0, description="Queries that run at once.")
    waiting: int = Field(16, ge=0, description="Queries that may wait; more are told to come again.")
    document_bytes: int = Field(50_000_000, gt=0, description="The largest document taken, in bytes.")
    triples: int = Field(1_000_000, gt=0, description="The most triples of a document.")
    ingest_memory: int = Field(
        2_147_483_648, gt=0, description="Address space of a worker that reads documents, in bytes."
    )
    ingest_deadline_s: float = Field(60.0, gt=0, description="Seconds that reading and storing a document may take.")

    def limits(self) -> dict[str, int | float]:
        """Give what queries and documents may cost, as `KnowledgeBase.open` takes it."""
        names = (
            *("query_bytes", "deadline_s", "query_memory", "result_rows", "result_bytes", "running", "waiting"),
            *("document_bytes", "triples", "ingest_memory", "ingest_deadline_s"),
        )
        return {name: getattr(self, name) for name in names}


def load_settings(environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Read the settings.

    Parameters
    ----------
    environment
        Where to look for unknown names; the process's own environment by default.
    **given
        Settings that somebody gave by hand; ``None`` means not given.

    Raises
    ------
    UsageError
        If a variable begins with ``AFTERSHOCK_`` and is no setting, or a value is out of its range.

    Examples
    --------
    >>> load_settings({}, port=0).port
    0
    >>> load_settings({"AFTERSHOCK_PROT": "80"})
    Traceback (most recent call last):
    ...
    aftershock.errors.UsageError: AFTERSHOCK_PROT is no setting; did you mean AFTERSHOCK_PORT?
    """
    known = [name.upper() for name in Settings.model_fields]
    for name in os.environ if environment is None else environment:
        short = name.upper().removeprefix(PREFIX)
        if short == name.upper() or short in known or name.upper() in _OF_THE_TESTS:
            continue
        near = difflib.get_close_matches(short, known, n=1)
        meant = (
            f"did you mean {PREFIX}{near[0]}?"
            if near
            else f"the settings are {', '.join(PREFIX + one for one in known)}"
        )
        raise UsageError(f"{name} is no setting; {meant}")
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{PREFIX}{str(first['loc'][0]).upper()}: {first['msg'].lower()}") from None
