/** Whether an IPv4 or IPv6 address lies in a range such as `10.0.0.0/8`; false for what is neither. */
export function isInCidr(address: string, cidr: string): boolean {
  const [base = '', length = ''] = cidr.split('/');
  const [a, b] = [toBits(address), toBits(base)];
  const bits = Number(length);
  return (
    a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    /^\d+$/.test(length) &&
    bits <= a.length &&
    a.slice(0, bits) === b.slice(0, bits)
  );
}

function toBits(address: string): string | undefined {
  return address.includes(':') ? ipv6Bits(address) : ipv4Bits(address);
}

function ipv4Bits(address: string): string | undefined {
  const parts = address.split('.');
  return parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
    ? parts.map(part => Number(part).toString(2).padStart(8, '0')).join('')
    : undefined;
}

function ipv6Bits(address: string): string | undefined {
  const [head = '', tail, more] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (
    more !== undefined ||
    (tail === undefined ? missing !== 0 : missing < 1)
  ) {
    return undefined;
  }
  const all = [...left, ...Array<string>(missing).fill('0'), ...right];
  return all.every(group => /^[0-9a-f]{1,4}$/i.test(group))
    ? all
        .map(group => parseInt(group, 16).toString(2).padStart(16, '0'))
        .join('')
    : undefined;
}
