"""What every question's record has in common: blanks are none, and a field that does not exist has a nearest one."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from aftershock.model.untaken import untaken
from aftershock_api.schemas import Shape

__all__ = ["Blank", "Fields", "Names", "Numbers", "numbers"]

_NUMBERS: Final[tuple[Any, ...]] = (int, float, int | None, float | None)
_NUMBER: Final = r"^[^=]+=[0-9]+(\.[0-9]+)?$"


class Fields(Shape):
    """What may be asked; a field that there is not is refused with the nearest that there is.

    Attributes
    ----------
    asks
        The question, by the name of its command: where it does not take what others do, the refusal then says why.
    """

    asks: ClassVar[str] = ""

    @model_validator(mode="wrap")
    @classmethod
    def _near(cls, given: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        booleans = cls._booleans(given)
        try:
            if booleans:
                raise ValidationError.from_exception_data(cls.__name__, booleans)
            return handler(given)
        except ValidationError as error:
            found = error.errors()
            if not any(one["type"] == "extra_forbidden" for one in found):
                raise
            raise ValidationError.from_exception_data(error.title, [cls._told(one) for one in found]) from None

    @classmethod
    def _booleans(cls, given: Any) -> list[InitErrorDetails]:
        """Find numbers that were given as true or false, which Python would take for 1 and 0."""
        if not isinstance(given, dict):
            return []
        names = {name: field.annotation for key, field in cls.model_fields.items() for name in (key, field.alias)}
        return [
            InitErrorDetails(
                type=PydanticCustomError("number_type", "input should be a number, not true or false"),
                loc=(name,),
                input=value,
            )
            for name, value in given.items()
            if isinstance(value, bool) and names.get(name, bool) in _NUMBERS
        ]

    @classmethod
    def _told(cls, one: Any) -> InitErrorDetails:
        if one["type"] != "extra_forbidden":
            return InitErrorDetails(type=one["type"], loc=one["loc"], input=one["input"], ctx=one.get("ctx", {}))
        names = [field.alias or name for name, field in cls.model_fields.items()]
        given = str(one["loc"][-1])
        near = get_close_matches(given.replace("_", "-"), names, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(names))}"
        # the sentence is no template: names of fields hold no braces
        sentence = untaken(cls.asks, given) or f"there is no such parameter; {hint}"
        return InitErrorDetails(type=PydanticCustomError("unknown_field", sentence), loc=one["loc"], input=one["input"])


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
