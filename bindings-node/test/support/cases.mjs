// Runs the cases of tests/cases/, as every language does. Their README is the specification.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'

import * as unpause from 'unpause'

import { BED } from './bed.mjs'
import { CLIENTS } from './clients.mjs'
import { known } from './known.mjs'
import { objectInNode } from './names.mjs'
import { mismatches } from './patterns.mjs'
import { ScriptedFunction, secretsOf } from './provider.mjs'
import { REPOSITORY } from './sandbox.mjs'
import { takeStep } from './steps.mjs'

const { UNPAUSE_CASES } = process.env
const CASES = UNPAUSE_CASES ?? resolve(REPOSITORY, 'tests/cases')

/** How many cases run at a time. Many cases wait for most of their time. The cases of another folder share one bed. */
export const CONCURRENCY = UNPAUSE_CASES === undefined ? 16 : 1

const CASE_KEYS = [
  'name why only_on environment servers client_kind client from_env files',
  'steps provider_calls requests requests_in_any_order counts pauses',
].flatMap((line) => line.split(' '))
const REQUEST_KEYS = 'connection method target version headers status outcome form'.split(' ')
const COUNTS = 'requests answered abandoned faulted token_requests'.split(' ')

/** Every case of every file. */
export function load() {
  const files = readdirSync(CASES).filter((file) => file.endsWith('.json'))
  return files.sort().flatMap((file) => JSON.parse(readFileSync(resolve(CASES, file), 'utf8')))
}

/** The environment of a case: its own variables, over those of this process. */
export function environmentOf(given, world) {
  const merged = { ...process.env, ...replaced(given.environment, world) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

/** Runs one case in a world with its servers. */
export async function run(given, world) {
  known(CASE_KEYS, given, 'case')
  const folder = folderOf(given.files)
  try {
    await runIn(folder, given, world)
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true })
  }
}

/** A folder with the files of a case. */
function folderOf(files) {
  if (files === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'unpause-case-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

async function runIn(folder, given, world) {
  const { servers, files, ...scripted } = given
  const it = replaced(scripted, world, folder)
  const asked = new ScriptedFunction()
  const client = { ...buildClient(it, world, asked), folder, reports: new Map() }
  asked.client = client.built
  const lines = []
  const shown = (value) => holdsNoSecret(it, textsOf(value))
  try {
    for (const [index, step] of it.steps.entries()) {
      lines.push(...(await takeStep(index + 1, step, client, world, shown)))
    }
  } finally {
    client.built?.close()
  }
  if ('provider_calls' in it) lines.push(...mismatches(asked.calls, it.provider_calls, 'provider_calls'))
  lines.push(...(await wrongRequests(it, world)), ...(await wrongRequestsInAnyOrder(it, world)))
  lines.push(...(await wrongCounts(it, world)), ...(await wrongPauses(it, world)))
  if (lines.length > 0) assert.fail([...lines, 'journal:', inspect(await journals(world), { depth: null })].join('\n'))
}

/** Replaces the placeholders in every string of a value. */
function replaced(value, world, folder) {
  if (Array.isArray(value)) return value.map((part) => replaced(part, world, folder))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part, world, folder)]))
  }
  if (typeof value !== 'string') return value
  return value.replace(/\$\{(\w+)(?:\.(\w+))?\}/g, (placeholder, name, key) => {
    if (key === undefined) return { cases: CASES, files: folder }[name] ?? placeholder
    return String((name === 'bed' ? BED : world.servers[name])[key])
  })
}

/** The client of a case, or the error of its constructor; and the calls of that client. */
function buildClient(it, world, asked) {
  const kind = it.client_kind ?? 'confluent_cloud'
  known(Object.keys(CLIENTS), { [kind]: true }, 'client_kind')
  const { build, credentials, calls } = CLIENTS[kind]
  try {
    const built = build(optionsOf(it, credentials, world, asked), it.from_env)
    holdsNoSecret(it, inspect(built) + JSON.stringify(built))
    return { built, calls }
  } catch (error) {
    if (!(error instanceof unpause.UnpauseError)) throw error
    return { error, calls }
  }
}

function optionsOf({ client: given = {}, from_env: fromEnv = false }, credentials, world, asked) {
  let options = given
  if (!fromEnv) {
    const hasCredentials = ['api_key', 'api_secret', 'token', 'token_provider'].some((name) => name in given)
    if (!hasCredentials) options = { ...credentials, ...options }
    if (!('base_url' in given) && world.servers.main) options = { base_url: world.servers.main.url, ...options }
  }
  const present = Object.entries(options).filter(([, value]) => value !== null)
  const { retry, token_provider: source, ...others } = Object.fromEntries(present)
  const inNode = objectInNode(others)
  if (retry !== undefined) inNode.retry = objectInNode(retry)
  if (source !== undefined) inNode.tokenProvider = asked.source(source)
  return inNode
}

async function wrongRequests({ requests = {} }, world) {
  const lines = []
  for (const [server, expected] of Object.entries(requests)) {
    const seen = (await world.journal(server)).requests
    if (seen.length !== expected.length) {
      lines.push(`${server}: expected ${expected.length} requests, got ${seen.length}`)
    }
    for (const [index, pattern] of expected.slice(0, seen.length).entries()) {
      lines.push(...wrongRequest(seen[index], pattern, `${server}: request ${index + 1}`))
    }
  }
  return lines
}

function wrongRequest(entry, pattern, at) {
  known(REQUEST_KEYS, pattern, at)
  const headers = {}
  for (const [name, value] of entry.headers) headers[name] = name in headers ? `${headers[name]}, ${value}` : value
  return mismatches({ ...entry, headers }, pattern, at)
}

/** Each request takes the first remaining pattern that it matches. */
async function wrongRequestsInAnyOrder({ requests_in_any_order: requests = {} }, world) {
  const lines = []
  for (const [server, expected] of Object.entries(requests)) {
    const seen = (await world.journal(server)).requests
    const left = [...expected]
    for (const [index, entry] of seen.entries()) {
      const matching = left.findIndex((pattern) => wrongRequest(entry, pattern, server).length === 0)
      if (matching < 0) lines.push(`${server}: request ${index + 1} matches none of the remaining patterns`)
      else left.splice(matching, 1)
    }
    for (const pattern of left) lines.push(`${server}: no request matches ${inspect(pattern)}`)
  }
  return lines
}

async function wrongCounts({ counts = {} }, world) {
  const lines = []
  for (const [server, expected] of Object.entries(counts)) {
    known(COUNTS, expected, server)
    lines.push(...mismatches((await world.journal(server)).counts, expected, `${server}: counts`))
  }
  return lines
}

async function wrongPauses({ pauses = {} }, world) {
  const lines = []
  for (const [server, expected] of Object.entries(pauses)) {
    const seen = (await world.journal(server)).requests
    const gaps = seen.slice(1).map((entry, index) => entry.arrived - seen[index].finished)
    if (gaps.length !== expected.length) lines.push(`${server}: expected ${expected.length} pauses, got ${gaps}`)
    for (const [index, pattern] of expected.slice(0, gaps.length).entries()) {
      lines.push(...mismatches(gaps[index], pattern, `${server}: pause ${index + 1}`))
    }
  }
  return lines
}

async function journals(world) {
  const names = Object.keys(world.servers)
  return Promise.all(names.map(async (name) => [name, (await world.journal(name)).requests]))
}

/** Every text of a value that a person may see. */
function textsOf(value) {
  return `${value} ${inspect(value, { depth: null })} ${JSON.stringify(value)} ${value?.stack}`
}

function holdsNoSecret({ client = {}, environment = {} }, text) {
  const pairs = [
    ['SANDBOX-KEY', 'sandbox-secret'],
    [client.api_key, client.api_secret],
    [client.username, client.password],
  ]
  const encoded = pairs.filter(([key, secret]) => key && secret).map((pair) => base64(pair.join(':')))
  const secrets = [...pairs.map(([, secret]) => secret), client.token, environment.CONFLUENT_CLOUD_API_SECRET]
  for (const secret of [...secrets, ...encoded, ...secretsOf(client.token_provider ?? undefined)]) {
    if (secret && secret.length >= 4) assert.ok(!text.includes(secret), `a secret is shown: ${text}`)
  }
}

function base64(text) {
  return Buffer.from(text).toString('base64')
}
