export { openStore, type Store, type StoreOptions } from './sqlite/store.ts';
