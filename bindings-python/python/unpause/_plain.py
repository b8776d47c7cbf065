"""Results, statuses and errors as plain data, for JSON. A class that derives from ``Plain`` needs nothing more."""

from __future__ import annotations

from . import _typing
from ._typing import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def plain(value: object) -> Any:
    """Return the value as JSON has it."""
    if isinstance(value, Plain):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


class Plain:
    """A value that ``to_dict`` gives as plain data, and that pydantic takes as it is and writes in this form."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, _typing.Any]:
        """Return the fields by name, with everything in them as JSON has it: ``json.dumps`` writes it."""
        return {name: plain(getattr(self, name)) for name in self._names()}

    def _names(self) -> tuple[str, ...]:
        return self.__match_args__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> _typing.Any:
        # Only pydantic calls it, so it is there.
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(
            cls, serialization=core_schema.plain_serializer_function_ser_schema(cls.to_dict)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: Callable[..., object]) -> dict[str, _typing.Any]:
        return {"title": cls.__name__, "type": "object", "description": (cls.__doc__ or "").partition("\n")[0]}
