"""Passages of the asyncio docs in `_async`, each with its text for the blocking docs in `_sync`.

Only what the rules of `unasync.py` cannot derive stands here. A passage is whole lines, at any indentation.
"""

from __future__ import annotations

PASSAGES = [
    (
        "The function is an ``async def``, or a ``def``, which runs in a thread because it may block.",
        "The function runs in the thread of a call that waits for a token.",
    ),
    (
        '"""The asyncio client for Confluent Cloud."""',
        '"""The blocking client for Confluent Cloud."""',
    ),
    (
        '"""The asyncio client for self-managed Kafka Connect."""',
        '"""The blocking client for self-managed Kafka Connect."""',
    ),
    (
        '''\
"""Calls the Connect API of Confluent Cloud from asyncio.

Create one client and keep it: it holds the connections. Several event loops may use it, one after the other or in
several threads. So may a forked child, which opens its own connections.

Cancelling the awaiting task (``task.cancel()``, ``asyncio.wait_for``, ``asyncio.timeout``) drops the request and
closes its connection. The service may still have accepted the request.''',
        '''\
"""Calls the Connect API of Confluent Cloud, and blocks until each call has ended.

Create one client and keep it: it holds the connections. Several threads may use it. So may a forked child, which
opens its own connections.

Ctrl-C ends a call at once, and so does :meth:`close` in another thread. The service may still have accepted the
request.''',
    ),
    (
        """\
>>> import asyncio
>>> async def main():
...     async with AsyncClient(api_key="KEY", api_secret="SECRET") as client:
...         return repr(client)
>>> asyncio.run(main())
"AsyncClient(base_url='https://api.confluent.cloud')\"""",
        """\
>>> with Client(api_key="KEY", api_secret="SECRET") as client:
...     client
Client(base_url='https://api.confluent.cloud')""",
    ),
    (
        '''\
"""Calls the REST interface of self-managed Kafka Connect workers from asyncio.

The calls, retries (also of the 409 of workers that rebalance), pacing, waiting and exceptions are those of
:class:`AsyncClient`, the client for Confluent Cloud. So is the use in event loops, threads and forked children, and
so is cancelling. A connector is named by its name alone, and any worker can be asked. The results have connectors
without ``environment_id`` and ``kafka_cluster_id``: both are empty.''',
        '''\
"""Calls the REST interface of self-managed Kafka Connect workers, and blocks until each call has ended.

The calls, retries (also of the 409 of workers that rebalance), pacing, waiting and exceptions are those of
:class:`Client`, the client for Confluent Cloud. So is the use in threads and forked children. A connector is named
by its name alone, and any worker can be asked. The results have connectors without ``environment_id`` and
``kafka_cluster_id``: both are empty.''',
    ),
    (
        """\
>>> import asyncio
>>> async def main():
...     async with AsyncKafkaConnect("http://127.0.0.1:8083") as connect:
...         return repr(connect)
>>> asyncio.run(main())
"AsyncKafkaConnect(base_url='http://127.0.0.1:8083')\"""",
        """\
>>> with KafkaConnect("http://127.0.0.1:8083") as connect:
...     connect
KafkaConnect(base_url='http://127.0.0.1:8083')""",
    ),
    (
        '"""Close the connections that no call uses. New calls are refused."""',
        '''\
"""Close the connections, and end the calls of other threads.

They raise a :class:`TransportError` within a moment; that of a call on many connectors has the report so far as
its attribute ``report``. The service may still have accepted what was sent. New calls are refused.
"""''',
    ),
    (
        """\
on_progress: Called with each poll (:class:`WaitProgress`), on the event loop, in the context of the task
    that starts the job. If it is ``async``, it is awaited before the next poll is reported. An exception
    that it raises ends the wait. Iterating the job is the other way to listen.""",
        """\
on_progress: Called with each poll (:class:`WaitProgress`). Nothing is sent or received until it returns,
    so it should be quick. An exception that it raises ends the wait. It cannot be a coroutine function.""",
    ),
    (
        """\
on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`), on
    the event loop, in the context of the task that starts the job. If it is ``async``, it is awaited before
    the next call. An exception that it raises ends the work. Iterating the job is the other way to listen.""",
        """\
on_progress: Called each time a connector is accepted, is in that state or fails (:class:`ManyProgress`).
    Nothing is sent or received until it returns, so it should be quick. An exception that it raises ends
    the work. It cannot be a coroutine function.""",
    ),
    (
        """\
Cancelling stops everything that has not started. The ``asyncio.CancelledError`` has the report so far as its
attribute ``report``, and shows it in a note. ``job.report`` has it at any time.""",
        """\
Ctrl-C, or any other interruption, stops everything that has not started. The exception has the report so far as
its attribute ``report``, and shows it in a note.""",
    ),
    (
        """\
>>> job = client.wait_until("env-a1b2c3", "lkc-x7y8z9", "orders-sink", "paused")  # doctest: +SKIP
>>> async for progress in job:  # doctest: +SKIP
...     print(progress)
>>> result = await job  # doctest: +SKIP""",
        """\
>>> address = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
>>> result = client.wait_until(*address, "paused", on_progress=print)  # doctest: +SKIP
>>> result.status.tasks_running  # doctest: +SKIP
0""",
    ),
    (
        """\
>>> job = client.wait_until_running("env-a1b2c3", "lkc-x7y8z9", "orders-sink")  # doctest: +SKIP
>>> async for progress in job:  # doctest: +SKIP
...     print(progress)
>>> result = await job  # doctest: +SKIP""",
        """\
With a bar of the running tasks by tqdm:

>>> from tqdm import tqdm  # doctest: +SKIP
>>> with tqdm(unit="task") as bar:  # doctest: +SKIP
...     def show(progress):
...         if progress.status:
...             bar.total = len(progress.status.tasks)
...             bar.update(progress.status.tasks_running - bar.n)
...             bar.set_postfix_str(progress.status.state)
...     client.wait_until_running("env-a1b2c3", "lkc-x7y8z9", "orders-sink", on_progress=show)""",
    ),
    (
        """\
>>> job = client.resume_all("env-a1b2c3", "lkc-x7y8z9", wait=True)  # doctest: +SKIP
>>> async for progress in job:  # doctest: +SKIP
...     print(progress)
>>> report = await job  # doctest: +SKIP""",
        """\
Everything that is paused, with a bar by tqdm:

>>> from tqdm import tqdm  # doctest: +SKIP
>>> with tqdm(unit="connector") as bar:  # doctest: +SKIP
...     def show(progress):
...         bar.total = progress.counts.total
...         bar.update(progress.counts.done - bar.n)
...     report = client.resume_all("env-a1b2c3", "lkc-x7y8z9", wait=True, on_progress=show)""",
    ),
]
