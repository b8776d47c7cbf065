"""A door to ``ClientOptions``, which needs ``typing``: see ``_typing``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._client_options import ClientOptions as ClientOptions
else:

    def __getattr__(name: str) -> object:
        if name != "ClientOptions":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from ._client_options import ClientOptions

        return ClientOptions
