/**
 * The door for `import`: the same module that `require` gives, and not a second copy of it with classes of its own.
 *
 * @packageDocumentation
 */

export * from './index.js'
