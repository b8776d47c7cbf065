// Certificate authorities from the environment: in processes of their own, because they are about an environment.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { run } from './support/program.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld } = sandboxForTests()

const CALL = 'console.log(await client.resume(connector).then(({ attempts }) => attempts, ({ message }) => message))'

/** A program that sets the variable itself: Node.js would warn of a missing file at its start. */
const withMissingFile = (options) => `
  process.env.NODE_EXTRA_CA_CERTS = '/no/such/file.pem'
  try {
    const other = new Client({ ...options, ...${JSON.stringify(options)} })
    console.log((await other.resume(connector)).attempts)
  } catch ({ code, message }) {
    console.log(code, message)
  }`

test(
  'NODE_EXTRA_CA_CERTS is trusted beside the authorities of the system',
  inWorld({ tls: true }, async (world) => {
    const environment = { NODE_EXTRA_CA_CERTS: world.servers.main.ca_bundle }
    assert.equal(await run(world, CALL, environment), '1')
    assert.match(await run(world, CALL, { NODE_EXTRA_CA_CERTS: '' }), /TLS failed/)
  }),
)

test(
  'caBundle in place of NODE_EXTRA_CA_CERTS',
  inWorld({ tls: true }, async (world) => {
    assert.equal(await run(world, withMissingFile({ caBundle: world.servers.main.ca_bundle })), '1')
  }),
)

test(
  'a missing file is an error that names the variable',
  inWorld({ tls: true }, async (world) => {
    const said = await run(world, withMissingFile({}))
    assert.match(
      said,
      /^ERR_UNPAUSE_CONFIGURATION .*NODE_EXTRA_CA_CERTS \/no\/such\/file\.pem cannot be read.* unset it\./,
    )
  }),
)

test(
  'a client that needs no authorities does not read the file',
  inWorld({}, async (world) => {
    assert.equal(await run(world, withMissingFile({})), '1')
  }),
)
