import type { NativeReport, SavedReport } from './internal/binding'
import { CallerStack } from './internal/caller-stack'
import { native } from './internal/native'
import { guarded } from './internal/native-errors'
import { recordOf } from './internal/record'
import { connectorAt, resultsOf } from './internal/results-from-native'
import { savedDocument } from './internal/saved-document'
import { jsonText } from './internal/type-checks'
import type { Connector } from './records'
import type { ConnectorResult, LeftOut, ManyOperation, ReportCounts } from './results'

/** The fields of a report, without what follows from them. */
export type ReportFields = Omit<Report, 'ok' | 'failures' | 'changed' | 'toJSON' | 'toString'>

/** By which `instanceof` knows the reports of another copy of this package. */
const BRAND = Symbol.for('unpause.Report')

/** A result with an error. */
type FailedResult = ConnectorResult & Required<Pick<ConnectorResult, 'error'>>

/**
 * The results of a job on many connectors. As a string, it is its `summary`.
 *
 * A report is an input, too: `resumeMany(report)` resumes exactly the connectors that the report's job has
 * {@link Report.changed}. Its JSON is the same in every language of Unpause, so that another program can go on.
 *
 * @example
 * ```ts
 * const paused = await client.pauseAll(cluster, { wait: true })
 * await writeFile('paused.json', JSON.stringify(paused))
 * // Tomorrow:
 * const report = Report.fromJSON(await readFile('paused.json', 'utf8'))
 * console.log(`${await client.resumeMany(report, { wait: true })}`)
 * ```
 */
export class Report {
  /** The change that was asked for. */
  readonly operation: ManyOperation
  /** One result for each connector: in the order of the call, or for a whole cluster sorted by name. */
  readonly results: readonly ConnectorResult[]
  /** The counts of all connectors. */
  readonly counts: ReportCounts
  /** How many connectors the listing had; absent if the job was given its connectors, or has no listing yet. */
  declare readonly listed?: number
  /** How many of these the job chose. */
  declare readonly matched?: number
  /** The pattern that was asked for. */
  declare readonly nameGlob?: string
  /** The states that were asked for; empty for the operation's own default. */
  readonly states: readonly string[]
  /** Those of `states` that no listed connector is in. */
  readonly unseenStates: readonly string[]
  /** The listed connectors that the job did not choose, sorted by name. */
  readonly leftOut: readonly LeftOut[]
  /** Milliseconds from the call to the end, or to now. */
  readonly elapsedMs: number
  /** Whether it was a dry run: nothing was sent, and the results are the connectors that would be changed. */
  readonly dryRun: boolean
  /** Whether the job waits until the connectors are in the state that the operation leads to. */
  readonly wait: boolean
  /** How many matched, were accepted, are in the desired state and failed, and why, on one line. */
  readonly summary: string
  /** The core's own report, of which nothing is lost; absent if this one was made by hand. */
  readonly #saved: SavedReport | undefined

  /** @internal */
  constructor(fields: ReportFields, saved?: SavedReport) {
    this.operation = fields.operation
    this.results = fields.results
    this.counts = fields.counts
    if (fields.listed !== undefined) this.listed = fields.listed
    if (fields.matched !== undefined) this.matched = fields.matched
    if (fields.nameGlob !== undefined) this.nameGlob = fields.nameGlob
    this.states = fields.states
    this.unseenStates = fields.unseenStates
    this.leftOut = fields.leftOut
    this.elapsedMs = fields.elapsedMs
    this.dryRun = fields.dryRun
    this.wait = fields.wait
    this.summary = fields.summary
    this.#saved = saved
  }

  /**
   * Reads a report that was saved as JSON, in any language of Unpause. Unknown fields are ignored.
   *
   * @param text - The JSON; or the object that `JSON.parse` makes of it.
   * @returns The report, which `resumeMany` and its kin take.
   * @throws {@link InvalidRequestError} It is anything else: other JSON, one that is cut short, one of a later version.
   *   `field` is `'text'`, and the message names the place.
   *
   * @example
   * ```ts
   * const report = Report.fromJSON('{"version": 1, "operation": "pause", "results": []}')
   * console.log(report.summary) // 0 connectors: 0 accepted, 0 failed, 0.0 s
   * ```
   */
  static fromJSON(text: string | object): Report {
    const given = jsonText('text', text)
    const caller = new CallerStack(Report.fromJSON)
    const read = guarded(() => native.readReport(given))
    if ('kind' in read) throw caller.error(read)
    return reportOf(read, caller)
  }

  /**
   * Whether nothing failed and nothing is left to do: `false` also for a report of interrupted work, once it has its
   * connectors.
   */
  get ok(): boolean {
    const { failed, done, total } = this.counts
    return failed === 0 && (this.dryRun || done === total)
  }

  /** The results with an error. */
  get failures(): readonly FailedResult[] {
    return this.results.filter((result): result is FailedResult => result.error !== undefined)
  }

  /**
   * The connectors that the job changed, each once, by their names: their requests were accepted, and the listing did
   * not say that they were already in that state. A request that is in doubt (sent, and no answer) is not among them.
   */
  get changed(): readonly Connector[] {
    const texts = Report.saved(this).changed()
    return Array.from({ length: texts.length / 3 }, (_, index) => connectorAt(texts, 3 * index))
  }

  /**
   * The document that every language of Unpause saves and reads, for `JSON.stringify`: names in `snake_case`, durations
   * in seconds. It holds no secret. {@link Report.fromJSON} reads it.
   */
  toJSON(): Record<string, unknown> {
    if (this.#saved !== undefined) return JSON.parse(this.#saved.toJson()) as Record<string, unknown>
    const { summary, ...fields } = this
    return { version: 1, ...savedDocument(fields) }
  }

  /** The summary. */
  toString(): string {
    return this.summary
  }

  /** Also true for the reports of another copy of this package, as for errors. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  /**
   * The core's own report, as it goes to the bridge.
   *
   * @internal
   */
  static saved(report: Report): SavedReport {
    const own = #saved in report ? report.#saved : undefined
    return own ?? Report.saved(Report.fromJSON(report))
  }
}

Object.defineProperty(Report.prototype, BRAND, { value: true })

/**
 * A report, from the plain data of the bridge.
 *
 * @internal
 */
export function reportOf({ results, saved, ...others }: NativeReport, caller: CallerStack): Report {
  const fields = recordOf<Omit<ReportFields, 'results'>>(others)
  return new Report({ ...fields, results: resultsOf(results, caller) }, saved)
}
