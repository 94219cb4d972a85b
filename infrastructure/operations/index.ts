export { makeClients, type Clients } from './clients.ts';
export { CommandError } from './command-error.ts';
export { runCommand } from './commands.ts';
export { terminalOf } from './terminal.ts';
export type { Tools } from './tools.ts';
