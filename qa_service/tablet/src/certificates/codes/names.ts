/** Forms that every code of ours shares, as patterns: lots, serials, and the host of an address. */

export const NAME = "[0-9A-Z.\\-]{1,20}";
const PART = "[A-Z0-9](?:[A-Z0-9\\-]*[A-Z0-9])?";
/** At least two parts, hyphens inside only; no port. */
export const HOST = `${PART}(?:\\.${PART})+`;
