"""Queries that the engine would answer wrongly, or walk from the wrong end: rewritten, or refused with the reason.

The engine is pyoxigraph 0.5. What is known of its answers is held by the tests of this package, each by another
oracle.
"""

from __future__ import annotations

from aftershock.isolation.rewriting.rules import rewrite

__all__ = ["rewrite"]
