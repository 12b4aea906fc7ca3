/** What the page of the second witness says. */
export const witnessTexts = {
  witness: {
    title: 'What istiod makes of the answers',
    description:
      'Answers are worked out from the objects. istiod is asked what it has configured the proxies with, one workload after the other: where it says something else, the answer is unknown.',
    off: 'istiod is not asked',
    offDescription:
      'The configuration of Backstage says meshFederation.witness.enabled: false. Answers rest on the objects alone.',
    none: 'No workload has a sidecar',
    noneDescription: 'istiod is asked about the proxies of workloads.',
    cluster: 'Clients in',
    asked: 'Workloads asked about: {{asked}} of {{workloads}}',
    confirmed: 'Confirmed',
    contradicted: 'Contradicted',
    unconfirmed: 'Not confirmed',
    oldest: 'Oldest question',
    never: 'Not asked yet',
    problem: 'The newest question was not answered: {{reason}}',
    toProvider: '{{amount}} to {{cluster}}',
    contradictions: 'Contradictions',
    noContradictions: 'istiod contradicts no answer.',
    leftOut_one: '{{count}} more is not shown.',
    leftOut_other: '{{count}} more are not shown.',
    cell: '{{client}} in {{from}} to {{service}} in {{to}}',
    objects: 'By the objects: {{verdict}}. {{summary}}',
    copy: 'Copy both sides to report them',
    copied: 'Both sides were copied',
    copyRefused: 'The browser does not let it be copied',
  },
} as const;
