/**
 * `npm run verify-deployed -- dev`: looks at a live deployment point by point. `TOKEN` is a customer's token, for a
 * conversation. What it does has been tried against stand-ins alone: it has never met AWS.
 */
import { makeClients } from '../operations/clients.ts';
import { CommandError } from '../operations/command-error.ts';
import { deployedStack } from '../operations/deployed.ts';
import { parseEnvironment } from '../operations/environment.ts';
import { handshake } from '../operations/handshake.ts';
import { outputOf } from '../operations/stack.ts';
import { lookAtAll } from '../src/verify/checks.ts';
import { converse } from '../src/verify/converse.ts';

console.log(
  'These checks have been tried against stand-ins alone, never against AWS: doubt them before you doubt it.\n',
);
try {
  const environment = parseEnvironment(process.argv[2]);
  const aws = makeClients();
  const stack = await deployedStack({ aws }, environment);
  const fine = await lookAtAll(
    {
      ...{ environment, aws, fetch, handshake, converse },
      token: process.env['TOKEN'],
      now: () => new Date(),
      output: (name) => outputOf(stack, name),
      tables: [...stack.outputs].filter(([name]) => /^Table[A-Z]/.test(name)).map(([, table]) => table),
    },
    (line) => console.log(line),
  );
  if (!fine) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(`${error.message}\n  ${error.next}`);
  process.exitCode = 1;
}
