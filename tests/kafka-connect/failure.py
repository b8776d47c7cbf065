"""The error that ends a run with a message, not a traceback."""

from __future__ import annotations


class TestBedError(Exception):
    """The cluster or a part of it does not work; the message says why and what to do."""

    __test__ = False
