/**
 * The entry for `import`, as that of the package itself.
 *
 * @packageDocumentation
 */

export * from './testing.js'
