import { readFileSync } from 'node:fs'

/**
 * The most memory that this process had, in bytes; 0 on a system without `/proc`. Not `process.resourceUsage`, which counts
 * that of the parent before `exec`, too.
 */
export function peakMemory() {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
  } catch {
    return 0
  }
}
