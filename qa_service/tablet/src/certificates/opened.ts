/** The text of a label or a packing slip out of the address that a browser opened. Pure. */

type Address = Pick<Location, "host" | "pathname" | "search" | "hash">;

/**
 * The scanned text. Browsers write the host in lower case, and the page may come from another name of the same
 * installation; the host is not signed, so the one of the trust list stands in its place where it is known.
 */
export function openedText(address: Address, listHost: string | null): string {
  const search = address.search.replace(/[?&]lang=[a-z]*/, "");
  return `https://${listHost ?? address.host.toUpperCase()}${address.pathname}${search}${address.hash}`;
}
