"""How numbers, likelihoods and long addresses are written on a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["breakable", "percent", "points", "thousands"]

_LEAST_TOLD: Final = 0.0001
_AFTER: Final = re.compile(r"(?<=[/#?&=@])(?![/#?&=@])")


def thousands(number: int) -> str:
    """Write a number with its thousands apart.

    Parameters
    ----------
    number
        Any.

    Examples
    --------
    >>> thousands(12345)
    '12,345'
    """
    return f"{number:,}"


def points(value: float) -> str:
    """Write a likelihood in hundredths, with no more digits than anybody knows.

    Parameters
    ----------
    value
        From 0 to 1.

    Examples
    --------
    >>> points(0.98765), points(0.00002)
    ('98.8', 'under 0.01')
    """
    return "under 0.01" if 0 < value < _LEAST_TOLD else f"{value * 100:.3g}"


def percent(value: float) -> str:
    """Write a likelihood in hundredths, and say that they are.

    Parameters
    ----------
    value
        From 0 to 1.

    Examples
    --------
    >>> percent(0.5)
    '50 %'
    """
    return f"{points(value)} %"


def breakable(text: str) -> Markup:
    """Let a text break after marks that part an address, so that words stay whole; nothing of it is markup.

    Parameters
    ----------
    text
        An IRI, or a name that may hold one; a stranger's.

    Examples
    --------
    >>> print(breakable("https://example.org/id/mitigation/admission-control"))
    https://<wbr>example.org/<wbr>id/<wbr>mitigation/<wbr>admission-control
    >>> print(breakable("a/<b>"))
    a/<wbr>&lt;b&gt;
    """
    from markupsafe import Markup, escape

    return Markup("<wbr>").join(escape(piece) for piece in _AFTER.split(text) if piece)
