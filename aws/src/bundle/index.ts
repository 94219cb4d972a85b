export { bundleFunctions, type Bundle, type BundleOptions } from './bundle-functions.ts';
export { sizesOf, type Sizes } from './sizes.ts';
