// A project of a user, in a folder of its own: with the package in node_modules, and the addon where a test wants it.

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const PACKAGE = resolve(import.meta.dirname, '../..')

/** The name of the addon's file, and of the npm package that has it. */
export const ADDON = readdirSync(PACKAGE).find((name) => name.endsWith('.node'))
const PLATFORM_PACKAGE = `unpause-${/^unpause\.(.+)\.node$/.exec(ADDON)[1]}`

export class Project {
  constructor() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'unpause-project-')))
    const installed = this.path('node_modules/unpause')
    mkdirSync(installed, { recursive: true })
    cpSync(join(PACKAGE, 'package.json'), join(installed, 'package.json'))
    cpSync(join(PACKAGE, 'dist'), join(installed, 'dist'), { recursive: true })
    this.write('package.json', '{"private": true}')
  }

  path(file) {
    return join(this.folder, file)
  }

  write(file, text) {
    writeFileSync(this.path(file), text)
    return this.path(file)
  }

  /** Puts the addon at a path. A link, because a debug build is large; Windows wants rights for links. */
  putAddon(path) {
    rmSync(this.path(path), { force: true })
    if (process.platform === 'win32') cpSync(join(PACKAGE, ADDON), this.path(path))
    else symlinkSync(join(PACKAGE, ADDON), this.path(path))
    return this.path(path)
  }

  /** Installs the package of this platform, as npm does. */
  installAddon() {
    const folder = `node_modules/${PLATFORM_PACKAGE}`
    mkdirSync(this.path(folder), { recursive: true })
    this.write(`${folder}/package.json`, JSON.stringify({ name: PLATFORM_PACKAGE, version: '0.0.0', main: ADDON }))
    this.putAddon(`${folder}/${ADDON}`)
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Runs a program: all of its output, and whether it succeeded. */
export async function output(program, given, options = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, given, { timeout: 120_000, ...options })
    return { ok: true, text: stdout + stderr }
  } catch (error) {
    return { ok: false, text: `${error.stdout}${error.stderr}`, error }
  }
}
