/** Who can reach an entity or a Service, as one sentence and its exceptions. */
export const sentence = {
  it: 'it',
  one: '{{name}} is {{reachable}}.',
  several_one:
    '{{count}} of {{total}} Services and ports of {{name}} is {{reachable}}.',
  several_other:
    '{{count}} of {{total}} Services and ports of {{name}} are {{reachable}}.',
  severalAll: 'All {{total}} Services and ports of {{name}} are {{reachable}}.',
  severalNone:
    'None of the {{total}} Services and ports of {{name}} is known to be reachable from every cluster.',
  reachable: 'reachable {{how}} {{from}}',
  reachableSomehow: 'reachable {{from}}, but it is unknown how protected',
  how: {
    'mutual-tls': 'over mutual TLS',
    plaintext: 'in plaintext',
    mixed: 'partly in plaintext',
  },
  fromAll_one: 'from {{cluster}}, the only cluster',
  fromAll_other: 'from all {{count}} clusters',
  fromBoth: 'from both clusters',
  fromSome: 'from {{reaching}} of {{total}} clusters',
  none: '{{name}} is not reachable from any cluster.',
  noneKnown: '{{name}} is not known to be reachable from any cluster.',
  allUnknown: 'It is unknown from where {{name}} is reachable.',
  blocked: 'From {{clusters}} {{service}} is not: {{reason}}',
  unknown: 'From {{clusters}} {{service}} is unknown: {{reason}}',
  conditional: 'From {{clusters}} {{service}} is conditional: {{reason}}',
  partlyBlocked:
    'From {{clusters}} {{service}} is not in {{provider}}: {{reason}}',
  partlyUnknown:
    'From {{clusters}} {{service}} is unknown in {{provider}}: {{reason}}',
  notReported: 'the backend reported nothing',
  more_one: 'From {{count}} more cluster it is not, not wholly, or not known.',
  more_other:
    'From {{count}} more clusters it is not, not wholly, or not known.',
  noEndpoints: '{{name}} has no endpoints in any cluster.',
  noEndpointsAlso_one: '{{service}} has no endpoints in any cluster.',
  noEndpointsAlso_other:
    '{{count}} Services, {{service}} among them, have no endpoints in any cluster.',
  noAnnotation: '{{name}} does not say which Services are its own.',
  noClusters: 'There is no cluster in which to look for {{name}}.',
  noMatch: 'No cluster has a Service of {{name}}.',
  matchUnknown:
    'It is unknown whether {{name}} runs anywhere: {{clusters}} could not be looked in, and no other cluster has a Service of it.',
  noPorts: 'The Services of {{name}} have no ports.',
} as const;
