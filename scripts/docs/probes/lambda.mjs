const answer = await handler({ connector: 'orders-sink' }, { getRemainingTimeInMillis: () => 5000 })
if (answer.attempts !== 1) throw new Error(JSON.stringify(answer))
