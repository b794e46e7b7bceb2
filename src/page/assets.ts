/**
 * The script and the style of the page, as JSON, deflated, in base 64, which takes a third of
 * the room. Empty here; the build fills it (rolldown.page.config.ts): the script is `client.ts`
 * with the modules it shares with the command line.
 */
export const PACKED_ASSETS: string = '';

export interface Assets {
  readonly script: string;
  readonly style: string;
}
