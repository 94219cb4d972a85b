export { makeClients, type Clients } from './clients.ts';
export { CommandError } from './command-error.ts';
export { runCommand } from './commands.ts';
export { headersOf } from './headers.ts';
export { runRecords, type RecordTools } from './records.ts';
export { siteConfig } from './site-config.ts';
export { terminalOf } from './terminal.ts';
export type { Tools } from './tools.ts';
