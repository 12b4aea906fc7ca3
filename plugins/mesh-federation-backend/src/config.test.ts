import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { readMeshFederationConfig } from './config';

function read(meshFederation?: JsonValue) {
  return readMeshFederationConfig(
    mockServices.rootConfig({
      data: meshFederation === undefined ? {} : { meshFederation },
    }),
  );
}

/** `a.b.c` and a value as nested objects. */
function at(path: string, value: JsonValue): JsonObject {
  return path
    .split('.')
    .reduceRight<JsonValue>(
      (inner, key) => ({ [key]: inner }),
      value,
    ) as JsonObject;
}

const DEFAULTS = {
  observation: {
    frequency: { minutes: 1 },
    clusterTimeoutMs: 30_000,
    callTimeoutMs: 10_000,
    concurrentClusters: 8,
    concurrentCallsPerCluster: 6,
  },
  witness: { enabled: true, background: true, intervalMs: 1_000 },
  runs: {
    gateTimeoutMs: 300_000,
    proposalTimeoutMs: 86_400_000,
    leaseMs: 20_000,
  },
  changes: { services: [] },
  approval: { anotherPerson: false },
  history: { maxAgeMs: 7_776_000_000, keepNewest: 50 },
  tokenLifetimeSeconds: 2_592_000,
  apiServerUrls: {},
};

describe('readMeshFederationConfig', () => {
  it.each([
    ['without the section', undefined],
    ['with an empty section', {}],
    ['with empty sections inside', { observation: {}, runs: {} }],
  ])('gives every key its default %s', (_, value) => {
    expect(read(value)).toEqual(DEFAULTS);
  });

  it('reads every key', () => {
    expect(
      read({
        observation: {
          schedule: { frequency: { seconds: 10 } },
          clusterTimeout: '1m',
          callTimeout: 'PT2S',
          concurrentClusters: 1,
          concurrentCallsPerCluster: 100,
        },
        witness: {
          enabled: false,
          background: false,
          interval: { milliseconds: 100 },
        },
        runs: {
          gateTimeout: { minutes: 1 },
          proposalTimeout: '1h',
          lease: { seconds: 5 },
        },
        changes: { services: ['plugin:scaffolder'] },
        approval: { anotherPerson: true },
        history: { maxAge: { days: 1 }, keepNewest: 1 },
        remoteSecrets: { tokenLifetime: { minutes: 10 } },
        clusters: [
          { name: 'east', apiServerUrl: 'https://10.0.0.1:6443/' },
          { name: 'west', apiServerUrl: 'https://rancher/k8s/clusters/w' },
        ],
      }),
    ).toEqual({
      observation: {
        frequency: { seconds: 10 },
        clusterTimeoutMs: 60_000,
        callTimeoutMs: 2_000,
        concurrentClusters: 1,
        concurrentCallsPerCluster: 100,
      },
      witness: { enabled: false, background: false, intervalMs: 100 },
      runs: {
        gateTimeoutMs: 60_000,
        proposalTimeoutMs: 3_600_000,
        leaseMs: 5_000,
      },
      changes: { services: ['plugin:scaffolder'] },
      approval: { anotherPerson: true },
      history: { maxAgeMs: 86_400_000, keepNewest: 1 },
      tokenLifetimeSeconds: 600,
      apiServerUrls: {
        east: 'https://10.0.0.1:6443',
        west: 'https://rancher/k8s/clusters/w',
      },
    });
  });

  it.each([
    ['meshFederation', 'on'],
    ['meshFederation.observation', { observation: 'on' }],
    [
      'meshFederation.observation.schedule',
      { observation: { schedule: 'on' } },
    ],
    ['meshFederation.runs', { runs: 'on' }],
    ['meshFederation.remoteSecrets', { remoteSecrets: 'on' }],
  ])('says that the section %s has the wrong form', (key, value) => {
    expect(() => read(value)).toThrow(
      `Invalid configuration: ${key}: "on" has the wrong form. Allowed: a section with keys`,
    );
  });

  const DURATIONS = [
    ['observation.schedule.frequency', '10 seconds', { seconds: 9 }],
    ['observation.clusterTimeout', '1 seconds', { milliseconds: 999 }],
    ['observation.callTimeout', '1 seconds', { milliseconds: 999 }],
    ['runs.gateTimeout', '10 seconds', { seconds: 9 }],
    ['runs.lease', '5 seconds', { seconds: 4 }],
    ['remoteSecrets.tokenLifetime', '10 minutes', { minutes: 9 }],
  ] as const;

  it.each(DURATIONS)('refuses a %s below %s', (key, least, value) => {
    expect(() => read(at(key, value))).toThrow(
      `Invalid configuration: meshFederation.${key}: ${JSON.stringify(
        value,
      )} is too short. Allowed: a duration of at least ${least}`,
    );
  });

  it.each([
    ['observation.schedule.frequency', { days: 1, seconds: 1 }],
    ['observation.clusterTimeout', { minutes: 11 }],
    // A timer of Node would end at once.
    ['observation.callTimeout', { days: 30 }],
    ['runs.gateTimeout', { weeks: 5 }],
    ['runs.lease', { minutes: 11 }],
    ['remoteSecrets.tokenLifetime', { days: 3651 }],
  ])('refuses a %s that is too long', (key, value) => {
    expect(() => read(at(key, value))).toThrow(
      `Invalid configuration: meshFederation.${key}: ${JSON.stringify(
        value,
      )} is too long. Allowed: a duration of at least`,
    );
  });

  it.each([
    ['observation.callTimeout', { milliseconds: 2000.5 }, 'milliseconds'],
    ['remoteSecrets.tokenLifetime', { seconds: 900.5 }, 'seconds'],
  ])('refuses a fraction as %s', (key, value, unit) => {
    expect(() => read(at(key, value))).toThrow(
      `is no whole number of ${unit}. Allowed:`,
    );
  });

  it.each([
    ['observaton', { observaton: {} }, 'meshFederation', 'observation'],
    [
      'calltimeout',
      { observation: { calltimeout: '1s' } },
      'meshFederation.observation',
      'callTimeout',
    ],
    ['leases', { runs: { leases: '9s' } }, 'meshFederation.runs', 'lease'],
    [
      'apiserverURL',
      {
        clusters: [{ name: 'a', apiServerUrl: 'https://x', apiserverURL: 'b' }],
      },
      'meshFederation.clusters[0]',
      'apiServerUrl',
    ],
  ])('refuses the key %s, and names the nearest', (key, value, where, near) => {
    expect(() => read(value as JsonValue)).toThrow(
      `Invalid configuration: ${where}: the key '${key}' is not known, perhaps '${near}' is meant. Allowed: `,
    );
  });

  it('names nothing when nothing is near', () => {
    expect(() => read({ zebra: 1 })).toThrow(
      "the key 'zebra' is not known. Allowed: observation, ",
    );
  });

  it('declares for the schema of the app what it reads', () => {
    const declared = readFileSync(join(__dirname, '../config.d.ts'), 'utf8');
    const keys = [...declared.matchAll(/^ +(\w+)\??:/gm)].map(([, key]) => key);

    // What the message of an unknown key lists, section by section.
    const known = (path: string) => {
      try {
        return String(read(at(path ? `${path}.zebra` : 'zebra', 1)));
      } catch (error) {
        return String(error).split('Allowed: ')[1].split(', ');
      }
    };
    const [
      observation,
      witness,
      runs,
      changes,
      approval,
      history,
      remoteSecrets,
      clusters,
    ] = known('');
    expect(keys).toEqual([
      'meshFederation',
      observation,
      'schedule',
      ...known('observation.schedule'),
      ...known('observation').slice(1),
      witness,
      ...known('witness'),
      runs,
      ...known('runs'),
      changes,
      ...known('changes'),
      approval,
      ...known('approval'),
      history,
      ...known('history'),
      remoteSecrets,
      ...known('remoteSecrets'),
      clusters,
      'name',
      'apiServerUrl',
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'takes the cluster %s for a name like any other',
    name => {
      const { apiServerUrls } = read({
        clusters: [{ name, apiServerUrl: 'https://x' }],
      });

      expect(Object.entries(apiServerUrls)).toEqual([[name, 'https://x']]);
      expect(Object.getPrototypeOf(apiServerUrls)).toBe(Object.prototype);
    },
  );

  it('shows a value as it was written', () => {
    expect(() => read({ runs: { lease: '4s' } })).toThrow(
      'Invalid configuration: meshFederation.runs.lease: "4s" is too short.',
    );
  });

  it('takes numbers from the environment', () => {
    expect(
      read({ observation: { concurrentClusters: '3' } }).observation,
    ).toMatchObject({ concurrentClusters: 3 });
  });

  it.each(
    DURATIONS.flatMap(([key]) =>
      ['soon', '5', 5, true, {}, { fortnights: 1 }, ['1m']].map(value => ({
        key,
        value,
      })),
    ),
  )('refuses $value as $key', ({ key, value }) => {
    expect(() => read(at(key, value as JsonValue))).toThrow(
      `Invalid configuration: meshFederation.${key}: ${JSON.stringify(
        value,
      )} has the wrong form. Allowed: a duration of at least`,
    );
  });

  const COUNTS = [
    'observation.concurrentClusters',
    'observation.concurrentCallsPerCluster',
  ];

  it.each(
    COUNTS.flatMap(key => [0, -1, 1.5, 101].map(value => ({ key, value }))),
  )('refuses $value as $key', ({ key, value }) => {
    expect(() => read(at(key, value))).toThrow(
      `Invalid configuration: meshFederation.${key}: ${value} is out of range. Allowed: a whole number from 1 to 100`,
    );
  });

  it.each(COUNTS)('refuses a text as %s', key => {
    expect(() => read(at(key, 'many'))).toThrow(
      `Invalid configuration: meshFederation.${key}: "many" has the wrong form. Allowed: a whole number from 1 to 100`,
    );
  });

  it('refuses clusters that are not a list', () => {
    expect(() => read({ clusters: { east: 'https://x' } })).toThrow(
      'Invalid configuration: meshFederation.clusters: {"east":"https://x"} has the wrong form. Allowed: a list of { name, apiServerUrl }',
    );
  });

  const URL_ALLOWED =
    'Allowed: an https URL without user, query or fragment, such as https://10.0.0.1:6443';

  it.each([
    [{ apiServerUrl: 'https://x' }, 'name: is missing'],
    [{ name: 7, apiServerUrl: 'https://x' }, 'name: is not a text'],
    [{ name: 'west' }, `apiServerUrl: is missing. ${URL_ALLOWED}`],
    [
      { name: 'west', apiServerUrl: 7 },
      `apiServerUrl: is not a text. ${URL_ALLOWED}`,
    ],
    ...[
      'http://10.0.0.1',
      '10.0.0.1:6443',
      'https://',
      'https://me:word@10.0.0.1',
      'https://10.0.0.1/?a=b',
      'https://10.0.0.1/#a',
    ].map(apiServerUrl => [
      { name: 'west', apiServerUrl },
      `apiServerUrl: is not such a URL. ${URL_ALLOWED}`,
    ]),
    [
      { name: 'east', apiServerUrl: 'https://x' },
      "name: 'east' is listed twice. Allowed: one entry for each cluster",
    ],
  ] as [JsonObject, string][])('refuses the cluster %j', (cluster, problem) => {
    expect(() =>
      read({
        clusters: [{ name: 'east', apiServerUrl: 'https://10.0.0.1' }, cluster],
      }),
    ).toThrow(`Invalid configuration: meshFederation.clusters[1].${problem}`);
  });

  it('does not repeat a password that was put into a URL', () => {
    expect(() =>
      read({
        clusters: [{ name: 'east', apiServerUrl: 'https://me:word@10.0.0.1' }],
      }),
    ).not.toThrow('word');
  });
});
