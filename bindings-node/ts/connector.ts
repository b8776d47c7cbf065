import { errorOf, guarded } from './internal/native-errors'
import { native } from './internal/native'
import { recordOf } from './internal/record'
import { text } from './internal/type-checks'
import type { Connector as Address } from './records'

/** The address of one connector, and a parser for addresses. */
export type Connector = Address

/** Parses addresses of connectors. */
export const Connector = {
  /**
   * Reads an address from one string: `environmentId/kafkaClusterId/connectorName` (the form that Terraform imports),
   * a CRN, `crn://confluent.cloud/organization=…/environment=env-…/cloud-cluster=lkc-…/connector=<name>`, or the URL of
   * the connector's page in the console, `https://confluent.cloud/environments/…/clusters/…/connectors/<name>`.
   *
   * In the first form everything after the second slash is the name, not encoded. In the others, percent-escapes are
   * decoded, and a slash in a name must be escaped. Every call that takes a connector also takes such a string.
   *
   * @param address - The text.
   * @returns The address.
   * @throws {@link InvalidRequestError} The text has another form; `field` is `'text'`.
   *
   * @example
   * ```ts
   * const { connectorName } = Connector.parse('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * ```
   */
  parse(address: string): Address {
    const given = text('text', address)
    const parsed = guarded(() => native.parse(given))
    if ('kind' in parsed) throw errorOf(parsed)
    return recordOf(parsed)
  },
}
