// Writes the JavaScript of dist/ from what tsc has compiled: library.js, and the small entries that choose from it.
//
// One file for all modules, because Node.js finds, reads and compiles each file by itself, at every start of a program. The
// entries share it, so that a class is the same in each.

import { readdirSync } from 'node:fs'
import { parse } from 'node:path'

import { build } from 'esbuild'

const ENTRIES = ['index', 'testing']
// What only tests use is not loaded with the library.
const FOR_TESTS = ['sandbox']

const COMPILED = '../target/bindings-node'

const isShared = (file) => file.endsWith('.js') && ![...ENTRIES, ...FOR_TESTS].includes(parse(file).name)
const shared = [COMPILED, `${COMPILED}/internal`].flatMap((folder) =>
  readdirSync(folder).flatMap((file) => (isShared(file) ? [`${folder}/${file}`] : [])),
)

/** Takes from library.js what an entry imports from the modules in there. */
const fromLibrary = {
  name: 'from-library',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
      kind === 'entry-point' || FOR_TESTS.includes(parse(path).name)
        ? undefined
        : { path: './library.js', external: true },
    )
  },
}

// keepNames: else a class that names itself is called `_Report`.
const settings = { bundle: true, keepNames: true, platform: 'node', target: 'node20', logLevel: 'warning' }
const contents = shared.map((file) => `export * from '${file}'`).join('\n')
const library = { contents, resolveDir: '.', sourcefile: 'library.js' }
const from = (suffix) => ENTRIES.map((entry) => `${COMPILED}/${entry}${suffix}`)
await build({ ...settings, stdin: library, format: 'cjs', outfile: 'dist/library.js' })
await build({ ...settings, entryPoints: from('.js'), format: 'cjs', outdir: 'dist', plugins: [fromLibrary] })
await build({
  ...settings,
  entryPoints: from('.mjs'),
  format: 'esm',
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  external: ENTRIES.map((entry) => `./${entry}.js`),
})
