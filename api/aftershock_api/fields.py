"""What every question's record has in common: blanks are none, and a field that does not exist has a nearest one."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from aftershock_api.schemas import Shape

__all__ = ["Blank", "Fields", "Names", "Numbers", "numbers"]

_NUMBER = r"^[^=]+=[0-9]+(\.[0-9]+)?$"


class Fields(Shape):
    """What may be asked; a field that there is not is refused with the nearest that there is."""

    @model_validator(mode="wrap")
    @classmethod
    def _near(cls, given: Any, handler: ModelWrapValidatorHandler[Fields]) -> Fields:
        try:
            return handler(given)
        except ValidationError as error:
            found = error.errors()
            if not any(one["type"] == "extra_forbidden" for one in found):
                raise
            raise ValidationError.from_exception_data(error.title, [cls._told(one) for one in found]) from None

    @classmethod
    def _told(cls, one: Any) -> InitErrorDetails:
        if one["type"] != "extra_forbidden":
            return InitErrorDetails(type=one["type"], loc=one["loc"], input=one["input"], ctx=one.get("ctx", {}))
        names = [field.alias or name for name, field in cls.model_fields.items()]
        near = get_close_matches(str(one["loc"][-1]).replace("_", "-"), names, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(names))}"
        # the hint is no template: names of fields hold no braces
        return InitErrorDetails(
            type=PydanticCustomError("unknown_field", f"there is no such parameter; {hint}"),
            loc=one["loc"],
            input=one["input"],
        )


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


def _without_blanks(value: Any) -> Any:
    return [item for item in value if item != ""] if isinstance(value, list) else value


Blank = BeforeValidator(_blank_is_none)
"""A form sends an empty field for what was not chosen."""

Names = BeforeValidator(_without_blanks)
"""Of a list: what a form left empty is not in it."""

Numbers = Annotated[list[Annotated[str, Field(pattern=_NUMBER)]], Names]
"""Names with numbers, ``NAME=NUMBER``."""


def numbers(given: list[str]) -> dict[str, float]:
    """Read ``NAME=NUMBER``.

    Examples
    --------
    >>> numbers(["important=2.5"])
    {'important': 2.5}
    """
    return {name: float(number) for name, _, number in (text.rpartition("=") for text in given)}
