/**
 * The entry for `import`: the same module that `require` returns. A second copy would have classes of its own.
 *
 * @packageDocumentation
 */

export * from './index.js'
