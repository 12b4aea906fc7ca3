import type { WitnessProblem } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Why istiod could not be asked, and what the platform team can do. */
const PROBLEM = {
  forbidden: {
    why: 'Backstage has no right to forward a port to istiod.',
    next: 'Give the account of Backstage the Role mesh-federation-ask-istiod in the namespace of istiod (get and create on pods/portforward), or switch the questions off with meshFederation.witness.enabled: false.',
  },
  'no-istiod': {
    why: 'No istiod is known to run that could be asked.',
    next: 'Look whether istiod is scaled to zero or not ready (kubectl get deployments -n istio-system), and observe the cluster once it runs.',
  },
  'not-connected': {
    why: 'The proxy is connected to none of the istiods that are known to run.',
    next: 'A proxy that has just started, or has moved to another replica, is found by the next question. When it stays so, observe the cluster again and look for the proxy in istioctl proxy-status.',
  },
  'no-upgrade': {
    why: 'Something between Backstage and the cluster lets no WebSocket through.',
    next: 'Let the load balancers and proxies in front of the API server, and of the Kubernetes backend of Backstage, pass on upgrades to WebSocket.',
  },
  'cut-off': {
    why: 'The connection to istiod ended in the middle of its answer.',
    next: 'istiod is asked again by itself. When it stays so, look whether istiod restarts, and for short idle timeouts on the way to the API server.',
  },
  'too-long': {
    why: 'What istiod has configured the proxy with is longer than Backstage reads.',
    next: 'Let the proxy know fewer Services, with a Sidecar, exportTo or discoverySelectors: its memory gains by that too.',
  },
  timeout: {
    why: 'istiod did not answer in time.',
    next: 'istiod is asked again by itself. When it stays so, look at the load of istiod and of the API server.',
  },
  unreachable: {
    why: 'istiod could not be reached.',
    next: 'Look whether the API server answers and the Pods of istiod run; kubectl port-forward -n istio-system deployment/istiod 8080 takes the same way.',
  },
  error: {
    why: 'istiod did not answer what it was asked.',
    next: 'istiod is asked again by itself. When it stays so, report the words below with the version of Istio.',
  },
  unsupported: {
    why: 'The API server does not know what it was asked for.',
    next: 'Compare the version of Kubernetes with those that are supported.',
  },
  'not-observed': {
    why: 'istiod was not asked.',
    next: 'Observe the cluster, then open the explanation again.',
  },
} as const satisfies Record<
  WitnessProblem['kind'],
  { readonly why: string; readonly next: string }
>;

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
    unanswered: 'The newest question was not answered.',
    problem: PROBLEM,
    standsAlone:
      'The verdict rests on the objects alone, and nothing has to be done for it.',
    platformTeam: 'For the platform team: {{next}}',
    inItsWords: 'In its words: {{reason}}',
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
