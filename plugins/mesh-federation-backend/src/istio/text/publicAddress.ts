/**
 * An address of somebody else without what may be a credential in it: user and password before the
 * host, query and fragment. It may be no URL at all, because the tools that read it take more than
 * URLs.
 */
export function publicAddress(address: string): string {
  const [place] = address.split(/[?#]/, 1);
  const scheme = place.indexOf('://');
  const start = scheme < 0 ? 0 : scheme + '://'.length;
  return (
    place.slice(0, start) +
    place.slice(Math.max(start, place.lastIndexOf('@') + 1))
  );
}
