// The package in a bundle, minified and not, and in an executable; and where the addon is then.

import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { build } from 'esbuild'
import { inject } from 'postject'
import webpack from 'webpack'

import { ADDON, output, Project } from './support/project.mjs'

// Before the tests are known: the hooks would not wait for a test that comes later.
const BUN = await output('bun', ['--version'])

const DENO = await output('deno', ['--version'])

let project
before(() => (project = new Project()))
after(() => project.remove())

/** A program that says about an error and its job what user code may look at. It also leaves both for other bundles. */
const PROGRAM = `
const { Client, ConfigurationError, NotFoundError, TransportError, UnpauseError } = require('unpause')
const client = new Client({ token: 't', baseUrl: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } })
const job = client.resumeAndWait('a/b/c')
globalThis.bundles ??= []
globalThis.bundles.push({ TransportError, UnpauseError, NotFoundError, job })
module.exports = job.catch((error) => {
  console.log(JSON.stringify({
    name: error.name,
    code: error.code,
    classes: [UnpauseError, TransportError, NotFoundError, ConfigurationError].map((one) => error instanceof one),
    own: { string: String(error).split(':')[0], stack: error.stack.split(':')[0], cause: error.cause.code },
    texts: [String(client), String(job).slice(0, 31), Object.prototype.toString.call(job)],
  }))
})
`

const SAID = {
  name: 'TransportError',
  code: 'ERR_UNPAUSE_TRANSPORT',
  classes: [true, true, false, false],
  own: { string: 'TransportError', stack: 'TransportError', cause: 'ECONNREFUSED' },
  texts: ["Client { baseUrl: 'http://127.0.0.1:1' }", 'Job { <rejected> TransportError', '[object Job]'],
}

async function esbuilt(name, options = {}) {
  mkdirSync(project.path('out'), { recursive: true })
  const entry = project.write(`${name}.entry.cjs`, PROGRAM)
  const outfile = project.path(`out/${name}.cjs`)
  const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'silent' }
  await build({ ...common, entryPoints: [entry], outfile, minify: true, format: 'cjs', ...options })
  return outfile
}

function webpacked(name) {
  const entry = project.write(`${name}.entry.cjs`, PROGRAM)
  const output = { path: project.path('out'), filename: `${name}.cjs`, library: { type: 'commonjs2' } }
  const options = { mode: 'production', target: 'node20', context: project.folder, entry, output }
  return new Promise((resolve, reject) => {
    webpack(options, (error, stats) => {
      if (error ?? stats.hasErrors()) return reject(error ?? new Error(stats.toString()))
      assert.ok(!stats.hasWarnings(), stats.toString())
      resolve(project.path(`out/${name}.cjs`))
    })
  })
}

/** Runs a program with the addon beside it, and only there. */
async function runsWithAddon(program, given, folder) {
  project.putAddon(join(folder, ADDON))
  try {
    const { text } = await output(program, given)
    assert.deepEqual(JSON.parse(text), SAID)
  } finally {
    rmSync(project.path(join(folder, ADDON)))
  }
}

for (const [bundler, bundle] of [
  ['esbuild', esbuilt],
  ['webpack in production mode', webpacked],
]) {
  test(`names, codes and classes survive ${bundler}; the addon is found beside the bundle`, async () => {
    const file = await bundle(bundler.split(' ')[0])
    const missing = await output(process.execPath, [file])
    assert.match(missing.text, /ConfigurationError.*is not installed.*beside a bundle/)
    await runsWithAddon(process.execPath, [file], 'out')
    const addon = project.putAddon('elsewhere.node')
    const named = await output(process.execPath, [file], {
      env: { ...process.env, NAPI_RS_NATIVE_LIBRARY_PATH: addon },
    })
    assert.deepEqual(JSON.parse(named.text), SAID)
  })
}

test('an ES module of esbuild works with a `require` of its own, as docs/node.md says', async () => {
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
  const outfile = project.path('out/module.mjs')
  await esbuilt('module', { format: 'esm', banner: { js: banner }, outfile })
  await runsWithAddon(process.execPath, [outfile], 'out')
})

test('with the package left out of the bundle, it is found in node_modules', async () => {
  const file = await esbuilt('external', { external: ['unpause'] })
  project.installAddon()
  const { text } = await output(process.execPath, [file])
  assert.deepEqual(JSON.parse(text), SAID)
  project.remove()
  project = new Project()
})

test('two bundles in one process know the errors of each other', async () => {
  const files = await Promise.all([esbuilt('first'), webpacked('second')])
  project.putAddon(`out/${ADDON}`)
  const program = `
    await Promise.all(${JSON.stringify(files)}.map((file) => createRequire(file)(file)))
    const [one, two] = globalThis.bundles
    const kinds = async ({ job }, other) => {
      const error = await job.catch((reason) => reason)
      return [other.TransportError, other.UnpauseError, other.NotFoundError].map((it) => error instanceof it)
    }
    const lines = [await kinds(one, two), await kinds(two, one), one.TransportError === two.TransportError]
    console.log(JSON.stringify(lines))`
  const given = ['--input-type=module', '-e', `import { createRequire } from 'node:module'; ${program}`]
  const { text } = await output(process.execPath, given)
  const [firstLine, secondLine, last] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual([firstLine, secondLine], [SAID, SAID])
  assert.deepEqual(last, [[true, true, false], [true, true, false], false])
})

const CAN_MAKE_EXECUTABLES = process.platform === 'linux' && !process.execPath.includes('bun')

test('a single executable application finds the addon beside it', { skip: !CAN_MAKE_EXECUTABLES }, async () => {
  const main = await esbuilt('sea')
  const [blob, executable] = [project.path('out/sea.blob'), project.path('out/sea')]
  const config = { main, output: blob, disableExperimentalSEAWarning: true }
  const made = await output(process.execPath, [
    '--experimental-sea-config',
    project.write('sea.json', JSON.stringify(config)),
  ])
  assert.ok(made.ok, made.text)
  cpSync(realpathSync(process.execPath), executable)
  await inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  })
  chmodSync(executable, 0o755)
  await runsWithAddon(executable, [], 'out')
})

test(
  'an executable of Bun finds the addon beside it, or has it inside',
  { skip: !BUN.ok && 'there is no bun' },
  async () => {
    const compile = async (entry, name) => {
      const { ok, text } = await output('bun', ['build', '--compile', entry, '--outfile', project.path(`bun/${name}`)])
      assert.ok(ok, text)
      return project.path(`bun/${name}`)
    }
    mkdirSync(project.path('bun'))
    await runsWithAddon(await compile(project.write('bun.cjs', PROGRAM), 'beside'), [], 'bun')
    project.putAddon(ADDON)
    // Bun would wait for a module that is a promise.
    project.write('bun.cjs', PROGRAM.replace('module.exports = ', ''))
    const inside = `
    import addon from './${ADDON}' with { type: 'file' }
    process.env.NAPI_RS_NATIVE_LIBRARY_PATH = addon
    await import('./bun.cjs')`
    const { text } = await output(await compile(project.write('inside.mjs', inside), 'inside'), [])
    assert.deepEqual(JSON.parse(text), SAID)
  },
)

test(
  'Deno runs it, and without the permission for addons says which one',
  { skip: !DENO.ok && 'there is no deno' },
  async () => {
    const program = project.write('deno.cjs', PROGRAM.replace('module.exports = ', ''))
    project.installAddon()
    const rights = ['--allow-read', '--allow-env', '--allow-net', '--allow-sys']
    const options = { cwd: project.folder }
    const { text } = await output('deno', ['run', ...rights, '--allow-ffi', program], options)
    assert.deepEqual(JSON.parse(text), SAID)
    const forbidden = await output('deno', ['run', '--no-prompt', ...rights, program], options)
    assert.match(forbidden.text, /ConfigurationError: .*cannot be loaded: .*ffi.*--allow-ffi/)
  },
)
