for (const [name, status] of [['orders-sink', 202], ['missing', 404]]) {
  const answer = await app.inject({ method: 'POST', url: `/connectors/${name}/resume` })
  if (answer.statusCode !== status) throw new Error(`${name}: ${answer.statusCode} ${answer.body}`)
}
await app.close()
