/** A tool of the project's own that reads the whole workspace and fails on what must not be there. */
export interface Gate {
  tool: string;
  args: string[];
}

/** The slowest first, so that the short ones fill the gaps. */
export const GATES = {
  eslint: { tool: 'eslint', args: ['--max-warnings', '0', '.'] },
  tsc: { tool: 'tsc', args: [] },
  prettier: { tool: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  boundaries: { tool: 'depcruise', args: ['--config', 'dependency-cruiser.config.ts', '.'] },
  workflows: { tool: 'node', args: ['scripts/lint-workflows.ts'] },
  knip: { tool: 'knip', args: [] },
} satisfies Record<string, Gate>;
