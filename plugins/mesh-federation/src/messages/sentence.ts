/** Who can reach an entity, as one sentence and its exceptions. */
export const sentence = {
  it: 'it',
  reachable: '{{name}} is reachable',
  overMutualTls: 'over mutual TLS',
  inPlaintext: 'in plaintext',
  partlyInPlaintext: 'partly in plaintext',
  fromAll_one: 'from {{cluster}}, the only cluster',
  fromAll_other: 'from all {{count}} clusters',
  fromSome_one: 'from {{reaching}} of {{count}} cluster',
  fromSome_other: 'from {{reaching}} of {{count}} clusters',
  headUnknown: 'It is not known from where {{name}} is reachable.',
  headNone_one: '{{name}} is not reachable from any cluster.',
  headNone_other: '{{name}} is reachable from none of {{count}} clusters.',
  headNoneKnown_one: '{{name}} is not known to be reachable.',
  headNoneKnown_other:
    '{{name}} is not known to be reachable from any of {{count}} clusters.',
  blocked: 'From {{clusters}} {{service}} is not: {{reason}}',
  unknown:
    'From {{clusters}} it is not known whether {{service}} is: {{reason}}',
  conditional: 'From {{clusters}} {{service}} is under a condition: {{reason}}',
  partlyBlocked:
    'From {{clusters}} {{service}} is not at the endpoints in {{provider}}: {{reason}}',
  partlyUnknown:
    'From {{clusters}} it is not known whether {{service}} is at the endpoints in {{provider}}: {{reason}}',
  more_one: 'From {{count}} more cluster it is not, not wholly, or not known.',
  more_other:
    'From {{count}} more clusters it is not, not wholly, or not known.',
  noEndpointsAlso_one: '{{service}} has no endpoints in any cluster.',
  noEndpointsAlso_other:
    '{{count}} Services, {{service}} among them, have no endpoints in any cluster.',
  noAnnotation: '{{name}} does not say which Services are its own.',
  noMatch: 'No cluster has a Service of {{name}}.',
  matchUnknown:
    'It is not known whether {{name}} runs anywhere: {{clusters}} could not be observed, and no other cluster has a Service of it.',
  noEndpoints: '{{name}} has no endpoints in any cluster.',
} as const;
