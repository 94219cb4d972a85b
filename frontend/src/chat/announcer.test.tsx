import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { TranscriptEntry } from '../session/index.ts';
import { Announcer } from './announcer.tsx';

afterEach(cleanup);

const entry = (from: number, name: string): TranscriptEntry => ({
  from,
  writing: false,
  message: {
    id: `m${from}`,
    role: 'assistant',
    metadata: { author: 'operator', name, createdAt: '2026-01-05T09:00:00Z' },
    parts: [{ type: 'text', text: `Words of ${name}` }],
  },
});

test('an operator whose name comes later than the messages is not told their own words', () => {
  const { rerender } = render(<Announcer entries={[]} ready viewer="operator" viewerName={undefined} />);
  const told = (entries: readonly TranscriptEntry[]): string | null => {
    rerender(<Announcer entries={entries} ready viewer="operator" viewerName="Sam" />);
    return screen.getByRole('status').textContent;
  };
  expect(told([entry(1, 'Sam')])).toBe('');
  expect(told([entry(1, 'Sam'), entry(2, 'Mira')])).toBe('Words of Mira');
});
