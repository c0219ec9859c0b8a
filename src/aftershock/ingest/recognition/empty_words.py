"""Words that name nothing a threat could be about: a sentence of these alone makes no claim, whatever words weigh."""

from __future__ import annotations

from functools import cache
from typing import Final

from aftershock.ingest.recognition.tokens import tokenise
from aftershock.ingest.recognition.windows import comparable

__all__ = ["says_something"]

_EMPTY: Final = """
a an the this that these those it its they them their there here he she his her we our you your who whom whose which
what of in on at by for from to with about as and or but nor so if than then too also else only even just yet
still more most
is are was were be been being am has have had do does did done not no none nothing nobody neither never anything anyone
anybody something somebody someone everything everybody everyone all any some each every other others such own
can cannot could may might must shall should will would say said tell told speak spoken state stated mention mentioned
note noted name named give given know known unknown clear unclear certain uncertain sure unsure find found see seen
page listing entry site source vendor maker provider author detail information word claim one two fine good well
applicable available far now today later otherwise elsewhere layer agent product
"""


def says_something(text: str) -> bool:
    """Say whether a sentence has a word that a threat could be about.

    Parameters
    ----------
    text
        The sentence.

    Examples
    --------
    >>> [says_something(text) for text in ("Nothing is said.", "The page says nothing.", "Nothing is signed.")]
    [False, False, True]
    """
    return any(stem not in _stems() for _, stem in comparable(tokenise(text)) if stem.isalnum())


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem for _, stem in comparable(tokenise(_EMPTY)))
