/// <reference types="vite/client" />

/** True only in the build that the end-to-end tests start; see electron.vite.config.ts. */
declare const __E2E__: boolean;
