import { readFileSync } from 'node:fs';
import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { clientFrame, PROTOCOL_VERSION, serverFrame } from '../src/index.ts';
import { asyncapiDocument } from './document.ts';

const document = asyncapiDocument(`${PROTOCOL_VERSION}.0.0`);

test('the published document is the one that the schemas make', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../docs/asyncapi.json', import.meta.url), 'utf8'),
  );
  expect(published, 'run: npm run asyncapi -w @agentic-service-bot/protocol').toEqual(document);
});

test('it is AsyncAPI 3', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(specs.schemasWithoutId['3.0.0'] as object);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...document, channels: [] })).toBe(false);
});

/** What a reference such as `#/components/schemas/Message` refers to. */
const resolve = (reference: string): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined,
      document,
    );

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' ? [String(child)] : references(child),
  );
}

test('every reference leads somewhere', () => {
  const all = references(document);
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((reference) => resolve(reference) === undefined)).toEqual([]);
});

describe('every frame stands in it', () => {
  test.each(clientFrame.options.map((option) => option.shape.action.value))(
    '%s as an operation',
    (action) => {
      expect(resolve(`#/operations/${action}`)).toMatchObject({ action: 'receive' });
    },
  );

  test.each(serverFrame.options.map((option) => option.shape.type.value))('%s as something sent', (type) => {
    const name = `${type.charAt(0).toUpperCase()}${type.slice(1)}Frame`;
    expect(references(resolve('#/operations'))).toContain(`#/channels/chat/messages/${name}`);
  });
});

test('its schemas accept the fields of a newer version', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile({ ...document, $ref: '#/components/schemas/SendMessageRequest' });
  expect(validate({ action: 'sendMessage', requestId: 'r1', text: 'hi', newer: true })).toBe(true);
  expect(validate({ action: 'sendMessage', requestId: 'r1', text: '' })).toBe(false);
});
