"""The sources of tokens that a client renews by itself."""

from __future__ import annotations

import os

# As in _typing: the package `collections` is not loaded yet.
from _collections_abc import Awaitable, Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


class _Secretive:
    """A value with a secret: it does not show it, and cannot be pickled."""

    __slots__ = ()
    _shown: tuple[str, ...] = ()

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> str:
        raise TypeError(f"a {type(self).__name__} holds a secret and cannot be pickled")


class Token(_Secretive):
    """A bearer token, and the time that it lives.

    Args:
        value: The token itself.
        expires_in: Seconds that it is good for, from the moment that the function was called. Without it the ``exp``
            of a JWT counts. Without either, the function is called for each attempt.

    Example:
        >>> Token("a token", expires_in=900)
        Token(expires_in=900)

    """

    __slots__ = ("expires_in", "value")
    _shown = ("expires_in",)

    def __init__(self, value: str, expires_in: float | None = None) -> None:
        if not isinstance(value, str):
            kind = type(value).__name__
            # If this fails, tools show the locals of this frame.
            del value
            raise TypeError(f"value must be a str, not {kind}")
        if expires_in is not None and not hasattr(expires_in, "__float__"):
            del value
            raise TypeError(f"expires_in must be a number of seconds, not {type(expires_in).__name__}")
        self.value = value
        self.expires_in = expires_in


class ClientCredentials(_Secretive):
    """Gets tokens from an identity provider by the client credentials flow.

    Give it to a :class:`StsToken`; or as ``token_provider`` to a :class:`KafkaConnect` whose gateway takes such tokens.

    Args:
        token_url: The URL of the identity provider's token endpoint.
        client_id: The id of the application that asks.
        client_secret: Its secret.
        token_scope: The scope to ask for; Microsoft Entra ID needs ``api://<client_id>/.default``.

    Example:
        >>> ClientCredentials("https://idp.example.com/oauth2/token", "CLIENT-ID", "CLIENT-SECRET")
        ClientCredentials(token_url='https://idp.example.com/oauth2/token', client_id='CLIENT-ID')

    Source:
        https://www.rfc-editor.org/rfc/rfc6749#section-4.4

    """

    __slots__ = ("client_id", "client_secret", "token_scope", "token_url")
    _shown = ("token_url", "client_id")

    def __init__(self, token_url: str, client_id: str, client_secret: str, token_scope: str | None = None) -> None:
        self.token_url = token_url
        self.client_id = client_id
        self.client_secret = client_secret
        self.token_scope = token_scope


class StsToken(_Secretive):
    """Exchanges an identity token of your identity provider for an access token of Confluent Cloud.

    The exchange is made by Confluent Cloud's Security Token Service (STS). Give one source of identity tokens.

    Args:
        identity_pool_id: The id of the identity pool, such as ``pool-a1b2``.
        subject_token: A function that gives an identity token; it is called at each exchange.
        subject_token_file: The path of a file with an identity token, such as a Kubernetes service account's projected
            token; it is read at each exchange.
        github_audience: In GitHub Actions, the audience of the job's identity token. The job needs
            ``permissions: id-token: write``.
        client_credentials: The identity provider's token endpoint.
        lifetime: Seconds that an access token shall live, 1 to 900. Default 900.

    Example:
        >>> sts = StsToken("pool-a1b2", subject_token_file="/var/run/secrets/tokens/confluent")
        >>> client = Client(token_provider=sts)
        >>> sts
        StsToken(identity_pool_id='pool-a1b2')

    Source:
        https://docs.confluent.io/cloud/current/api.html#tag/OAuth-Tokens-(stsv1)

    """

    __slots__ = (
        "client_credentials",
        "github_audience",
        "identity_pool_id",
        "lifetime",
        "subject_token",
        "subject_token_file",
    )
    _shown = ("identity_pool_id",)

    def __init__(
        self,
        identity_pool_id: str,
        *,
        subject_token: AsyncTokenFunction | None = None,
        subject_token_file: str | os.PathLike[str] | None = None,
        github_audience: str | None = None,
        client_credentials: ClientCredentials | None = None,
        lifetime: float | None = None,
    ) -> None:
        self.identity_pool_id = identity_pool_id
        self.subject_token = subject_token
        self.subject_token_file = subject_token_file
        self.github_audience = github_audience
        self.client_credentials = client_credentials
        self.lifetime = lifetime


# What a client calls for a token: the blocking ones, and those for asyncio.
TokenFunction: TypeAlias = Callable[[], str | Token]
AsyncTokenFunction: TypeAlias = Callable[[], str | Token | Awaitable[str | Token]]
