import { refOf, type KubeObject } from '../oracle/KubeApi.ts';
import type { Scenario } from '../oracle/scenario.ts';

/** What is left out: clients, Services and requests; objects and changes; fields of them. */
export type Size = 'question' | 'object' | 'field';

/** A scenario with one thing less, and what that is. */
export interface Smaller {
  readonly key: string;
  readonly scenario: Scenario;
}

/** All scenarios with one thing less, those with the larger thing first. */
export function smaller(scenario: Scenario, size: Size): readonly Smaller[] {
  switch (size) {
    case 'question':
      return withFewerQuestions(scenario);
    case 'object':
      return withFewerObjects(scenario);
    case 'field':
      return withFewerFields(scenario);
    default:
      throw new Error(`unknown size ${size satisfies never}`);
  }
}

function withFewerQuestions(scenario: Scenario): readonly Smaller[] {
  const { clients, targets, requests, services, changes } = scenario;
  const usual = services.map(each => ({ ...each, ...everywhere(scenario) }));
  return [
    ...without('client', clients, rest => ({ clients: rest })),
    ...without('target', targets, rest => ({ targets: rest })),
    ...without('request', requests, rest => ({ requests: rest })),
  ]
    .map(({ key, change }) => ({ key, scenario: { ...scenario, ...change } }))
    .concat(
      services.flatMap((service, index) =>
        targets.some(({ name }) => name === service.name)
          ? []
          : [
              {
                key: `service ${service.name}`,
                scenario: {
                  ...scenario,
                  services: services.filter((_, other) => other !== index),
                  changes: changes.filter(
                    change =>
                      change.kind !== 'patch' ||
                      change.object.name !== service.name,
                  ),
                },
              },
            ],
      ),
    )
    .concat(
      JSON.stringify(usual) === JSON.stringify(services)
        ? []
        : [
            {
              key: 'services everywhere',
              scenario: { ...scenario, services: usual },
            },
          ],
    );
}

function everywhere({ manifests }: Scenario) {
  const clusters = Object.keys(manifests);
  return { runs: clusters, in: clusters };
}

function without<T>(
  what: string,
  from: readonly T[],
  change: (rest: readonly T[]) => Partial<Scenario>,
): readonly { readonly key: string; readonly change: Partial<Scenario> }[] {
  return from.length < 2
    ? []
    : from.map((each, index) => ({
        key: `${what} ${JSON.stringify(each)}`,
        change: change(from.filter((_, other) => other !== index)),
      }));
}

/** An object out of all clusters, then out of one. */
function withFewerObjects(scenario: Scenario): readonly Smaller[] {
  const { manifests, changes } = scenario;
  const places = placesOf(manifests);
  const leave = (clusters: readonly string[], name: string) => ({
    key: `object ${name} in ${clusters.join(', ')}`,
    scenario: {
      ...scenario,
      manifests: Object.fromEntries(
        Object.entries(manifests).map(([cluster, objects]) => [
          cluster,
          clusters.includes(cluster)
            ? objects.filter(each => nameOf(each) !== name)
            : objects,
        ]),
      ),
    },
  });
  return [
    ...[...places].map(([name, clusters]) => leave(clusters, name)),
    ...changes.map((change, index) => ({
      key: `change ${JSON.stringify(change)}`,
      scenario: {
        ...scenario,
        changes: changes.filter((_, other) => other !== index),
      },
    })),
    ...[...places].flatMap(([name, clusters]) =>
      clusters.length > 1
        ? clusters.map(cluster => leave([cluster], name))
        : [],
    ),
  ];
}

const nameOf = (object: KubeObject) => {
  const { kind, name } = refOf(object);
  return `${kind} ${name}`;
};

function placesOf(
  manifests: Scenario['manifests'],
): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, readonly string[]>();
  for (const [cluster, objects] of Object.entries(manifests)) {
    for (const object of objects) {
      const name = nameOf(object);
      places.set(name, [...(places.get(name) ?? []), cluster]);
    }
  }
  return places;
}

/** A field out of an object in all clusters that have it, the outer fields first. */
function withFewerFields(scenario: Scenario): readonly Smaller[] {
  const { manifests } = scenario;
  const objects = new Map(
    Object.values(manifests)
      .flat()
      .map(each => [nameOf(each), each] as const),
  );
  const fields = [...objects].flatMap(([name, { spec }]) =>
    pathsIn(spec).map(({ path, value }) => ({ name, path, value })),
  );
  fields.sort((a, b) => a.path.length - b.path.length);
  return fields.map(({ name, path, value }) => ({
    // With its value: the next of a list moves up into the place of one that is gone.
    key: `field ${name} ${path.join('.')} ${JSON.stringify(value)}`,
    scenario: {
      ...scenario,
      manifests: Object.fromEntries(
        Object.entries(manifests).map(([cluster, all]) => [
          cluster,
          all.map(each =>
            nameOf(each) === name
              ? { ...each, spec: leaveOut(each.spec, path) }
              : each,
          ),
        ]),
      ),
    },
  }));
}

type Path = readonly (string | number)[];

interface Place {
  readonly path: Path;
  readonly value: unknown;
}

function pathsIn(whole: unknown, at: Path = []): readonly Place[] {
  if (typeof whole !== 'object' || whole === null) {
    return [];
  }
  const keys = Array.isArray(whole)
    ? whole.map((_, index) => index)
    : Object.keys(whole);
  return keys.flatMap(key => {
    const value = (whole as Record<string | number, unknown>)[key];
    const path = [...at, key];
    return [{ path, value }, ...pathsIn(value, path)];
  });
}

function leaveOut(value: unknown, [first, ...rest]: Path): unknown {
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== first)
      : value.map((each, index) =>
          index === first ? leaveOut(each, rest) : each,
        );
  }
  const { [first!]: inner, ...others } = value as Record<string, unknown>;
  return rest.length === 0
    ? others
    : { ...(value as object), [first!]: leaveOut(inner, rest) };
}
