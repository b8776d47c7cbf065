"""The names that the bridge still imports. It goes when the bridge imports ``_from_native``."""

from __future__ import annotations

from . import _errors
from ._from_native import (
    accepted,
    error,
    interrupted,
    listed,
    resume_progress,
    resume_report,
    resume_result,
    running,
    status,
    wait_progress,
)

__all__ = [
    "accepted",
    "interrupted",
    "listed",
    "resume_progress",
    "resume_report",
    "resume_result",
    "running",
    "status",
    "wait_progress",
]

_errors.from_native = error  # type: ignore[attr-defined]
