import type { Acknowledgement } from './acknowledgements.ts';
import type { Rule } from './rule.ts';

/** The rules with their mutations, and what is acknowledged of other checkers' findings, as Markdown. */
export function tableOf(
  rules: Readonly<Record<string, readonly Rule[]>>,
  acknowledgements: readonly Acknowledgement[],
): string {
  const rows = Object.entries(rules).flatMap(([subject, ofSubject]) =>
    ofSubject.map(({ says, mutations, only }) => [
      subject,
      only === undefined ? says : `${says} (${only})`,
      Object.keys(mutations).join(' · '),
    ]),
  );
  return [
    '| about | holds | seen when it does not |',
    '| --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    '| checker’s rule | where | why it is acknowledged |',
    '| --- | --- | --- |',
    ...acknowledgements.map(({ rule, where, reason }) => `| ${rule} | ${where.source} | ${reason} |`),
    '',
  ].join('\n');
}
