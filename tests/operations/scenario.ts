import { runCommand } from '@agentic-service-bot/infrastructure/operations';
import type { Checkout, Source } from './stand-ins/checkout.ts';
import { templateWith, type Cloud } from './stand-ins/cloud.ts';

const page = (script: string): string =>
  `<!doctype html><script type="module" src="/assets/${script}"></script>`;

export const V1: Source = {
  commit: '1'.repeat(40),
  pages: {
    'index.html': page('app-1111.js'),
    'assets/app-1111.js': 'document.body.append("version 1")',
    'favicon.svg': '<svg/>',
  },
  template: templateWith(['messages', 'customers']),
};

/** Its page names a script that is not there, in as many bytes as the good page has. */
export const V2_BROKEN: Source = {
  commit: '2'.repeat(40),
  pages: {
    'index.html': page('app-2O22.js'),
    'assets/app-2022.js': 'document.body.append("version 2")',
    'favicon.svg': '<svg/>',
    'new.txt': 'of version 2',
  },
  template: { ...templateWith(['messages', 'customers']), Description: 'version 2' },
};

/** Runs a command as it is typed after `npm run`. */
export function type(cloud: Cloud, checkout: Checkout, words: string): Promise<boolean> {
  return runCommand(
    cloud.tools(checkout),
    words.split(' ').filter((word) => word !== '--'),
  );
}

/** What was said since the last look. */
export const heard = (cloud: Cloud): string => cloud.said.splice(0).join('\n');

/** What browsers get, by path. */
export async function served(cloud: Cloud, paths: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of paths) {
    const response = await cloud.edge.get(`/${path}`);
    found[path] = response.ok ? await response.text() : `${response.status}`;
  }
  return found;
}
