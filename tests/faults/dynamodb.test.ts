import { describe } from 'vitest';
import { runs } from '../adversary/support/effort.ts';
import { crashPointSuite } from './crash-point-suite.ts';
import { dynamoWorlds } from './dynamo-worlds.ts';

describe('whenever the process dies, on DynamoDB', () => {
  crashPointSuite('on DynamoDB', dynamoWorlds, {
    every: runs(197, 31),
    pairs: runs(0, 1),
    scenarios: runs(5, 1),
  });
});
