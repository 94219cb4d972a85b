/** `npm run deploy | rollback | restore | restore-frontend`: the commands on this machine, its AWS CLI's credentials. */
import { mkdtemp, rm } from 'node:fs/promises';
import { resolveNs } from 'node:dns/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeClients } from '../operations/clients.ts';
import { runCommand } from '../operations/commands.ts';
import { REGION } from '../operations/environment.ts';
import { handshake } from '../operations/handshake.ts';
import { programsOf } from '../operations/run.ts';
import { terminalOf } from '../operations/terminal.ts';

const { env } = process;
const root = join(import.meta.dirname, '..', '..');
const folders: string[] = [];

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'agentic-service-bot-'));
  folders.push(folder);
  return folder;
}

const { ask, stopped } = terminalOf(process);
try {
  const tools = {
    ...{
      aws: makeClients(),
      run: programsOf(root, { AWS_REGION: REGION, ...env }),
      fetch,
      handshake,
      nameServers: resolveNs,
    },
    now: () => new Date(),
    sleep: (milliseconds: number) => setTimeout(milliseconds),
    say: (line: string) => console.log(line),
    ...{ ask, stopped, makeFolder, root },
  };
  if (!(await runCommand(tools, process.argv.slice(2)))) process.exitCode = 1;
} finally {
  for (const folder of folders) await rm(folder, { recursive: true });
}
// What a stopped step waits for would keep the process.
if (stopped.aborted) process.exit(130);
