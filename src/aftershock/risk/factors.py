"""The ten agentic factors: one list for both published sets, and how people write their names.

OWASP AIVSS v0.5 and v0.8 share nine factors under different names. The tenth is Goal-Driven Planning in v0.5 (and in
the agent directory's practice), Natural Language Interface in v0.8.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

__all__ = ["FACTORS", "FACTOR_SETS", "TENTH", "Factor", "factor_named", "factor_names", "normalised"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One agentic risk amplification factor.

    Parameters
    ----------
    key
        Short name, the same in both sets.
    current
        Its name in v0.8; empty where v0.8 does not have it.
    former
        Its name in the directory's pages; empty where they do not have it.
    others
        Further spellings seen: v0.5's own, British ones.
    """

    key: str
    current: str
    former: str
    others: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The column of a table of worked examples, such as ``"f_autonomy"``."""
        return f"f_{'goal_planning' if self.key == 'planning' else self.key}"


FACTORS = (
    Factor("autonomy", "Execution Autonomy", "Autonomy of Action"),
    Factor("tools", "External Tool Control Surface", "Dynamic Tool Use", ("Tool Use",)),
    Factor("language", "Natural Language Interface", ""),
    Factor("planning", "", "Goal-Driven Planning"),
    Factor("context", "Contextual Awareness", "Contextual Awareness"),
    Factor("non_determinism", "Behavioral Non-Determinism", "Non-Determinism", ("Behavioural Non-Determinism",)),
    Factor("opacity", "Opacity & Reflexivity", "Opacity & Reflexivity"),
    Factor("persistence", "Persistent State Retention", "Persistent Memory", ("Memory Use",)),
    Factor("identity", "Dynamic Identity", "Dynamic Identity"),
    Factor("multi_agent", "Multi-Agent Interactions", "Multi-Agent Interactions"),
    Factor("self_mod", "Self-Modification", "Self-Modification"),
)

#: The factors of each set, in order: v0.8's ten, and the ten of v0.5 and the directory.
FACTOR_SETS = {
    "current": tuple(factor for factor in FACTORS if factor.current),
    "former": tuple(factor for factor in FACTORS if factor.former),
}

#: The tenth factor of each set; the other set's may stand in for it, with a note.
TENTH = {"current": "language", "former": "planning"}


def normalised(name: str) -> str:
    """Fold case, ampersands and punctuation, so that ``Opacity & Reflexivity`` is ``opacity and reflexivity``."""
    return re.sub(r"[\W_]+", " ", name.casefold().replace("&", " and ")).strip()


@cache
def _by_name() -> dict[str, Factor]:
    return {
        normalised(name): factor
        for factor in FACTORS
        for name in (factor.current, factor.former, *factor.others, factor.column)
        if name
    }


def factor_named(name: str) -> Factor | None:
    """Find a factor by any of its names.

    Parameters
    ----------
    name
        As somebody wrote it; case, ampersand and punctuation do not matter.

    Returns
    -------
    Factor or None
        ``None`` where no factor is called so.

    Examples
    --------
    >>> factor_named("opacity and reflexivity").key
    'opacity'
    >>> factor_named("f_tools").current
    'External Tool Control Surface'
    """
    return _by_name().get(normalised(name))


def factor_names(near: str, cutoff: float = 0.8) -> tuple[str, ...]:
    """Name the factors whose names look like a misspelt one, best first.

    Parameters
    ----------
    near
        What somebody wrote.
    cutoff
        How alike they must be, 0 (anything) to 1 (the same letters).

    Returns
    -------
    tuple of str
        At most three names.

    Examples
    --------
    >>> factor_names("Autonomy of Actoin")
    ('Autonomy of Action',)
    """
    columns = near.casefold().startswith("f_")
    spelled = {
        normalised(name): name
        for factor in FACTORS
        for name in ((factor.column,) if columns else (factor.current, factor.former, *factor.others))
        if name
    }
    found = difflib.get_close_matches(normalised(near), list(spelled), n=3, cutoff=cutoff)
    return tuple(spelled[name] for name in found)
