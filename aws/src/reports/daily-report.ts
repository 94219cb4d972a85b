/** What is known of a day: a number for each figure's id; one that is missing could not be read. */
export type Figures = ReadonlyMap<string, number>;

export interface Day {
  readonly environment: string;
  readonly from: Date;
  readonly to: Date;
  /** IANA zone in which people read the times. */
  readonly timeZone: string;
}

/** The text that the team is sent. */
export interface Report {
  /** At most 100 ASCII characters, as SNS wants it. */
  readonly subject: string;
  readonly body: string;
}

const UNKNOWN = 'not known';

const LABEL_WIDTH = 26;

/** Writes the report of a day. What could not be read is said to be unknown, never to be nought. */
export function dailyReport(day: Day, figures: Figures): Report {
  const whole = (id: string): string => figures.get(id)?.toLocaleString('en-US') ?? UNKNOWN;
  const seconds = (id: string): string => {
    const ms = figures.get(id);
    if (ms === undefined) return UNKNOWN;
    return ms === 0 ? '-' : `${(ms / 1000).toFixed(1)} s`;
  };
  const dollars = (id: string): string => {
    const cost = figures.get(id);
    return cost === undefined ? UNKNOWN : `$${cost.toFixed(2)}`;
  };
  const line = (label: string, value: string): string => `  ${label.padEnd(LABEL_WIDTH)}${value}`;
  const unread = figures.size === 0;
  const lines = [
    `${when(day.from, day.timeZone)} to ${when(day.to, day.timeZone)} (${day.timeZone}), ${day.environment}`,
    '',
    'Replies',
    line('finished', whole('finished')),
    line('ended by cancel or person', whole('aborted')),
    line('first words, slowest 5 %', seconds('firstChunk')),
    line('to the end, slowest 5 %', seconds('finish')),
    line('given to a person', whole('handOffs')),
    '',
    'Actions',
    ...['done', 'denied', 'failed', 'unknown'].map((status) => line(status, whole(status))),
    '',
    'Frames of clients',
    line('received', whole('frames')),
    line('answered with error', whole('frameErrors')),
    '',
    'Models',
    line('tokens read', whole('input')),
    line('tokens written', whole('output')),
    line('cost at list prices', dollars('cost')),
    line('failed messages', whole('modelFailures')),
    '',
    line('Faults', whole('faults')).trimStart(),
    ...(unread ? ['', 'CloudWatch gave no figure at all: look whether it works.'] : []),
  ];
  const faults = figures.get('faults');
  const state = unread
    ? 'no figures'
    : faults === undefined || faults > 0
      ? `faults: ${whole('faults')}`
      : 'no faults';
  return {
    subject: `Agentic Service Bot ${day.environment}: ${whole('finished')} replies, ${state}`,
    body: `${lines.join('\n')}\nTimes are those of the worst hour.\n`,
  };
}

/** `2026-05-04 08:00`, in that zone. */
function when(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(date);
}
