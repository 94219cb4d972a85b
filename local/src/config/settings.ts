import { isIP } from 'node:net';
import * as z from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535);

const text = z.string();

const url = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value));

const commaSeparated = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const isOrigin = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value;

/** An address, or a network as `10.0.0.0/8`. */
function isNetwork(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const MIN_SECRET_BYTES = 32;

/** Every setting of the server but the models' (`MODEL` and its kin), with what to do when it is wrong. */
export const settings = {
  PORT: { schema: port, advice: 'set it to a whole number from 0 to 65535, or leave it out for 3000' },
  HOST: {
    schema: text,
    advice: 'set it to the address to listen on, or leave it out for 127.0.0.1',
  },
  PUBLIC_URL: {
    schema: url,
    advice: 'set it to the address that browsers use, such as https://chat.example.com',
  },
  DATA_DIR: { schema: text, advice: 'set it to a folder, or leave it out for .data' },
  FRONTEND_DIR: { schema: text, advice: 'set it to a folder, or leave it out for frontend/build' },
  SERVICE: { schema: text, advice: "set it to a service's package or file" },
  RETENTION_DAYS: {
    schema: z
      .string()
      .regex(/^[1-9]\d{0,4}$/)
      .transform(Number),
    advice: 'set it to a whole number of days, or leave it out to keep conversations for ever',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error']),
    advice: 'set it to debug, info, warn or error, or leave it out for info',
  },
  AUTH_SECRET: {
    schema: text.refine((value) => Buffer.byteLength(value) >= MIN_SECRET_BYTES),
    advice: `set it to at least ${MIN_SECRET_BYTES} bytes that only your backend and this server know`,
  },
  AUTH_ISSUER: {
    schema: url,
    advice: 'set it to the URL of an OpenID Connect issuer, such as https://login.example.com',
  },
  AUTH_AUDIENCE: { schema: text, advice: "set it to this application's id at the issuer" },
  AUTH_CLIENT_ID: {
    schema: text,
    advice: 'set it to the id under which the issuer knows the pages, a public client with PKCE',
  },
  AUTH_CLAIM_NAME: { schema: text, advice: "set it to a claim's name" },
  AUTH_CLAIM_LEVEL: { schema: text, advice: "set it to a claim's name" },
  AUTH_CLAIM_ROLE: { schema: text, advice: "set it to a claim's name" },
  AUTH_CLAIM_TIME_ZONE: { schema: text, advice: "set it to a claim's name" },
  AUTH_CLAIM_GROUPS: { schema: text, advice: "set it to a claim's name" },
  AUTH_OPERATOR_GROUP: { schema: text, advice: "set it to a group's name" },
  ALLOWED_ORIGINS: {
    schema: commaSeparated.refine((origins) => origins.every(isOrigin)),
    advice: 'set it to origins separated by commas, such as https://shop.example.com',
  },
  TRUSTED_PROXIES: {
    schema: commaSeparated.refine((networks) => networks.every(isNetwork)),
    advice: 'set it to addresses or networks separated by commas, such as 10.0.0.0/8',
  },
  ALERT_WEBHOOK: { schema: url, advice: 'set it to the URL that alerts are to be posted to' },
} as const;

/** Settings whose values are nobody's to see. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set(['AUTH_SECRET', 'ALERT_WEBHOOK']);
