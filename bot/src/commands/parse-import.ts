import type { ServiceDefinition } from '../definition/index.ts';
import { CommandProblem } from './command-problem.ts';
import { explain, importLine, type ImportLine } from './customer-fields.ts';

/**
 * Reads customers from JSON lines.
 *
 * @param name what the text is called in errors.
 * @throws CommandProblem that names each line that is wrong.
 */
export function parseImport(service: ServiceDefinition, name: string, text: string): ImportLine[] {
  const schema = importLine(service);
  const problems: string[] = [];
  const lines = text.split('\n').flatMap((line, index): ImportLine[] => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const problem = value === undefined ? 'this is not JSON' : explain(parsed.error);
    problems.push(`${name}:${index + 1}: ${problem}`);
    return [];
  });
  if (problems.length > 0) throw new CommandProblem([...problems, 'Nothing was imported.'].join('\n'));
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
