/** `npm run cost`: what each environment costs, from its template and `src/cost/prices.ts`. */
import { costReport } from '../src/cost/report.ts';
import { ENVIRONMENTS } from '../src/environments.ts';
import { synthesize } from '../src/synthesize.ts';

const deployed = Object.values(ENVIRONMENTS).map((environment) => ({
  environment,
  template: synthesize({ environment: environment.name }),
}));
console.log(costReport(deployed));
console.log(
  'Models are not in it: they cost what their provider says. Prices: infrastructure/src/cost/prices.ts.',
);
