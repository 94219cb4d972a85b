/**
 * What CloudFront runs at each request, as text: its JavaScript is a dialect of its own, without modules. Tests run both.
 */

/** A path with no dot in its last part is a place in the app, and is answered with its page; all else is a file. */
export const PAGE_FOR_PATHS = `function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (last.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}
`;

/**
 * Files that are named by their content are kept for ever, the rest is asked for again. CloudFront does not run this
 * for an answer of 400 and above, so nobody remembers for a year that a file was missing.
 */
export const CACHE_RULES = `function handler(event) {
  var response = event.response;
  var named = event.request.uri.indexOf('/assets/') === 0;
  response.headers['cache-control'] = { value: named ? 'public, max-age=31536000, immutable' : 'no-cache' };
  return response;
}
`;
