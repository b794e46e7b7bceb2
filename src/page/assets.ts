/**
 * The script and the style of the page, as text. Empty here; the build fills them
 * (rolldown.page.config.ts): the script is `client.ts` with the modules it shares with the command line.
 */
export const SCRIPT: string = '';
export const STYLE: string = '';
