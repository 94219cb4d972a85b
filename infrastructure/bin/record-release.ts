/** `npm run record-release -w infrastructure`, at each release: what later templates may not lose. */
import { recordRelease } from '../src/release.ts';

recordRelease();
