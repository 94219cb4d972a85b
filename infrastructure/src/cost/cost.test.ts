import { expect, it } from 'vitest';
import { add } from '../../testing/rule.ts';
import { SUBJECTS } from '../../testing/subjects.ts';
import { idleCost, total, turnCost } from './cost.ts';
import { costReport } from './report.ts';

const { dev, prod } = SUBJECTS;

it('dev costs less than $20 a month when nobody comes', () => {
  expect(total(idleCost(dev.template, dev.environment))).toBeLessThan(20);
});

it('what idles is counted in the template: a second firewall is paid for', () => {
  const template = structuredClone(dev.template);
  add(template, 'Second', { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{}, {}] } });
  const more = total(idleCost(template, dev.environment)) - total(idleCost(dev.template, dev.environment));
  expect(more).toBeCloseTo(7);
});

it('and so is every metric of an alarm', () => {
  const template = structuredClone(dev.template);
  add(template, 'Alarm', {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a + b' }] },
  });
  const more = total(idleCost(template, dev.environment)) - total(idleCost(dev.template, dev.environment));
  expect(more).toBeCloseTo(0.2);
});

it('turns cost in proportion once the free allowances are used up', () => {
  const [ten, twenty] = [1e7, 2e7].map((turns) => total(turnCost(turns, prod.environment)));
  expect((twenty ?? 0) / (ten ?? 1)).toBeGreaterThan(1.9);
  expect((twenty ?? 0) / (ten ?? 1)).toBeLessThan(2.2);
});

it('the report has both environments and the three volumes', () => {
  expect(costReport([dev, prod])).toMatch(
    /## dev[^]*1,000 \| 100,000 \| 10,000,000[^]*## prod[^]*10,000,000/,
  );
});
