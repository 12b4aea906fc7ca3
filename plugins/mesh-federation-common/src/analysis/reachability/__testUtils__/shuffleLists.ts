/**
 * Lists whose order says something, or that are quoted as they are written: routes and settings are
 * tried in order, the first IP of a Pod is its own.
 */
const ORDERED = [
  'http',
  'tcp',
  'match',
  'ips',
  'egress',
  'chain',
  'exportTo',
  'serviceSettings',
  'hosts',
  'discoverySelectors',
  'roots',
  'caCertificates',
];

/**
 * The same value with each list in another order, chosen by `seed`, but for those whose order says
 * something.
 */
export function shuffleLists<T>(value: T, seed: number): T {
  return shuffle(value, seed, '') as T;
}

function shuffle(value: unknown, seed: number, key: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => shuffle(item, seed, ''));
    return ORDERED.includes(key) ? items : permute(items, seed);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        // A list that is observed has the name of its section.
        shuffle(item, seed, name === 'value' ? key : name),
      ]),
    );
  }
  return value;
}

function permute(items: readonly unknown[], seed: number): readonly unknown[] {
  const left = [...items];
  return items.map((_, index) => {
    const [item] = left.splice((seed + index * 7) % left.length, 1);
    return item;
  });
}
