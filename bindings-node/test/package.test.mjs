// The published package: its types, and its addon in a package of its own.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'

const PACKAGE = resolve(import.meta.dirname, '..')
const ADDON = readdirSync(PACKAGE).find((name) => name.endsWith('.node'))
const about = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))

const FLAGS = process.allowedNodeEnvironmentFlags

const execute = promisify(execFile)
const bin = (name) => join(PACKAGE, 'node_modules', '.bin', name)
const shell = process.platform === 'win32'
const node = (...given) => execute(process.execPath, given, { cwd: project })

let project
let tarball

before(async () => {
  project = mkdtempSync(join(tmpdir(), 'unpause-'))
  await execute('npm', ['pack', '--pack-destination', project], { cwd: PACKAGE, shell })
  tarball = join(project, `unpause-${about.version}.tgz`)
  writeFileSync(join(project, 'package.json'), '{"private": true}')
  await execute('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], {
    cwd: project,
    shell,
  })
})
after(() => rmSync(project, { recursive: true }))

/** The output of a command on both streams, whether it succeeds or fails. */
const outputOf = (promise) => promise.catch((error) => error).then(({ stdout, stderr }) => stdout + stderr)

test('without the package for this platform, an import names the package and the remedy', async () => {
  const text = await outputOf(node('-e', "require('unpause')"))
  assert.match(text, new RegExp(`ConfigurationError: .*${process.platform} ${process.arch}`))
  assert.match(text, new RegExp(`is not installed.*unpause-${process.platform}-${process.arch}.*--omit=optional`))
  assert.match(text, /code: 'ERR_UNPAUSE_CONFIGURATION'/)
})

test('without it, an addon that the environment names and that is none is named', async () => {
  const env = { ...process.env, NAPI_RS_NATIVE_LIBRARY_PATH: join(project, 'nothing.node') }
  const text = await outputOf(execute(process.execPath, ['-e', "require('unpause')"], { cwd: project, env }))
  assert.match(
    text,
    /cannot be loaded: NAPI_RS_NATIVE_LIBRARY_PATH names .*nothing\.node, which is no addon of unpause\./,
  )
})

test('with the package for this platform, both import and require work', async () => {
  const [, platform] = /^unpause\.(.+)\.node$/.exec(ADDON)
  const target = join(project, 'node_modules', `unpause-${platform}`)
  await execute(bin('napi'), ['create-npm-dirs', '--npm-dir', join('node_modules', '.npm-dirs')], {
    cwd: PACKAGE,
    shell,
  })
  const made = join(PACKAGE, 'node_modules', '.npm-dirs', platform)
  mkdirSync(target)
  cpSync(made, target, { recursive: true })
  cpSync(join(PACKAGE, ADDON), join(target, ADDON))
  const program = "console.log(new Client({ token: 'token' }).baseUrl)"
  const outputs = await Promise.all([
    node('-e', `const { Client } = require('unpause'); ${program}`),
    node('--input-type=module', '-e', `import { Client } from 'unpause'; ${program}`),
  ])
  for (const { stdout } of outputs) assert.equal(stdout, 'https://api.confluent.cloud\n')
})

test('an addon that exists and may not be loaded says so', async () => {
  const [permission] = ['--permission', '--experimental-permission'].filter((flag) => FLAGS.has(flag))
  const ways = [['--no-addons']]
  if (permission !== undefined) ways.push([permission, '--allow-fs-read=*'])
  for (const flags of ways) {
    const text = await outputOf(node(...flags, '-e', "require('unpause')"))
    assert.match(text, /ConfigurationError: .*cannot be loaded: .*loading addons is disabled\. Allow this process/)
    assert.match(text, /--allow-addons.*--allow-ffi/)
    assert.doesNotMatch(text, /is not installed|--omit=optional/)
  }
})

test('NAPI_RS_NATIVE_LIBRARY_PATH names the addon; that of another package is passed over', async () => {
  const program = "const { Client } = require('unpause'); console.log(new Client({ token: 'token' }).baseUrl)"
  const other = join(project, 'other.cjs')
  writeFileSync(other, 'module.exports = { other: true }')
  for (const path of [join(PACKAGE, ADDON), other]) {
    const env = { ...process.env, NAPI_RS_NATIVE_LIBRARY_PATH: path }
    const { stdout } = await execute(process.execPath, ['-e', program], { cwd: project, env })
    assert.equal(stdout, 'https://api.confluent.cloud\n')
  }
})

test('the version is that of the workspace', () => {
  const workspace = readFileSync(resolve(PACKAGE, '../Cargo.toml'), 'utf8')
  assert.match(workspace, new RegExp(`\\[workspace\\.package\\]\\nversion = "${about.version}"`))
})

test('the types are right for every kind of import', async () => {
  const { stdout } = await execute(bin('attw'), [tarball, '--no-color'], { shell })
  assert.match(stdout, /No problems found/)
})

for (const [kind, extension] of [
  ['an ES module', 'mts'],
  ['CommonJS', 'cts'],
]) {
  test(`a strict program compiles as ${kind}`, async () => {
    cpSync(join(import.meta.dirname, 'consumer', 'both.ts'), join(project, `both.${extension}`))
    writeFileSync(
      join(project, `tsconfig.${extension}.json`),
      JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          lib: ['es2023', 'dom', 'esnext.disposable'],
          types: [],
          module: 'nodenext',
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        },
        files: [`both.${extension}`],
      }),
    )
    const text = await outputOf(execute(bin('tsc'), ['-p', `tsconfig.${extension}.json`], { cwd: project, shell }))
    assert.equal(text, '')
  })
}
