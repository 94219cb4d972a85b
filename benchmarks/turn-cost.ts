/**
 * `npm run bench:turn-cost`: what the ordinary turn consumes of DynamoDB, by access pattern, at message 10 and at message
 * 1,000. Fails if it is more than 16 write or 10 read units.
 */
import { ordinaryTurns, totalOf, type Cost } from '@agentic-service-bot/tests/turn-cost';

const WRITE_UNITS_MAX = 16;
const READ_UNITS_MAX = 10;
/** Moves the clock past the windows by which conversations are listed. */
const HOURS_MS = 3 * 60 * 60_000;

interface Measured {
  readonly costs: readonly Cost[];
  readonly what: string;
}

async function measure(message: number): Promise<Measured[]> {
  // The first turn lists the conversation, and makes a digest of what was before.
  const turns = await ordinaryTurns({ messages: message - 6 });
  await turns.play(false);
  const atOnce = await turns.play(false);
  const slowly = await turns.play(true);
  turns.pause(HOURS_MS);
  const later = await turns.play(true);
  await turns.close();
  return [
    { what: `message ${message}, words at once`, costs: atOnce },
    { what: `message ${message}, words slowly`, costs: slowly },
    { what: `message ${message}, slowly, hours later`, costs: later },
    { what: `message ${message}, slowly, a metered model`, costs: await withTokens(message, false) },
    {
      what: `message ${message}, slowly, a metered model, processes that have seen nothing`,
      costs: await withTokens(message, true),
    },
  ];
}

/** The dearest of some turns of a metered model: not each of them takes tokens. */
async function withTokens(message: number, cold: boolean): Promise<readonly Cost[]> {
  const turns = await ordinaryTurns({ messages: message - 2, metered: true, cold });
  await turns.play(false);
  const costs = [];
  for (let turn = 0; turn < 4; turn += 1) costs.push(await turns.play(true));
  await turns.close();
  return costs.reduce((most, one) => (totalOf(one).writeUnits > totalOf(most).writeUnits ? one : most));
}

function print({ what, costs }: Measured): void {
  console.log(`\n${what}`);
  console.log('access pattern            requests  refused   write    read');
  const total = { requests: 0, refused: 0, ...totalOf(costs) };
  for (const cost of costs) {
    total.requests += cost.requests;
    total.refused += cost.refused;
    console.log(row(cost.pattern, cost));
  }
  console.log(row('all', total));
}

const row = (name: string, { requests, refused, writeUnits, readUnits }: Omit<Cost, 'pattern'>): string =>
  [name.padEnd(24), ...[requests, refused, writeUnits, readUnits].map((n) => String(n).padStart(8))].join(
    ' ',
  );

const measured = [...(await measure(10)), ...(await measure(1_000))];
for (const one of measured) print(one);
const totals = measured.map(({ costs }) => totalOf(costs));
if (totals.some((cost) => cost.writeUnits > WRITE_UNITS_MAX || cost.readUnits > READ_UNITS_MAX)) {
  console.error(
    `The ordinary turn costs more than ${WRITE_UNITS_MAX} write or ${READ_UNITS_MAX} read units.`,
  );
  process.exitCode = 1;
}
