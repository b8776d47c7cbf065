"""One call from a cold start: ``cold.py CONTESTANT`` and the six values of the target.

It imports only the contestant's library. ``bare`` makes no call; the others are compared with it. Each
prints the most memory that it had.
"""

import sys

from peak import peak_memory

name, base_url, api_key, api_secret, environment_id, kafka_cluster_id, connector_name = sys.argv[1:]
connector = environment_id, kafka_cluster_id, connector_name
path = f"/connect/v1/environments/{environment_id}/clusters/{kafka_cluster_id}/connectors/{connector_name}/resume"
status = 202

if name == "bare":
    pass
elif name == "unpause":
    from unpause import Client

    Client(api_key=api_key, api_secret=api_secret, base_url=base_url).resume(*connector)
elif name == "unpause-asyncio":
    import asyncio

    from unpause import AsyncClient

    asyncio.run(AsyncClient(api_key=api_key, api_secret=api_secret, base_url=base_url).resume(*connector))
elif name == "http.client":
    from base64 import b64encode
    from http.client import HTTPConnection, HTTPSConnection

    authorization = "Basic " + b64encode(f"{api_key}:{api_secret}".encode()).decode()
    scheme, authority = base_url.split("://")
    connection = HTTPSConnection(authority) if scheme == "https" else HTTPConnection(authority)
    connection.request("PUT", path, headers={"Authorization": authorization})
    status = connection.getresponse().status
elif name == "urllib3":
    from urllib3 import PoolManager, make_headers

    headers = make_headers(basic_auth=f"{api_key}:{api_secret}")
    status = PoolManager().request("PUT", base_url + path, headers=headers).status
elif name == "requests":
    from requests import Session

    status = Session().put(base_url + path, auth=(api_key, api_secret)).status_code
elif name == "httpx":
    from httpx import Client as HttpxClient

    status = HttpxClient().put(base_url + path, auth=(api_key, api_secret)).status_code
elif name == "aiohttp":
    import asyncio

    from aiohttp import ClientSession, encode_basic_auth

    async def call() -> int:
        """Make the call."""
        session = ClientSession(headers={"Authorization": encode_basic_auth(api_key, api_secret)})
        async with session, session.put(base_url + path) as response:
            return int(response.status)

    status = asyncio.run(call())
else:
    sys.exit(f"there is no contestant {name!r}")

if status != 202:
    sys.exit(f"the server answered {status}")
print(peak_memory())
