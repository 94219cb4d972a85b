/** `npm run customers | pause -- dev|prod …`: on AWS, with the AWS CLI's credentials. */
import { CommandProblem } from '@agentic-service-bot/bot/commands';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeClients } from '../operations/clients.ts';
import { CommandError } from '../operations/command-error.ts';
import { runRecords } from '../operations/records.ts';
import { loadService } from '../operations/service.ts';
import { terminalOf } from '../operations/terminal.ts';

const terminal = terminalOf(process);
const { ask, stopped } = terminal;
// What a command waits for would keep the process. What was done stays done: run again, it does the rest.
stopped.addEventListener('abort', () => process.exit(130));
try {
  const service = await loadService(process.env['SERVICE'], join(import.meta.dirname, '..', '..'));
  await runRecords(
    {
      aws: makeClients(),
      now: () => new Date(),
      sleep: (milliseconds) => setTimeout(milliseconds),
      say: (line) => console.log(line),
      note: (line) => console.error(line),
      read: (file) => readFile(file, 'utf8'),
      id: () => randomBytes(16).toString('base64url'),
      ...{ ask, service },
    },
    process.argv.slice(2),
  );
} catch (error) {
  if (error instanceof CommandError) console.error(`${error.message}\n  ${error.next}`);
  else console.error(error instanceof CommandProblem ? error.message : error);
  process.exitCode = 1;
} finally {
  terminal.close();
}
