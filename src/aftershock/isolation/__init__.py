"""Work that may crash, hang or reach out is done in processes that may not: limits, a scanner, killable workers.

Nothing here knows what the work is. A task is named ``"package.module:function"``; it takes a header (a dictionary that
JSON can hold) and bytes, and gives the same.
"""

from __future__ import annotations

from aftershock.isolation.dedicated import Dedicated
from aftershock.isolation.documents import Notation, scan_document
from aftershock.isolation.limits import Limits
from aftershock.isolation.pool import Pool
from aftershock.isolation.sandbox import Sandbox
from aftershock.isolation.scanner import Form, Scan, scan_query
from aftershock.isolation.status import PoolStatus, Stream

__all__ = [
    "Dedicated",
    "Form",
    "Limits",
    "Notation",
    "Pool",
    "PoolStatus",
    "Sandbox",
    "Scan",
    "Stream",
    "scan_document",
    "scan_query",
]
