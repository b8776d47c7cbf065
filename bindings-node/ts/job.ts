import { inspect } from 'node:util'

import { UnpauseError } from './errors'
import type { NativeManyProgress, NativeReport } from './internal/binding'
import { CallerStack } from './internal/caller-stack'
import { recordOf } from './internal/record'
import { manyProgress } from './internal/results-from-native'
import { type Plan, RunningJob, type Shapes } from './internal/running-job'
import type { Work } from './internal/work'
import type { WaitProgress, WaitResult } from './records'
import { Report, reportOf } from './report'
import type { ManyOperation, ManyProgress } from './results'

/**
 * A long piece of work. `await` it for its result, or iterate its progress with `for await` and `await` it afterwards.
 *
 * It starts at once. A loop sees the progress from its own start on, so after the end it sees none. Leaving the loop
 * before its end stops the work, as aborting its `signal` does. Both the loop and `await` throw the error of the job;
 * without either, it is an unhandled rejection.
 *
 * @example
 * ```ts
 * const job = client.resumeAndWait('env-a1b2c3/lkc-x7y8z9/orders-sink')
 * for await (const progress of job) console.log(progress.summary)
 * const { status } = await job
 * ```
 */
export class Job<Progress, Result> implements Promise<Result>, AsyncIterable<Progress> {
  readonly #work: Work<Progress, Result>

  /** @internal */
  constructor(work: Work<Progress, Result>) {
    this.#work = work
  }

  /** As of a promise, for `await`. */
  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    // `any`, as in the type of every promise.
    onRejected?: ((reason: any) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#work.result.then(onFulfilled, onRejected)
  }

  /** As of a promise. */
  catch<Rejected = never>(
    onRejected?: ((reason: any) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Result | Rejected> {
    return this.#work.result.catch(onRejected)
  }

  /** As of a promise. */
  finally(onFinally?: (() => void) | null): Promise<Result> {
    return this.#work.result.finally(onFinally)
  }

  /** The progress from now on, for `for await`. */
  [Symbol.asyncIterator](): AsyncIterator<Progress, undefined> {
    return this.#work.loop()
  }

  /** So that a job can be given where a `Promise` is wanted. */
  get [Symbol.toStringTag](): string {
    return 'Job'
  }

  /** The state as of a promise, and the result or the error if it has ended. */
  toJSON(): unknown {
    const { outcome } = this.#work
    const isForeign = outcome.state === 'rejected' && !(outcome.error instanceof UnpauseError)
    // A reason of an abort may be anything, and an error of JavaScript itself has no JSON.
    return isForeign ? { state: outcome.state, error: String(outcome.error) } : outcome
  }

  /** The same on one line. */
  toString(): string {
    const { outcome } = this.#work
    const end = outcome.state === 'fulfilled' ? outcome.result : outcome.state === 'rejected' ? outcome.error : ''
    return `${this[Symbol.toStringTag]} { <${outcome.state}>${end === '' ? '' : ` ${firstLine(end)}`} }`
  }

  /**
   * The same for `console.log`. Not in the published types, which would need the types of Node.js for it.
   *
   * @internal
   */
  [inspect.custom](): string {
    return this.toString()
  }
}

/**
 * A {@link Job} that changes many connectors. It reports each of them, and has the report so far at any time.
 *
 * @example
 * ```ts
 * const job = client.resumeAll(cluster, { wait: true, signal })
 * try {
 *   console.log(`${await job}`)
 * } catch (error) {
 *   console.error(`interrupted: ${job.report}`)
 * }
 * ```
 */
export class ManyJob extends Job<ManyProgress, Report> {
  readonly #work: Work<ManyProgress, Report>
  readonly #report: () => Report

  /** @internal */
  constructor(work: Work<ManyProgress, Report>, report: () => Report) {
    super(work)
    this.#work = work
    this.#report = report
  }

  /** The report so far. After the job was stopped, it says which connectors had been accepted by then. */
  get report(): Report {
    return this.#report()
  }

  override get [Symbol.toStringTag](): string {
    return 'ManyJob'
  }

  /** The state as of a promise, and the report so far. */
  override toJSON(): unknown {
    return { state: this.#work.outcome.state, report: this.report }
  }

  /** The report so far, on one line. */
  override toString(): string {
    return `${this[Symbol.toStringTag]} { ${this.report.summary} }`
  }
}

const WAIT: Shapes<WaitProgress, WaitResult> = {
  progress: recordOf<WaitProgress>,
  result: recordOf<WaitResult>,
}
const MANY: Shapes<ManyProgress, Report> = {
  progress: (progress, caller) => manyProgress(progress as NativeManyProgress, caller),
  result: (value, caller) => reportOf(value as NativeReport, caller),
}

function firstLine(value: unknown): string {
  const [line = ''] = String(value).split('\n', 1)
  return line
}

/**
 * Starts a wait for one connector.
 *
 * @internal
 */
export function waitJob(plan: () => Plan): Job<WaitProgress, WaitResult> {
  return new Job(new RunningJob(plan, new CallerStack(waitJob), WAIT).work)
}

/**
 * Starts to change many connectors.
 *
 * @internal
 */
export function manyJob(operation: ManyOperation, plan: () => Plan): ManyJob {
  const caller = new CallerStack(manyJob)
  const running = new RunningJob(plan, caller, MANY)
  return new ManyJob(running.work, () => {
    const reported = running.native?.report()
    return reported ? reportOf(reported, caller) : Report.fromJSON({ version: 1, operation, results: [] })
  })
}
