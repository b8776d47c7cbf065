// Resumes every paused connector of a cluster and waits until they run:
//   node examples/resume_all.mjs ENVIRONMENT KAFKA_CLUSTER [NAME_GLOB]
//
// Reads CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET and, if set, CONFLUENT_CLOUD_REST_ENDPOINT. Draws a bar if
// the package cli-progress is installed. Ctrl-C stops the work and tells how far it came.

import { Client, UnpauseError } from 'unpause'

const [environmentId, kafkaClusterId, nameGlob] = process.argv.slice(2)

const bar = await progressBar()
const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())

let job
try {
  const client = Client.fromEnv()
  const options = { nameGlob, wait: true, deadlineMs: 120_000, signal: interrupt.signal }
  job = client.resumeAll({ environmentId, kafkaClusterId }, options)
  for await (const { counts, summary } of job) bar.show(counts, summary)
  const report = await job
  bar.stop()
  console.log(report.summary)
  for (const { connector, error } of report.failures) console.error(`${connector.connectorName}: ${error.message}`)
  if (report.failures.length > 0) process.exitCode = 1
} catch (error) {
  bar.stop()
  if (interrupt.signal.aborted) console.error(`interrupted: ${job.report.summary}`)
  else if (error instanceof UnpauseError) console.error(`${error.name}: ${error.message}`)
  else throw error
  process.exitCode = 1
}

/** cli-progress's bar where it is installed, else a plain line. */
async function progressBar() {
  const { default: library } = await import('cli-progress').catch(() => ({}))
  if (library === undefined) return plainLine()
  const format = '{bar} {value} of {total} done, {reached} running, {duration_formatted}'
  const drawn = new library.SingleBar({ format, hideCursor: true }, library.Presets.shades_classic)
  let started = false
  return {
    show({ total, done, reached }) {
      if (!started) drawn.start(total, done, { reached })
      started = true
      drawn.update(done, { reached })
    },
    stop: () => drawn.stop(),
  }
}

/** One line that is written over where a person looks, else a line each. */
function plainLine() {
  const { isTTY } = process.stderr
  return {
    show: (_, summary) => process.stderr.write(isTTY ? `\r\x1b[K${summary}` : `${summary}\n`),
    stop: () => isTTY && process.stderr.write('\r\x1b[K'),
  }
}
