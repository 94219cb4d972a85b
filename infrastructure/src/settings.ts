import { TABLES } from '@agentic-service-bot/aws/tables';
import type { TableName } from '@agentic-service-bot/aws/tables';
import { timeZone } from '@agentic-service-bot/protocol';
import * as z from 'zod';
import { ENVIRONMENTS } from './environments.ts';
import type { Environment } from './environments.ts';

const DOMAIN = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const OVERRIDE = 'tableOverrides.';

const domain = z.string().regex(DOMAIN, 'give a domain, such as chat.example.com');
/** On the command line it is a word, in `cdk.json` it may be true or false itself. */
export const flag = z.union([z.boolean(), z.stringbool()], { error: 'give true or false' });
export const bucketName = z.string().regex(DOMAIN, 'give 3 to 63 of a–z, 0–9, dot and hyphen').optional();

/** What whoever deploys may say with `--context NAME=VALUE`, besides `environment` and `tableOverrides.TABLE`; for one environment alone as `ENVIRONMENT.NAME`. */
const schema = z
  .object({
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]+$/, 'give the id of a Route 53 zone, such as Z0123456789ABC')
      .optional(),
    hostedZoneName: domain.optional(),
    domainName: domain.optional(),
    bucketName,
    loginPrefix: z
      .string()
      .regex(
        /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
        'give up to 63 of a–z, 0–9, hyphen, without “aws”, “amazon” and “cognito”, which Cognito refuses',
      )
      .optional(),
    loginEmail: z
      .email('give the address that Cognito writes from, of a domain that SES has verified')
      .optional(),
    signUp: flag.default(true),
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
    // Bedrock's are named in a permission, where a star would be every model.
    model: z
      .string()
      .regex(/^[^*?]+$/, 'give a model as MODEL takes it, without * and ?')
      .optional(),
    alertEmail: z.email('give the address that alarms and summaries go to').optional(),
    reportTimeZone: z
      .string()
      // An offset such as +02:00 is none: EventBridge Scheduler does not take it.
      .refine((name) => timeZone.safeParse(name).success, 'give an IANA time zone, such as Europe/Paris')
      .default('Etc/UTC'),
    socketThroughEdge: flag.default(true),
    vaultLock: flag.default(false),
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

/** The context as an environment has it: `prod.alertEmail` is there in place of `alertEmail`. */
export function contextIn(
  context: Readonly<Record<string, unknown>>,
  { name }: Pick<Environment, 'name'>,
): Record<string, unknown> {
  const own = Object.entries(context)
    .filter(([key]) => key.startsWith(`${name}.`))
    .map(([key, value]): [string, unknown] => [key.slice(name.length + 1), value]);
  return { ...context, ...Object.fromEntries(own) };
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

  for (const key of Object.keys(context)) {
    const [first = '', ...rest] = key.split('.');
    if (Object.hasOwn(ENVIRONMENTS, first) && !Object.hasOwn(schema.shape, rest.join('.')))
      problems.push(`${key}: there is no such setting.`);
  }

  const own = environment ? contextIn(context, environment) : context;
  const parsed = schema.safeParse(own);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const key = String(path[0]);
    problems.push(`${key} is ${show(own[key])}: ${message}.`);
  }
  if (environment && parsed.success) problems.push(...outsideZone(environment, parsed.data));
  if (!environment || !parsed.success || problems.length > 0) throw new BadContext(problems.join('\n'));
  return { ...parsed.data, environment, tableOverrides };
}

/** A site whose domain is not the zone's: Route 53 takes no record of it, and the certificate would never be issued. */
function outsideZone(
  environment: Environment,
  { hostedZoneName: zone, domainName }: z.output<typeof schema>,
): string[] {
  if (zone === undefined) {
    return domainName === undefined
      ? []
      : [`domainName is ${show(domainName)}: give hostedZoneId and hostedZoneName with it.`];
  }
  const site = domainName ?? environment.domainName;
  if (site === zone || site.endsWith(`.${zone}`)) return [];
  return [`domainName is ${show(domainName)}: give one in the zone ${zone}; the site would be ${site}.`];
}

const isTable = (name: string): name is TableName => Object.hasOwn(TABLES, name);

const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));
