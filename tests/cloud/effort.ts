/** How much is tried: `npm run test:cloud` sets `CLOUD_TESTS` to `full`, `npm test` takes a sample. */
export const isFull = process.env['CLOUD_TESTS'] === 'full';
