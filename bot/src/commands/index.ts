export { CommandProblem } from './command-problem.ts';
export { customerCommands, CUSTOMERS_USAGE, type CustomersContext } from './customer-commands.ts';
export type { CustomerRecords, Erased, Holdings } from './customer-records.ts';
export { pauseCommand } from './pause-command.ts';
