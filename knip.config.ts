import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  // A type that an exported signature mentions can be named by whoever uses the signature.
  ignoreExportsUsedInFile: { type: true, interface: true },
  workspaces: {
    '.': { entry: ['scripts/*.ts', 'dependency-cruiser.config.ts'] },
    protocol: { entry: ['scripts/*.ts'] },
    local: { entry: ['src/{main,chat,customers,pause}.ts'] },
    // Those in `testing` are started by tests, in processes of their own.
    infrastructure: { entry: ['bin/*.ts', 'testing/{no-network,print-template}.ts'] },
    // Started by Lambda; put in by the bundler.
    aws: { entry: ['src/handlers/*.ts', 'src/bundle/instead/*.ts'] },
    tests: {
      // Vitest's reporter of the faults, which its configuration names; what the simulated cloud starts as a process.
      entry: ['**/*.test.{ts,tsx}', 'faults/table.ts', 'cloud/platform/environment-worker.ts'],
      // A program, not a module: found by where it is.
      ignoreDependencies: ['@dynoxide/linux-x64'],
    },
    // What the comparison starts as a process.
    benchmarks: { entry: ['*.ts', 'comparison/this-bot-server.ts', 'comparison/testing/*/peer.ts'] },
    // No workspaces of npm's, but each a package with dependencies of its own.
    'benchmarks/peers/*': { entry: ['peer.ts'] },
  },
};

export default config;
