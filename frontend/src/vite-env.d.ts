/// <reference types="vite/client" />
interface ImportMetaEnv {
  /** Which environment this was built for. */
  readonly REACT_APP_ENV: string;
}
