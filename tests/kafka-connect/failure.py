"""What ends a run with words instead of a traceback."""

from __future__ import annotations


class TestBedError(Exception):
    """The cluster cannot be had; the message says why and what to do."""

    __test__ = False
