from __future__ import annotations

from dataclasses import fields

import pytest

from aftershock.errors import UsageError
from aftershock.isolation import Limits


def test_the_service_has_the_limits_it_promises():
    limits = Limits()
    assert (limits.query_bytes, limits.nesting, limits.deadline_s) == (65_536, 64, 10)
    assert (limits.query_memory, limits.ingest_memory) == (512 * 1024**2, 2 * 1024**3)
    assert (limits.result_rows, limits.result_bytes) == (100_000, 50_000_000)
    assert (limits.running, limits.waiting) == (4, 16)
    assert (limits.document_bytes, limits.expansion, limits.triples) == (50_000_000, 10, 1_000_000)
    assert limits.ingest_deadline_s == 60


def test_the_command_line_is_wider_wherever_it_differs():
    service, command = Limits(), Limits.for_command_line()
    for field in fields(Limits):
        if field.name not in ("running", "waiting"):
            assert getattr(command, field.name) >= getattr(service, field.name), field.name
    assert command.deadline_s > service.deadline_s


@pytest.mark.parametrize("field", [field.name for field in fields(Limits)])
def test_a_limit_is_positive(field):
    with pytest.raises(UsageError, match=rf"the limit '{field}' is -1; it must be"):
        Limits(**{field: -1})


def test_nobody_need_wait_but_somebody_must_run():
    assert Limits(waiting=0).waiting == 0
    with pytest.raises(UsageError, match="the limit 'running' is 0; it must be greater than 0"):
        Limits(running=0)
