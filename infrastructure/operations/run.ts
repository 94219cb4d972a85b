import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { CommandError } from './command-error.ts';
import type { Run } from './tools.ts';

/** Runs programs, those of the project's packages first. `env` is what they see of the environment. */
export const programsOf =
  (root: string, env: NodeJS.ProcessEnv): Run =>
  (program, args, options) =>
    new Promise((resolve, reject) => {
      const path = [join(root, 'node_modules', '.bin'), env['PATH']].join(delimiter);
      const child = spawn(program, args, {
        cwd: options.cwd,
        env: { ...env, PATH: path, ...options.env },
        stdio: ['ignore', options.shown ? 'inherit' : 'pipe', 'inherit'],
      });
      const chunks: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
      const words = [program, ...args].join(' ');
      child.on('error', ({ message }) =>
        reject(new CommandError(`${program} can't be started: ${message}.`, `Run \`npm ci\` in ${root}.`)),
      );
      child.on('close', (code, signal) => {
        if (code === 0) resolve(Buffer.concat(chunks).toString());
        else
          reject(
            new CommandError(
              `\`${words}\` ended with ${signal ?? code ?? ''}.`,
              'Its output above says why.',
            ),
          );
      });
    });
