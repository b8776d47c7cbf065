import asyncio


async def probe(name):
    answers = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        answers.append(message)

    path = f"/connectors/{name}/resume"
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
        "app": app,
    }
    await app(scope, receive, send)
    return answers[0]["status"], answers[1]["body"]


async def probe_all():
    async with app.router.lifespan_context(app):
        status, body = await probe("orders-sink")
        assert status == 202 and b'"attempts":1' in body, (status, body)
        status, body = await probe("missing")
        assert status == 404 and b'"name":"NotFoundError"' in body, (status, body)


asyncio.run(probe_all())
