import { ConfigurationError } from '../errors'
import type * as Binding from './binding'

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

/** Loads the private addon: the one built in this repository, or else the one in the platform's package. */
function load(): typeof Binding {
  const reasons: string[] = []
  for (const candidate of candidates()) {
    for (const file of [`../../unpause.${candidate}.node`, `unpause-${candidate}`]) {
      try {
        return require(file) as typeof Binding
      } catch (error) {
        if (!isMissing(error, file)) reasons.push(`${file}: ${(error as Error).message}`)
      }
    }
  }
  const machine = `${process.platform} ${process.arch} (Node.js ${process.version})`
  const packages = candidates().map((candidate) => `unpause-${candidate}`)
  const why = reasons.length > 0 ? `cannot be loaded: ${reasons.join('; ')}` : 'is not installed'
  const advice =
    `It comes with the npm package ${packages.join(' or ')}, an optional dependency of unpause: install again ` +
    'without --omit=optional, on the machine (or in the container) that will run it. If there is no such package, ' +
    'this platform is not supported.'
  throw new ConfigurationError(`the native addon of unpause for ${machine} ${why}. ${advice}`, { advice })
}

/** Whether the file itself is missing, and not one that it needs. */
function isMissing(error: unknown, file: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'MODULE_NOT_FOUND' && message.includes(`'${file}'`)
}

export const native = load()
