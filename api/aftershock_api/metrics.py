"""Figures for Prometheus: what the service counts itself, written in its text format.

The format is a few lines (https://prometheus.io/docs/instrumenting/exposition_formats/), so no library is depended on
for it. Labels are bounded: routes are templates such as ``/agents/{name}``, methods are those of HTTP, statuses those
that we send.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from threading import Lock
from typing import Final

__all__ = ["CONTENT_TYPE", "Family", "Metrics", "exposition"]

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""Of the text format."""

_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})

Sample = tuple[str, Mapping[str, str], float]


@dataclass(frozen=True, slots=True)
class Family:
    """A metric with its samples.

    Parameters
    ----------
    name
        Of the metric.
    kind
        ``counter``, ``gauge``, ``histogram`` or ``summary``.
    help
        What it says, in a line.
    samples
        Each a suffix of the name, its labels, and the figure.
    """

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]


@dataclass(slots=True)
class Metrics:
    """What the service counts of its requests; safe to use from several threads.

    Examples
    --------
    >>> counted = Metrics()
    >>> counted.observe("GET", "/agents/{name}", 200, 0.004)
    >>> counted.observe("BREW", None, 404, 0.004)
    >>> print(exposition(counted.families()).splitlines()[3])
    aftershock_http_requests_total{method="other",route="none",status="404"} 1
    """

    _counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _times: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def observe(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request.

        Parameters
        ----------
        method
            Of HTTP; another counts as ``other``.
        route
            The template; ``None`` where nothing is at that address.
        status
            Of the answer; 0 where the client left before there was one.
        seconds
            How long it took.
        """
        named, where = method if method in _METHODS else "other", route or "none"
        with self._lock:
            key = (named, where, str(status))
            self._counts[key] = self._counts.get(key, 0) + 1
            slots = self._times.setdefault((named, where), [0.0] * (len(_BOUNDS) + 2))
            slots[bisect_left(_BOUNDS, seconds)] += 1
            slots[-1] += seconds

    def families(self) -> tuple[Family, ...]:
        """Give what was counted."""
        with self._lock:
            counts, times = sorted(self._counts.items()), sorted((key, tuple(one)) for key, one in self._times.items())
        requests = tuple(
            ("", {"method": method, "route": route, "status": status}, float(count))
            for (method, route, status), count in counts
        )
        durations = tuple(
            one for (method, route), slots in times for one in _histogram({"method": method, "route": route}, slots)
        )
        return (
            Family("aftershock_http_requests_total", "counter", "Requests answered, by route and status.", requests),
            Family("aftershock_http_request_duration_seconds", "histogram", "Time to the end of an answer.", durations),
        )


def exposition(families: Iterable[Family]) -> str:
    r"""Write metrics in the text format.

    Parameters
    ----------
    families
        What to write; those without a sample are left out.

    Examples
    --------
    >>> exposition([Family("up", "gauge", "Whether.", (("", {"of": 'a"b'}, 1.0),))])
    '# HELP up Whether.\n# TYPE up gauge\nup{of="a\\"b"} 1\n'
    """
    lines: list[str] = []
    for one in families:
        if one.samples:
            lines += [f"# HELP {one.name} {one.help}", f"# TYPE {one.name} {one.kind}"]
            lines += [f"{one.name}{suffix}{_labels(labels)} {value:.15g}" for suffix, labels, value in one.samples]
    return "".join(f"{line}\n" for line in lines)


def _histogram(labels: dict[str, str], slots: tuple[float, ...]) -> list[Sample]:
    counts = list(accumulate(slots[:-1]))
    bounds = [*(f"{bound:g}" for bound in _BOUNDS), "+Inf"]
    buckets: list[Sample] = [
        ("_bucket", {**labels, "le": bound}, count) for bound, count in zip(bounds, counts, strict=True)
    ]
    return [*buckets, ("_sum", labels, slots[-1]), ("_count", labels, counts[-1])]


def _labels(labels: Mapping[str, str]) -> str:
    escaped = (
        (name, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")) for name, value in labels.items()
    )
    inside = ",".join(f'{name}="{value}"' for name, value in escaped)
    return f"{{{inside}}}" if inside else ""
