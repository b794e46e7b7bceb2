import manifest from '../package.json' with { type: 'json' };

/** This package's version: part of every render and of the first commit's trailer. */
export const VERSION: string = manifest.version;
