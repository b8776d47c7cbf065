import { createRequire } from 'node:module'
import { resolve } from 'node:path'

import { ConfigurationError } from '../errors'
import type * as Binding from './binding'

type Addon = typeof Binding

/** The addons that may fit this machine: on Linux two, one for each C library. npm installs the one that fits. */
function candidates(): string[] {
  const machine = `${process.platform}-${process.arch}`
  switch (process.platform) {
    case 'linux':
      return [`${machine}-gnu`, `${machine}-musl`]
    case 'win32':
      return [`${machine}-msvc`]
    default:
      return [machine]
  }
}

/** Why an addon that exists cannot be used. */
const reasons: string[] = []

/** Loads the private addon. */
function load(): Addon {
  const addon = named() ?? found()
  if (addon === undefined) throw unavailable()
  return addon
}

/** The addon that the environment names. The variable is napi's; it may name the addon of another package. */
function named(): Addon | undefined {
  const path = variable('NAPI_RS_NATIVE_LIBRARY_PATH')
  if (path === undefined) return undefined
  const known = reasons.length
  const addon = required(createRequire(process.execPath), resolve(path))
  if (addon === undefined && reasons.length === known)
    reasons.push(`NAPI_RS_NATIVE_LIBRARY_PATH names ${path}, which is no addon of unpause`)
  return addon
}

/**
 * The addon built in this repository, the one in the platform's package, or the one beside a bundle or an executable.
 * This `require` is made at run time, because a bundler would replace the usual one.
 */
function found(): Addon | undefined {
  // A bundle that is an ES module has no __filename; the file name inside an executable leads nowhere.
  const here = typeof __filename === 'string' ? __filename : undefined
  for (const from of [here, process.argv[1], process.execPath]) {
    if (from === undefined) continue
    const requireFrom = createRequire(resolve(from))
    for (const candidate of candidates()) {
      const file = `unpause.${candidate}.node`
      const built = from === here ? [`../${file}`] : []
      for (const path of [...built, `unpause-${candidate}`, `./${file}`]) {
        const addon = required(requireFrom, path)
        if (addon !== undefined) return addon
      }
    }
  }
  return undefined
}

function required(requireFrom: NodeJS.Require, path: string): Addon | undefined {
  try {
    const addon = requireFrom(path) as Partial<Addon>
    return addon.Mailbox === undefined ? undefined : (addon as Addon)
  } catch (error) {
    if (!isMissing(error, path)) reasons.push(`${path}: ${(error as Error).message.replace(/\.$/, '')}`)
    return undefined
  }
}

/** Whether the file itself is missing, and not one that it needs. */
function isMissing(error: unknown, path: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return /MODULE_NOT_FOUND$/.test(code ?? '') && message.includes(path)
}

/** Deno may forbid to read the environment. */
function variable(name: string): string | undefined {
  try {
    return process.env[name]
  } catch {
    return undefined
  }
}

function unavailable(): ConfigurationError {
  const machine = `${process.platform} ${process.arch} (Node.js ${process.version})`
  const why = reasons.length > 0 ? `cannot be loaded: ${[...new Set(reasons)].join('; ')}` : 'is not installed'
  const advice = isForbidden() ? ON_PERMISSIONS : onMissing()
  const summary = `the native addon of unpause for ${machine} ${why}`
  return new ConfigurationError(`${summary}. ${advice}`, { summary, advice })
}

/** Whether this process may not load any addon. Node.js and Deno say it in words of their own. */
function isForbidden(): boolean {
  return reasons.some((reason) =>
    /loading addons is disabled|access to this API has been restricted|--allow-/i.test(reason),
  )
}

const ON_PERMISSIONS =
  'Allow this process to read and to load it: --allow-addons and --allow-fs-read with --permission of Node.js, ' +
  '--allow-ffi and --allow-read with Deno.'

function onMissing(): string {
  const packages = candidates().map((candidate) => `unpause-${candidate}`)
  const files = candidates().map((candidate) => `unpause.${candidate}.node`)
  return (
    `It comes with the npm package ${packages.join(' or ')}, an optional dependency of unpause: install again ` +
    'without --omit=optional, on the machine (or in the container) that will run it. Put the file ' +
    `${files.join(' or ')} of that package beside a bundle or an executable, or name it in ` +
    'NAPI_RS_NATIVE_LIBRARY_PATH. If there is no such package, this platform is not supported.'
  )
}

export const native = load()
