"""The types that only annotations need. ``_typing`` imports this module when they are evaluated."""

from __future__ import annotations

import contextlib
import sys
import typing
from typing import Any as Any
from typing import Literal, TypeAlias, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self as Self
    from typing_extensions import TypedDict as TypedDict
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

TransportReason: TypeAlias = Literal[
    "too_many_open_files",
    "name_resolution",
    "connect",
    "proxy",
    "proxy_credentials",
    "tls",
    "client_certificate",
    "not_http",
    "not_processed",
    "connection_lost",
]
CredentialsStage: TypeAlias = Literal["token_provider", "subject_token", "identity_provider", "exchange"]
Situation: TypeAlias = Literal[
    "still_paused",
    "paused_again",
    "still_running",
    "resumed_again",
    "provisioning",
    "failed",
    "no_tasks",
    "tasks_not_running",
    "tasks_not_paused",
    "tasks_not_stopped",
    "not_settled",
    "other",
    "unknown",
]
DesiredState: TypeAlias = Literal["running", "paused", "stopped"]
ManyOperation: TypeAlias = Literal["resume", "pause", "stop", "restart"]
LeftOutReason: TypeAlias = Literal["name", "state", "no_status"]
