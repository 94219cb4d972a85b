import { expect, it } from 'vitest';
import {
  FUNCTIONS,
  OPTIONAL_SETTINGS,
  tableSetting,
  type FunctionDefinition,
  type FunctionName,
} from '../functions.ts';
import { TABLES, type TableName } from '../tables.ts';
import { settings as environment } from '../testing/settings.ts';
import { BadSettings } from './bad-settings.ts';
import { readConfig } from './config.ts';
import { SETTINGS } from './settings.ts';

const names = Object.keys(FUNCTIONS) as FunctionName[];

it('every setting is read', () => {
  const tables = (Object.keys(TABLES) as TableName[]).map(tableSetting);
  expect(Object.keys(environment).sort()).toEqual([...Object.keys(SETTINGS), ...tables].sort());
  expect(readConfig('authorize', environment)).toEqual({
    ALLOWED_ORIGINS: ['https://shop.example.com', 'http://localhost:3000'],
    AUTH_AUDIENCE: 'client',
    AUTH_CLAIM_GROUPS: 'cognito:groups',
    AUTH_CLAIM_LEVEL: 'custom:level',
    AUTH_CLAIM_NAME: 'name',
    AUTH_CLAIM_ROLE: 'role',
    AUTH_CLAIM_TIME_ZONE: 'zoneinfo',
    AUTH_ISSUER: new URL('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc'),
    AUTH_OPERATOR_GROUP: 'operators',
    ENVIRONMENT: 'dev',
    LOG_LEVEL: 'debug',
    tables: {},
  });
  expect(readConfig('receive', environment)).toMatchObject({
    RETENTION_DAYS: 30,
    tables: { messages: 'dev-messages', counters: 'dev-counters' },
  });
});

it.each(names)('%s starts without what is optional, and names all else that is missing', (name) => {
  const { settings: all, tables: used }: FunctionDefinition = FUNCTIONS[name];
  const required = [...all.filter((setting) => !OPTIONAL_SETTINGS.has(setting)), ...used.map(tableSetting)];
  const least = Object.fromEntries(required.map((setting) => [setting, environment[setting]]));
  expect(Object.keys(readConfig(name, least)).sort()).toEqual([...all, 'tables'].sort());
  try {
    readConfig(name, {});
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(BadSettings);
    const problems = (error as BadSettings).problems.map((line) => line.replace(/:.*/, ''));
    expect(problems.sort()).toEqual(required.map((setting) => `${setting} is missing`).sort());
  }
});

it('what is wrong is named, with what to do', () => {
  const wrong = {
    ...environment,
    ENVIRONMENT: 'staging',
    LOG_LEVEL: 'loud',
    ALLOWED_ORIGINS: 'https://shop.example.com/path',
    AUTH_ISSUER: 'login',
    AUTH_AUDIENCE: ' ',
  };
  expect(() => readConfig('authorize', wrong)).toThrow(
    new BadSettings([
      'ENVIRONMENT is "staging": set it to dev or prod.',
      'LOG_LEVEL is "loud": set it to debug, info, warn or error, or leave it out for info.',
      'ALLOWED_ORIGINS is "https://shop.example.com/path": set it to origins separated by commas, such as https://shop.example.com.',
      "AUTH_AUDIENCE is missing: set it to this application's id at the issuer.",
      'AUTH_ISSUER is "login": set it to the URL of an OpenID Connect issuer, such as https://login.example.com.',
    ]),
  );
  const report = { ...environment, REPORT_TIME_ZONE: 'Mars/Olympus', REPORT_TOPIC_ARN: 'report' };
  expect(() => readConfig('dailySummary', report)).toThrow(
    /REPORT_TIME_ZONE is "Mars\/Olympus".*\nREPORT_TOPIC_ARN is "report"/,
  );
});
