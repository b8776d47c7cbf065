"""The types that only annotations need. ``_typing`` imports this module when they are evaluated."""

from __future__ import annotations

import contextlib
import os
import sys
import typing
from collections.abc import Mapping
from typing import Any as Any
from typing import Literal, TypeAlias, TypeVar

from ._records import RetryPolicy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self as Self
    from typing_extensions import TypedDict
    from typing_extensions import Unpack as Unpack
else:
    source = typing
    if sys.version_info < (3, 12):
        # pydantic takes no TypedDict of `typing` before 3.12, and 3.10 has neither Self nor Unpack.
        with contextlib.suppress(ImportError):
            import typing_extensions as source

    class Unknown:
        """In place of ``Unpack``, where Python has none."""

        def __class_getitem__(cls, _: object) -> object:
            return Any

    TypedDict = source.TypedDict
    Self = getattr(source, "Self", Any)
    Unpack = getattr(source, "Unpack", Unknown)

P = TypeVar("P")
R = TypeVar("R")

Situation: TypeAlias = Literal[
    "still_paused",
    "paused_again",
    "provisioning",
    "failed",
    "no_tasks",
    "tasks_not_running",
    "not_settled",
    "other",
    "unknown",
]


class ClientOptions(TypedDict, total=False):
    """The options of a client for Confluent Cloud: the keyword arguments of ``from_env``."""

    api_key: str | None
    api_secret: str | None
    token: str | None
    base_url: str | None
    timeout: float | None
    connect_timeout: float | None
    deadline: float | None
    retry: RetryPolicy | None
    ca_bundle: str | os.PathLike[str] | None
    proxy: str | None
    user_agent: str | None
    headers: Mapping[str, str] | None
    allow_insecure: bool


# As its users import it. A TypedDict evaluates its annotations here nevertheless.
ClientOptions.__module__ = "unpause"
