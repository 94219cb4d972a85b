import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useStickToEnd } from './use-stick-to-end.ts';

const ROW = 100;
const SHOWN = 300;

/** A list of rows, each so high, in a window that shows three of them; the DOM of tests has no layout of its own. */
function List({ rows }: { readonly rows: readonly string[] }): ReactElement {
  const { scroller, atEnd, toEnd } = useStickToEnd(rows[0], rows);
  return (
    <>
      <div role="log" ref={scroller}>
        {rows.map((row) => (
          <p key={row}>{row}</p>
        ))}
      </div>
      {!atEnd && <button onClick={toEnd}>To the end</button>}
    </>
  );
}

const LAYOUT = {
  scrollHeight: {
    configurable: true,
    get(this: HTMLElement) {
      return this.children.length * ROW;
    },
  },
  clientHeight: { configurable: true, get: () => SHOWN },
} as const;

/** Says that the window of the list has another size. */
let resize: () => void;

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(told: () => void) {
        resize = told;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  Object.defineProperties(HTMLDivElement.prototype, LAYOUT);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  for (const name of Object.keys(LAYOUT)) Reflect.deleteProperty(HTMLDivElement.prototype, name);
});

const log = (): HTMLElement => screen.getByRole('log');
const scrollTo = (top: number): void => {
  log().scrollTop = top;
  act(() => {
    fireEvent.scroll(log());
  });
};

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

test('stays at the end while the list grows', () => {
  const { rerender } = render(<List rows={ROWS} />);
  expect(log().scrollTop).toBe(800);
  rerender(<List rows={[...ROWS, 'i']} />);
  expect(log().scrollTop).toBe(900);
});

test('leaves a reader in peace who is further up, and offers the way back', () => {
  const { rerender } = render(<List rows={ROWS} />);
  scrollTo(100);
  rerender(<List rows={[...ROWS, 'i']} />);
  expect(log().scrollTop).toBe(100);
  fireEvent.click(screen.getByRole('button', { name: 'To the end' }));
  expect(log().scrollTop).toBe(900);
  scrollTo(900 - SHOWN);
  expect(screen.queryByRole('button')).toBeNull();
});

test('keeps its place when older rows come in above', () => {
  const { rerender } = render(<List rows={ROWS} />);
  scrollTo(0);
  rerender(<List rows={['y', 'z', ...ROWS]} />);
  expect(log().scrollTop).toBe(200);
});

test('stays at the end when its window shrinks, and only there', () => {
  render(<List rows={ROWS} />);
  log().scrollTop = 500;
  resize();
  expect(log().scrollTop).toBe(800);
  scrollTo(100);
  resize();
  expect(log().scrollTop).toBe(100);
});

test('begins at the top of what is shown while there are no rows', () => {
  render(<List rows={[]} />);
  log().scrollTop = 7;
  resize();
  expect(log().scrollTop).toBe(7);
});
