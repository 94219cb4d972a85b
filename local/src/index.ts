export { BadSettings } from './config/bad-settings.ts';
export { readConfig, type Config } from './config/config.ts';
export { OpenSockets, type Socket } from './http/connections.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
export { UnusableDatabase } from './sqlite/database.ts';
export { openStore, type Store, type StoreOptions } from './sqlite/store.ts';
