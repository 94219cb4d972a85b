/**
 * `npm run customers | pause`: on this machine, or on AWS where the first word names an environment. What runs on the one
 * never loads the other.
 */
import { ENVIRONMENTS } from '../infrastructure/operations/environment.ts';

const { argv } = process;
const [command, place] = argv.slice(2);
if (ENVIRONMENTS.some((environment) => environment === place))
  await import('../infrastructure/bin/records.ts');
else {
  argv.splice(2, 1);
  await import(command === 'pause' ? '../local/src/pause.ts' : '../local/src/customers.ts');
}
