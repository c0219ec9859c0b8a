"""What every page's question has in common: a blank is what its form sends for what was not chosen, of any field."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from aftershock_api.fields import Fields

__all__ = ["PageFields"]


class PageFields(Fields):
    """What a page may be asked: blanks count as left out, and a parameter that there is not is refused.

    Examples
    --------
    >>> class Asked(PageFields):
    ...     rows: str = "threats"
    >>> Asked.model_validate({"rows": ""}).rows
    'threats'
    """

    @model_validator(mode="before")
    @classmethod
    def _chosen(cls, given: Any) -> Any:
        return {name: value for name, value in given.items() if value != ""} if isinstance(given, dict) else given
