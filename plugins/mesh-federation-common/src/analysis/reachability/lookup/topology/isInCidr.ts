import ipaddr from 'ipaddr.js';

const LENGTH = /^(0|[1-9]\d*)$/;

/**
 * Whether an IPv4 or IPv6 address lies in a range such as `10.0.0.0/8`, or is the one address that
 * the range names; false for what is neither. An IPv4 address in its IPv6 form (`::ffff:10.0.0.1`)
 * is an IPv4 address, to istiod (Go's `net.IP`) as to Envoy, which sees peers so; a range in that
 * form stays one of IPv6.
 *
 * Source: istio/istio pilot/pkg/networking/util/util.go AddrStrToPrefix,
 * serviceregistry/kube/controller/network.go networkFromMeshNetworks; envoyproxy/envoy
 * source/common/network/cidr_range.cc isInRange.
 */
export function isInCidr(address: string, range: string): boolean {
  const [base = '', length, ...more] = range.split('/');
  const [ip, network] = [parse(address), parse(base)];
  if (ip === undefined || network === undefined || more.length > 0) {
    return false;
  }
  const peer =
    ip instanceof ipaddr.IPv6 && ip.isIPv4MappedAddress()
      ? ip.toIPv4Address()
      : ip;
  const all = network.toByteArray().length * 8;
  const bits = length === undefined ? String(all) : length;
  return (
    peer.kind() === network.kind() &&
    LENGTH.test(bits) &&
    Number(bits) <= all &&
    peer.match(network, Number(bits))
  );
}

/**
 * Undefined for what Go's `netip.ParseAddr` refuses, such as the shorthand `10.1` or octal parts.
 */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(address) ||
    ipaddr.IPv6.isValid(address)
    ? ipaddr.parse(address)
    : undefined;
}
