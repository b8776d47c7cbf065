/** The variables of these names that `process.env` has. Tests, Workers and other runtimes have one of their own. */
export function environment(names: string[]): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const name of names) {
    const value = process.env[name]
    if (value !== undefined) variables[name] = value
  }
  return variables
}
