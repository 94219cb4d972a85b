import { useSyncExternalStore } from 'react';
import type { Observable } from '../session/index.ts';

/** The value of an observable, rendered again whenever it is replaced. */
export const useObservable = <T>({ subscribe, get }: Observable<T>): T =>
  useSyncExternalStore(subscribe, get);
