"""CVSS v4.0 vectors, and nothing else that looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.errors import DocumentError
from aftershock.risk import aivss
from aftershock.risk.vector import base_of_vector

VECTOR = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


def test_threat_and_environmental_metrics_do_not_count() -> None:
    assert base_of_vector(f" {VECTOR}/E:U/CR:L ") == (
        Decimal("9.3"),
        ("AIVSS takes the CVSS base: E, CR of the vector did not count",),
    )


@pytest.mark.parametrize(
    ("vector", "words"),
    [
        (
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "the vector is of CVSS 3.1; AIVSS is defined over CVSS v4.0 alone",
        ),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "the vector is of CVSS 3.0"),
        ("AV:N/AC:L/Au:N/C:P/I:P/A:P", "is no CVSS v4.0 vector; one begins with CVSS:4.0/"),
        ("CVSS:4.0", "is no CVSS v4.0 vector"),
        ("CVSS:4.0/AV:N", "cannot be read: Missing mandatory metrics"),
        (VECTOR.replace("AV:N", "AV:Q"), "cannot be read"),
        ("", "is no CVSS v4.0 vector"),
    ],
)
def test_other_vectors_are_refused_with_the_reason(vector: str, words: str) -> None:
    with pytest.raises(DocumentError) as refused:
        base_of_vector(vector)
    assert words in str(refused.value)
    assert refused.value.field == "cvss_vector"


@given(st.text(alphabet="CVSS:4.0/AVNLHPRUIXé \0", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        score, _ = base_of_vector(f"{VECTOR}{text}")
    except DocumentError:
        return
    assert Decimal(0) <= score <= Decimal(10)


def test_a_base_beside_a_vector_must_agree_with_it() -> None:
    assert aivss({}, cvss_base="9.3", cvss_vector=VECTOR).cvss_base == Decimal("9.3")
    with pytest.raises(DocumentError, match=r"given as 9\.0, but the CVSS v4\.0 vector gives 9\.3"):
        aivss({}, cvss_base="9.0", cvss_vector=VECTOR)
