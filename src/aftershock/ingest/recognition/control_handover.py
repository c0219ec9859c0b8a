"""Tells whether a control is left to somebody else, left open, or so broad that it controls nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.control_cues import CONTROL_NOUNS

if TYPE_CHECKING:
    from aftershock.ingest.recognition.clauses import Surroundings

__all__ = ["is_handed_over"]

_NOUNS: Final = rf"(?:[\s-]+{CONTROL_NOUNS})*"
_THEIR_OWN: Final = re.compile(
    r"\b(?:must|have\s+to|has\s+to|needs?\s+to|should|expected\s+to)\s+(?:bring|brings|add|supply|build|provide|roll"
    r"|write|arrange|implement|wire\s+up|put|set\s+up|configure)\s+(?:in\s+)?(?:their|your|his|one's)\s+own\s+$"
)
_BROAD: Final = re.compile(
    r"\b(?:broad|excessive|wide|sweeping|blanket|generous|unrestricted|unlimited|overly\s+\w+)\s+$"
)
_BY_OTHERS: Final = re.compile(
    rf"^{_NOUNS}\s+(?:is|are|(?:has|have)\s+to\s+be|must\s+be|needs?\s+to\s+be)\s+(?:\w+ly\s+)?(?:handled|done"
    rf"|managed|provided|performed|implemented|delegated|outsourced|left|built|added|supplied|set\s+up|arranged"
    rf"|written)\s+(?:by|to|for)\s+(?:the\s+|each\s+|its\s+)?"
    r"(?:client|clients|host|hosts|customers?|users?|callers?|operators?|deployers?|integrators?|developers?|whoever"
    r"|self-hosters)\b"
)
_LEFT_TO: Final = re.compile(r"\b(?:left\s+to|up\s+to|falls\s+to|leaves\s+it\s+to)\s+(?!date)[^,;.]{0,60}$")
_LEAVES: Final = re.compile(r"\b(?:leaves?|leaving|left)\b[^,;.]{0,40}$")
_LEFT: Final = re.compile(
    r"^[^,;.]{0,40}?\b(?:unanswered|open|aside|unsaid|out|blank|undefined|unspecified|undocumented|unexplained"
    r"|to\s+(?:the|its|each|whoever|users?|customers?))\b"
)


def is_handed_over(around: Surroundings, slug: str) -> bool:
    """Tell whether whoever runs the subject has to provide the control, or nobody does.

    Parameters
    ----------
    around
        What stands around the control's name.
    slug
        The control.
    """
    before, after = around.before, around.after
    return bool(
        _THEIR_OWN.search(before)
        or _LEFT_TO.search(before)
        or (_LEAVES.search(before) and _LEFT.match(after))
        or _BY_OTHERS.match(after)
        or (slug == "access-control" and _BROAD.search(before))
    )
