import { inspect } from 'node:util'

import type { NativeReport, NativeResumeProgress } from './internal/binding'
import { CallerStack } from './internal/caller-stack'
import { native } from './internal/native'
import { type Plan, type Shapes, RunningJob } from './internal/running-job'
import { withSummaryText, withConnectorText, withConnectorTexts } from './internal/to-string'
import type { Running, WaitProgress } from './records'
import { type ResumeProgress, ResumeReport, resumeProgress } from './report'

/**
 * RunningJob that takes a while. `await` it for its result, or go through its progress with `for await` and `await` it then.
 *
 * It starts at once. Leaving the loop before its end stops the work, as aborting its `signal` does; a loop sees the
 * progress from its own start on. An error is thrown by the loop and by `await`; if nobody loops or awaits, it is an
 * unhandled rejection.
 *
 * @example
 * ```ts
 * const job = client.resumeAndWait('env-a1b2c3/lkc-x7y8z9/orders-sink')
 * for await (const progress of job) console.log(progress.summary)
 * const running = await job
 * ```
 */
export class Job<Progress, Result> implements PromiseLike<Result>, AsyncIterable<Progress> {
  readonly #work: RunningJob<Progress, Result>

  /** @internal */
  constructor(work: RunningJob<Progress, Result>) {
    this.#work = work
  }

  /** As of a promise: for `await`. */
  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
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

  /** For `for await`: the progress from now on. */
  [Symbol.asyncIterator](): AsyncIterator<Progress, undefined> {
    return this.#work.listen()
  }

  /**
   * As of a promise, for `console.log`. Not in the types, which would need those of Node.js for it.
   *
   * @internal
   */
  [inspect.custom](): string {
    return `${this.constructor.name} { <${this.#work.state}> }`
  }
}

/**
 * Resuming many connectors: a {@link Job} that tells of each one, and knows at any time how far it is.
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
export class ResumeJob extends Job<ResumeProgress, ResumeReport> {
  readonly #work: RunningJob<ResumeProgress, ResumeReport>

  /** @internal */
  constructor(work: RunningJob<ResumeProgress, ResumeReport>) {
    super(work)
    this.#work = work
  }

  /** The report so far; also after the job was stopped, when it says what had been accepted by then. */
  get report(): ResumeReport {
    const { native: handle, caller } = this.#work
    return new ResumeReport(handle?.report() ?? native.emptyReport(), caller)
  }

  /**
   * How far it is. Not in the types, as above.
   *
   * @internal
   */
  override [inspect.custom](): string {
    return `${this.constructor.name} { ${this.report} }`
  }
}

const WAIT: Shapes<WaitProgress, Running> = {
  progress: (told) => withConnectorText(withSummaryText(told as WaitProgress)),
  result: (value) => withConnectorTexts(value as Running),
}
const RESUME: Shapes<ResumeProgress, ResumeReport> = {
  progress: (told, caller) => resumeProgress(told as NativeResumeProgress, caller),
  result: (value, caller) => new ResumeReport(value as NativeReport, caller),
}

/**
 * Starts waiting for one connector.
 *
 * @internal
 */
export function waitJob(plan: () => Plan): Job<WaitProgress, Running> {
  return new Job(new RunningJob(plan, new CallerStack(waitJob), WAIT))
}

/**
 * Starts resuming many connectors.
 *
 * @internal
 */
export function resumeJob(plan: () => Plan): ResumeJob {
  return new ResumeJob(new RunningJob(plan, new CallerStack(resumeJob), RESUME))
}
