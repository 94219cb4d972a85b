import { expect, it } from 'vitest';
import { synthesize } from '../src/synthesize.ts';
import { differencesOf } from './differences.ts';
import { set } from './rule.ts';
import { CONTEXTS, SUBJECTS } from './subjects.ts';

const dev = synthesize({ ...CONTEXTS.prod, environment: 'dev' });
const prod = SUBJECTS.prod.template;

it('dev and prod differ in exactly the golden list', async () => {
  await expect(`${differencesOf(dev, prod).join('\n')}\n`).toMatchFileSnapshot('differences.txt');
});

it('one difference more is one line more', () => {
  const changed = structuredClone(prod);
  set(changed, 'AWS::CloudFront::Distribution', 'DistributionConfig.HttpVersion', 'http2');
  const before = differencesOf(dev, prod);
  expect(differencesOf(dev, changed).filter((line) => !before.includes(line))).toEqual([
    'AWS::CloudFront::Distribution DistributionConfig.HttpVersion: "http2and3" → "http2"',
  ]);
});
