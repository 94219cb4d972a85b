import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  // A type that an exported signature mentions can be named by whoever uses the signature.
  ignoreExportsUsedInFile: { type: true, interface: true },
  workspaces: {
    '.': { entry: ['scripts/*.ts', 'dependency-cruiser.config.ts'] },
    protocol: { entry: ['scripts/*.ts'] },
    local: {
      entry: ['src/{main,chat,customers}.ts'],
      // Loaded by its name, which the setting SERVICE holds.
      ignoreDependencies: ['@agentic-service-bot/smart-home'],
    },
    tests: { entry: ['**/*.test.{ts,tsx}'] },
    benchmarks: { entry: ['*.ts'] },
  },
};

export default config;
