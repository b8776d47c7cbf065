// The source of tokens of a case: a function that gives scripted tokens, or a source that the library has.

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

import { ClientCredentials, StsToken } from 'unpause'

import { known } from './known.mjs'
import { objectInNode } from './names.mjs'
import { LISTED } from './parity-names.mjs'

const SCRIPTED = 'token expires_in error after reenters'.split(' ')
const CLUSTER = { environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9' }

/** The function of a case. It calls `client` if the script says so, and counts its `calls`. */
export class ScriptedFunction {
  calls = 0
  client

  /** The `token_provider` of a case, for the client. */
  source(spec) {
    known(['gives', 'sts', 'client_credentials'], spec, 'token_provider')
    assert.equal(Object.keys(spec).length, 1, 'token_provider: one source')
    if (spec.gives !== undefined) return this.#giving(spec.gives)
    return spec.sts === undefined ? credentials(spec.client_credentials) : this.#sts(spec.sts)
  }

  #sts({ subject_token: subject, client_credentials: given, ...others }) {
    known(Object.keys(LISTED.sts_token), others, 'sts')
    const options = objectInNode(others)
    if (subject !== undefined) {
      known(['gives'], subject, 'subject_token')
      options.subjectToken = this.#giving(subject.gives)
    }
    if (given !== undefined) options.clientCredentials = credentials(given)
    return new StsToken(options)
  }

  #giving(script) {
    return async () => {
      const given = script[Math.min(this.calls++, script.length - 1)]
      return typeof given === 'string' ? given : await this.#play(given)
    }
  }

  async #play(given) {
    known(SCRIPTED, given, 'gives')
    const { token, expires_in: expiresIn, error, after = 0, reenters = false } = given
    await sleep(after * 1000)
    if (reenters) await this.client.list(CLUSTER)
    if (error !== undefined) throw new Error(error)
    return expiresIn === undefined ? { value: token } : { value: token, expiresInMs: expiresIn * 1000 }
  }
}

function credentials(given) {
  known(Object.keys(LISTED.client_credentials), given, 'client_credentials')
  return new ClientCredentials(objectInNode(given))
}

/** Everything in a source that must not show. */
export function secretsOf({ gives, sts, client_credentials: given } = {}) {
  const script = gives ?? sts?.subject_token?.gives ?? []
  const tokens = script.map((it) => (typeof it === 'string' ? it : it.token))
  return [...tokens, (sts?.client_credentials ?? given)?.client_secret]
}
