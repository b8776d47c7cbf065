// The package in a realm of its own, as Jest and Vitest run tests: its objects and arrays belong to that realm.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { test } from 'node:test'
import { compileFunction, createContext, runInContext } from 'node:vm'

import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld } = sandboxForTests()

/** A realm with the package in it, loaded as Jest does: its modules in the realm, Node.js's own and addons outside. */
function realm() {
  const context = createContext({ process, AbortController, DOMException, queueMicrotask, setImmediate })
  const modules = new Map()
  const load = (file) => {
    if (modules.has(file)) return modules.get(file).exports
    const module = { exports: {} }
    modules.set(file, module)
    const outside = createRequire(file)
    const required = (name) => (name.startsWith('.') ? load(outside.resolve(name)) : outside(name))
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname']
    const run = compileFunction(readFileSync(file, 'utf8'), parameters, { filename: file, parsingContext: context })
    run(module.exports, required, module, file, dirname(file))
    return module.exports
  }
  return {
    unpause: load(resolve(import.meta.dirname, '../dist/index.js')),
    own: runInContext('({ Object, Array, Error, Promise })', context),
  }
}

/** Fails if a part of a value belongs to another realm. */
function belongs(value, own, at) {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) assert.ok(value instanceof own.Array, `${at} is an array of another realm`)
  else assert.ok(value instanceof own.Object, `${at} is an object of another realm`)
  for (const [key, part] of Object.entries(value)) belongs(part, own, `${at}.${key}`)
}

test(
  "results, progress, errors and parsed addresses belong to the caller's realm",
  inWorld({ connectors: [{ id: 'lcc-1' }, { name: 'broken', state: 'FAILED' }] }, async (world) => {
    const { unpause, own } = realm()
    const client = new unpause.Client(world.options)
    const { connectorName, ...cluster } = CONNECTOR
    const text = Object.values(CONNECTOR).join('/')
    const broken = text.replace(connectorName, 'broken')
    const job = client.resumeMany([text, text.replace(connectorName, 'lcc-1'), `${text}-2`], { wait: true })
    const progress = []
    for await (const one of job) progress.push(one)
    const values = {
      parsed: unpause.Connector.parse(text),
      accepted: await client.resume(text),
      status: await client.status(text),
      names: await client.list(cluster),
      listed: await client.listExpanded(cluster),
      waited: await client.waitUntilRunning(text),
      report: await job,
      soFar: job.report,
      changed: job.report.changed,
      saved: job.report.toJSON(),
      read: unpause.Report.fromJSON(JSON.stringify(job.report)),
      all: await client.pauseAll(cluster, { nameGlob: 'orders-*', states: ['RUNNING', 'SLEEPING'] }),
      notFound: await client.resume(`${text}-2`).catch((error) => error),
      failed: await client.waitUntilRunning(broken, { failureGraceMs: 0 }).catch((error) => error),
      invalid: await client.resume('').catch((error) => error),
      ...progress,
    }
    for (const [name, value] of Object.entries(values)) belongs(value, own, name)
    for (const name of ['notFound', 'failed', 'invalid']) assert.ok(values[name] instanceof own.Error, name)
    client.close()
  }),
)
