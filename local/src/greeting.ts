import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import type { Config } from './config/config.ts';
import { databaseIn } from './data-dir.ts';
import type { RunningServer } from './server.ts';
import { DEFAULT_URL } from './terminal/options.ts';

/** What the person who started the server reads: where it is, and what to do next. */
export function greeting(
  { url, isFrontendBuilt, begunWith }: Omit<RunningServer, 'stop'>,
  { authentication, dataDir }: Pick<Config, 'authentication' | 'dataDir'>,
  service: ServiceDefinition,
): string {
  const lines = [`${service.title} is served at ${url}`, ''];
  if (authentication.kind === 'demo') {
    const { customers, operators } = service.demo;
    const [customer] = customers;
    const orOperator = operators.length > 0 ? ', or an operator' : '';
    lines.push(`  Open it and choose who you are: a customer to chat as${orOperator}.`);
    const where = url === DEFAULT_URL ? '' : ` --url ${url}`;
    if (customer !== undefined)
      lines.push(`  Or stay here:  npm run chat -- --customer ${customer.id}${where}`);
    lines.push(
      '',
      '  Demo mode: whoever uses this machine may be anyone. For real use, set AUTH_ISSUER or AUTH_SECRET.',
    );
  }
  if (!isFrontendBuilt) lines.push('  There is no page yet: build it with  npm run build -w frontend');
  lines.push(`  Data: ${databaseIn(dataDir)}`);
  if (begunWith !== service.name) {
    lines.push(
      `  They were begun with the service ${begunWith}: its people and what is theirs are still in there.`,
      '  For a fresh start set DATA_DIR to another folder.',
    );
  }
  lines.push('  Stop: Ctrl+C', '');
  return lines.join('\n');
}
