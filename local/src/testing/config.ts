import { readConfig, type Config } from '../config/config.ts';

/** How a server of a test runs: on a free port, without a frontend. */
export const testConfig = (dataDir: string, more: Partial<Config> = {}): Config => ({
  ...readConfig({ PORT: '0', DATA_DIR: dataDir, FRONTEND_DIR: dataDir, LOG_LEVEL: 'error' }),
  ...more,
});
