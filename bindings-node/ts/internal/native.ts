import { ConfigurationError } from '../errors'
import type * as Binding from './binding'

/** The addons that may fit this machine. On Linux there are two kinds of C library, and npm installs the one that fits. */
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

/** Loads the private addon: the one that was built here, else that of the platform's package. */
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
    `It comes with npm package ${packages.join(' or ')}, an optional dependency of unpause: install again without ` +
    '--omit=optional, on the machine (or in the container) where it is to run. If there is no such package, this ' +
    'platform is not supported.'
  throw new ConfigurationError(`the native addon of unpause for ${machine} ${why}. ${advice}`, { advice })
}

function isMissing(error: unknown, file: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  // A package that is there but lacks something of its own is another matter.
  return code === 'MODULE_NOT_FOUND' && message.includes(`'${file}'`)
}

export const native = load()
