import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** A file of the project as text; `path` from its root. */
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Whether the project has a file or folder; `path` from its root. */
export const exists = (path: string): boolean => existsSync(join(ROOT, path));

/** The pages that people read, as paths from the project's root. */
export const pages = (): string[] => globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).toSorted();

const LINK = /\]\((?<target>[^)\s#]+)(?:#[^)\s]*)?\)/gu;

/** What a page links to within the project, as paths from its root. */
export const linked = (page: string): string[] =>
  Array.from(read(page).matchAll(LINK), ({ groups }) => groups?.['target'] ?? '')
    .filter((target) => !/^[a-z]+:/u.test(target))
    .map((target) => join(dirname(page), target));
