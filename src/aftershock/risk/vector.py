"""The CVSS base score of a vector: CVSS v4.0 and no other version."""

from __future__ import annotations

import re
from decimal import Decimal

from aftershock.errors import DocumentError

__all__ = ["base_of_vector"]

_BASE_METRICS = ("AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA")


def base_of_vector(vector: str) -> tuple[Decimal, tuple[str, ...]]:
    """Compute the CVSS v4.0 base score of a vector.

    Parameters
    ----------
    vector
        Such as ``"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"``; threat, environmental and
        supplemental metrics are checked but do not count.

    Returns
    -------
    tuple of Decimal and tuple of str
        The base score, 0.0 to 10.0, and notes.

    Raises
    ------
    DocumentError
        If it is a vector of another CVSS version, or malformed.

    Notes
    -----
    The score is computed by the ``cvss`` library; the method is FIRST's "CVSS v4.0 Specification Document".

    Examples
    --------
    >>> base_of_vector("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")
    (Decimal('9.3'), ())
    """
    from cvss import CVSS4
    from cvss.exceptions import CVSS4Error

    text = vector.strip()
    if not text.startswith("CVSS:4.0/"):
        raise DocumentError(_not_version_four(text), field="cvss_vector")
    try:
        metrics: dict[str, str] = CVSS4(text).original_metrics
        score = CVSS4("CVSS:4.0/" + "/".join(f"{metric}:{metrics[metric]}" for metric in _BASE_METRICS)).base_score
    except CVSS4Error as error:
        raise DocumentError(f"the CVSS v4.0 vector cannot be read: {error}", field="cvss_vector") from error
    more = [metric for metric in metrics if metric not in _BASE_METRICS]
    notes = (f"AIVSS takes the CVSS base: {', '.join(more)} of the vector did not count",) if more else ()
    return Decimal(str(score)), notes


def _not_version_four(text: str) -> str:
    said = re.match(r"CVSS:(\d+(?:\.\d+)?)(?=/|$)", text, re.IGNORECASE)
    if said is None or said[1] == "4.0":
        return f"{text[:60]!r} is no CVSS v4.0 vector; one begins with CVSS:4.0/ and states its eleven base metrics"
    return (
        f"the vector is of CVSS {said[1]}; AIVSS is defined over CVSS v4.0 alone, and the versions' scores are not on "
        f"one scale: score the weakness anew as a CVSS:4.0/ vector"
    )
