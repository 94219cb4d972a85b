import { TABLES } from '@agentic-service-bot/aws/tables';
import type { TableName } from '@agentic-service-bot/aws/tables';
import * as z from 'zod';
import { ENVIRONMENTS } from './environments.ts';
import type { Environment } from './environments.ts';

const DOMAIN = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const OVERRIDE = 'tableOverrides.';

const domain = z.string().regex(DOMAIN, 'give a domain, such as chat.example.com');

/** What whoever deploys may say with `--context NAME=VALUE`, besides `environment` and `tableOverrides.TABLE`. */
const schema = z
  .object({
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]+$/, 'give the id of a Route 53 zone, such as Z0123456789ABC')
      .optional(),
    hostedZoneName: domain.optional(),
    domainName: domain.optional(),
    bucketName: z.string().regex(DOMAIN, 'give 3 to 63 of a–z, 0–9, dot and hyphen').optional(),
    loginPrefix: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'give up to 63 of a–z, 0–9, hyphen')
      .optional(),
    embedOrigins: z
      .string()
      .transform((text) => text.split(',').map((origin) => origin.trim()))
      .pipe(
        z.array(
          z
            .string()
            .regex(
              /^https:\/\/[a-z0-9.-]+(:\d+)?$/,
              'give origins such as https://shop.example.com, with commas between',
            ),
        ),
      )
      .default([]),
    issuer: z
      .url({ protocol: /^https$/, error: 'give the https address of an OpenID Connect issuer' })
      .optional(),
    audience: z.string().min(1).optional(),
    groupsClaim: z.string().min(1).optional(),
    operatorGroup: z.string().min(1).default('operators'),
    model: z.string().min(1).optional(),
    alertEmail: z.email('give the address that alarms and summaries go to').optional(),
    reportTimeZone: z
      .string()
      .refine(isTimeZone, 'give an IANA time zone, such as Europe/Paris')
      .default('Etc/UTC'),
    socketThroughEdge: z.stringbool({ error: 'give true or false' }).default(true),
    vaultLock: z.stringbool({ error: 'give true or false' }).default(false),
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/, 'give the commit that is deployed')
      .optional(),
  })
  .refine((given) => (given.hostedZoneId === undefined) === (given.hostedZoneName === undefined), {
    path: ['hostedZoneId'],
    error: 'give hostedZoneId and hostedZoneName together',
  })
  .refine((given) => (given.issuer === undefined) === (given.audience === undefined), {
    path: ['issuer'],
    error: 'give issuer and audience together',
  });

/** How one environment is to be deployed. */
export interface Settings extends z.output<typeof schema> {
  readonly environment: Environment;
  /** Tables that are used instead of the stack's own: restored copies of them, by their names. */
  readonly tableOverrides: ReadonlyMap<TableName, string>;
}

/** Context that can't be deployed with. The message has one line for each value: which, and what to give. */
export class BadContext extends Error {
  override readonly name = 'BadContext';
}

/**
 * Reads the context of the app. Keys that are not ours (the CDK's own) are left alone.
 *
 * @throws BadContext that names everything that is wrong
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const problems: string[] = [];
  const environment = new Map<unknown, Environment>(Object.entries(ENVIRONMENTS)).get(context['environment']);
  if (!environment) {
    const names = Object.keys(ENVIRONMENTS).join(' or ');
    problems.push(
      `environment is ${show(context['environment'])}: give --context environment=${names.replace(' or ', '|')}.`,
    );
  }

  const tableOverrides = new Map<TableName, string>();
  for (const [key, value] of Object.entries(context)) {
    if (!key.startsWith(OVERRIDE)) continue;
    const table = key.slice(OVERRIDE.length);
    if (!isTable(table)) {
      problems.push(`${key}: there is no such table; the tables are ${Object.keys(TABLES).join(', ')}.`);
    } else if (typeof value !== 'string' || !/^[\w.-]{3,255}$/.test(value)) {
      problems.push(`${key} is ${show(value)}: give the name of the restored table.`);
    } else {
      tableOverrides.set(table, value);
    }
  }

  const parsed = schema.safeParse(context);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const key = String(path[0]);
    problems.push(`${key} is ${show(context[key])}: ${message}.`);
  }
  if (!environment || !parsed.success || problems.length > 0) throw new BadContext(problems.join('\n'));
  return { ...parsed.data, environment, tableOverrides };
}

const isTable = (name: string): name is TableName => Object.hasOwn(TABLES, name);

const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
