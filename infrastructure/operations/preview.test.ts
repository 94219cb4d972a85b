import { expect, it } from 'vitest';
import { preview, type Built } from './preview.ts';

const built = (table: object | undefined, size: number): Built => ({
  templates: new Map([['prod', { Resources: table === undefined ? {} : { Messages: table as never } }]]),
  files: [{ path: 'functions/work/index.mjs', size, sha256: '0'.repeat(64) }],
});

const TABLE = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'a' } };

it('names what changes, what data it would cost, and how sizes move', () => {
  const text = preview(built(TABLE, 1_500), built({ ...TABLE, Properties: { TableName: 'b' } }, 1_000));

  expect(text).toContain('### Template of prod');
  expect(text).toContain('**Data: The table Messages would be replaced by an empty one (TableName).**');
  expect(text).toContain('| WILL_REPLACE | AWS::DynamoDB::Table | Messages | TableName |');
  expect(text).toContain('| functions, .mjs | 1.5 | 1.0 | −0.5 |');
});

it('says when nothing changes', () => {
  expect(preview(built(TABLE, 1), built(TABLE, 1))).toContain('No resource changes.');
});

it('shows everything of a first template', () => {
  expect(preview({ templates: new Map(), files: [] }, built(TABLE, 1))).toContain('| WILL_CREATE |');
});
