"""The names of other modules that signatures use.

``typing`` is imported when somebody asks for one of its names, as ``typing.get_type_hints`` does: importing it takes
longer than the whole package.
"""

from __future__ import annotations

# Python has loaded this module when it starts, but not the package `collections`.
from _collections_abc import Callable as Callable
from _collections_abc import Coroutine as Coroutine
from _collections_abc import Generator as Generator
from _collections_abc import Iterable as Iterable
from _collections_abc import Iterator as Iterator
from _collections_abc import Mapping as Mapping
from _collections_abc import Sequence as Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._typed import Any as Any
    from ._typed import CredentialsStage as CredentialsStage
    from ._typed import DesiredState as DesiredState
    from ._typed import LeftOutReason as LeftOutReason
    from ._typed import ManyOperation as ManyOperation
    from ._typed import P as P
    from ._typed import R as R
    from ._typed import Self as Self
    from ._typed import Situation as Situation
    from ._typed import TransportReason as TransportReason
    from ._typed import Unpack as Unpack
else:

    def __getattr__(name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import _typed

        return getattr(_typed, name)
