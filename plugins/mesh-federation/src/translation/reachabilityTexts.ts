/** What is said of who reaches whom. */
export const reachabilityTexts = {
  reach: {
    verdict: {
      reachable: 'Reachable',
      standby: 'Standby',
      conditional: 'Conditional',
      blocked: 'Blocked',
      unknown: 'Unknown',
      'no-service': 'No Service',
      partly: 'Partly',
      'no-endpoints': 'No endpoints',
    },
    takesOver: {
      'when-not-ready':
        'Requests go to {{cluster}} when too few of those are ready.',
      'when-not-ready-or-ejected':
        'Requests go to {{cluster}} when too few of those are ready, or when they are ejected because they answer with errors.',
    },
    why: {
      button: 'Why?',
      label: 'Why? Explain {{from}} to {{to}}',
    },
    age: 'The oldest fact is from {{age}}.',
    ageUnknown: 'It is unknown how old the facts are.',
    silent:
      '{{cluster}} does not answer; it did {{age}}. What rests on it is unknown.',
    silentNever: '{{cluster}} never answered. What rests on it is unknown.',
    where: {
      found: 'Found in {{clusters}}.',
      absent: 'Not in {{clusters}}.',
      unknown: 'Unknown in {{clusters}}.',
    },
    refresh: {
      observe: 'Ask the clusters again',
      observeHint: 'Asks all clusters now; takes some seconds.',
      observing: 'Asking all clusters…',
      observed_one: '{{answered}} of {{count}} cluster answered.',
      observed_other: '{{answered}} of {{count}} clusters answered.',
      observedSilent: 'No answer from {{clusters}}.',
      reload: 'Reload',
      reloadHint:
        'Reloads the stored answer only. To ask the clusters again you need the permission {{permission}}.',
      reloaded: 'The stored answer was loaded again.',
      failed: 'The clusters could not be asked',
    },
    client: {
      title: 'Whose requests',
      namespace: 'Namespace of the client',
      workload: 'Workload of the client',
      show: 'Show for this client',
      any: 'Show for any client',
      anybody: 'Shown for any workload with a sidecar.',
      chosen: 'Shown for requests of {{name}}; fixes let it in.',
      own: 'Shown for requests of {{name}}, which you own; fixes let it in.',
    },
    services: {
      title: 'Services and ports',
      search: 'Search Services',
      placeholder: 'Name, namespace or port',
      count_one: '{{count}} Service and port',
      count_other: '{{count}} Services and ports',
      found_one: '{{found}} of {{count}} Service and port',
      found_other: '{{found}} of {{count}} Services and ports',
      none: 'No Service is like this.',
      noneJudged: 'None of the Services that were judged is like this.',
      searching: 'Searching all Services…',
      searchFailed: 'The search failed',
      filter: 'Show',
      all: 'All',
      order: 'Sort',
      worst: 'Worst first',
      byName: 'By name',
      shown: 'Services loaded: {{shown}} of {{total}}.',
      more: 'Show more',
      unexamined_one:
        '{{count}} Service was not judged because there are too many: nothing is known of it. Open it by its name in the address, or narrow the annotation that selects Services.',
      unexamined_other:
        '{{count}} Services were not judged because there are too many: nothing is known of them. Open one by its name in the address, or narrow the annotation that selects Services.',
    },
    matrix: {
      title: 'From where, and into which cluster',
      description:
        'Read a row: can clients in the cluster on the left reach the endpoints in the cluster above? Choose a cell to see why.',
      caption: 'Reachability of {{service}} port {{port}}',
      corner: 'from\u00a0↓ to\u00a0→',
      noProviders:
        'No cluster has endpoints of this Service, or a selector that could match some.',
      keys: 'Move with the arrow keys, choose with Enter.',
      cell: 'From {{from}} to {{to}}: {{verdict}}. {{summary}} Path: {{path}}. Protection: {{security}}.',
      cellLeg: 'Broken leg: {{leg}}.',
      cellDoubt: 'Something is taken for granted.',
      notReported: 'The backend reported nothing.',
      breaksAt: 'Breaks at {{leg}}',
      doubt: 'With assumptions',
    },
    whatIf: {
      label: 'And if a cluster is gone?',
      none: 'All are there: as it is now',
      without: 'Without the endpoints of {{cluster}}',
      title: 'What if: no endpoint in {{cluster}}',
      description:
        'This is not so now. Worked out from what was observed, as if no Service had an endpoint in {{cluster}} and all else stayed as it is. istiod cannot confirm it.',
      end: 'Show what is so now',
      notAsked:
        'What would be without the endpoints of {{cluster}}: istiod was not asked.',
    },
    path: {
      title: 'Path',
      local: 'Local',
      direct: 'Direct',
      gateway: 'Gateway',
      none: 'No path',
      unknown: 'Path unknown',
      localDetail: 'inside the cluster',
      directDetail: 'directly, pod to pod, in network {{network}}',
      gatewayDetail:
        'through the east-west gateway of network {{network}} at {{addresses}}',
      noneDetail: 'none',
      unknownDetail: 'unknown',
    },
    security: {
      title: 'Protection',
      'mutual-tls': 'Mutual TLS',
      plaintext: 'Plaintext',
      none: 'No connection',
      unknown: 'Mutual TLS unknown',
      permissive: 'Mutual TLS, permissive',
      clientRoot: 'The client verifies the server by root',
      serverRoot: 'The server verifies the client by root',
      serverIdentities: 'Server identities',
      clientIdentity: 'Client identity',
      plaintextToo: 'The server takes plaintext as well (PERMISSIVE).',
    },
    explain: {
      title: 'From {{from}} to {{to}}',
      close: 'Close the explanation',
      share: 'Copy a link to this',
      shared: 'The link was copied',
      shareRefused: 'The link is in the address bar',
      none: 'The backend gave no explanation of this cell.',
      conditions: 'Conditions',
      doubts: 'Taken for granted',
      unread: 'Recognized and not interpreted',
      ifConfirmed:
        'By what was read: {{verdict}}. {{summary}} It counts once istiod confirms it.',
      missing: 'What is missing',
      missingFact: '{{what}} of {{cluster}}: {{reason}}',
      evidence: 'Evidence',
      legs: 'The six legs',
      firstBroken: 'first cause',
      dependsOn: 'Depends',
      fetching: 'Loading the explanation…',
      clusters: 'Clusters',
      service: 'Service',
      serviceMissing:
        'The address names a Service that this entity does not have. Shown is another one.',
      cellMissing:
        'The address names a cell that this Service does not have. Choose one in the matrix.',
    },
    witness: {
      title: 'What istiod has given to the clients’ proxies',
      confirmed: 'Confirmed by istiod {{age}}',
      contradicted: 'istiod said something else {{age}}',
      unheard_one:
        'For one more kind of clients istiod was not asked, or did not answer.',
      unheard_other:
        'For {{count}} more kinds of clients istiod was not asked, or did not answer.',
      'not-asked': 'Not confirmed: istiod could not be asked',
      'no-client': 'Not confirmed: no proxy of such a client runs',
      'server-side':
        'Not confirmed: what decides is not in what istiod gives to the proxies',
      undecided:
        'Not confirmed: what istiod gives to the clients leaves it open',
      testimony: '{{proxy}}, by {{istiod}}: {{what}}',
      sends_one:
        'Requests go to {{cluster}}: {{healthy}} of {{count}} endpoint healthy, {{transports}}, at {{addresses}}.',
      sends_other:
        'Requests go to {{cluster}}: {{healthy}} of {{count}} endpoints healthy, {{transports}}, at {{addresses}}.',
      knows_one:
        '{{cluster}} is known and gets nothing now: {{healthy}} of {{count}} endpoint healthy, {{transports}}, at {{addresses}}.',
      knows_other:
        '{{cluster}} is known and gets nothing now: {{healthy}} of {{count}} endpoints healthy, {{transports}}, at {{addresses}}.',
      serverName: 'Gateways are asked for {{name}}.',
      serverIdentities: 'Only these servers are accepted: {{identities}}.',
      unanswered:
        'A part of the requests goes to {{name}}, which has no endpoint for it.',
      abortsSome: 'The proxy aborts a part of the requests.',
      withoutSidecar: 'istiod knows of no sidecar there that takes mutual TLS.',
      nothing: 'There is no endpoint to send requests to.',
      answered: {
        response: 'The proxy answers by itself.',
        redirect: 'The proxy redirects requests.',
        fault: 'The proxy aborts requests.',
        closed: 'The proxy closes the connection.',
      },
      'passed-on':
        'The proxy passes requests on as they are, without mutual TLS, to the address that the client has looked up.',
      'not-configured': 'The proxy has nothing for such requests.',
      others: 'Requests that take other routes: {{what}}',
      unread: 'Not interpreted: {{what}}.',
      servers: 'What istiod has given to the servers’ proxies',
      server: '{{proxy}}, by {{istiod}}, for {{identity}}: {{what}}',
      inbound: {
        accepted: 'Requests over mutual TLS are taken.',
        refused: 'Mutual TLS is not taken.',
        denied: 'Requests are denied by {{policies}}.',
        notAllowed: 'No policy allows the requests.',
      },
      transport: {
        'mutual-tls': 'mutual TLS',
        tls: 'TLS of another kind',
        plaintext: 'plaintext',
      },
    },
    leg: {
      identity: {
        name: 'Identity',
        question: 'Do client and server verify each other’s certificates?',
      },
      discovery: {
        name: 'Discovery',
        question:
          'Does the client’s istiod know the endpoints in the other cluster?',
      },
      naming: {
        name: 'Naming',
        question: 'Does the client know the Service by its name and port?',
      },
      path: {
        name: 'Path',
        question: 'Is there a way through the network to the endpoints?',
      },
      policy: {
        name: 'Policy',
        question: 'Do mutual TLS modes and authorization let it in?',
      },
      traffic: {
        name: 'Traffic',
        question: 'Do traffic rules send it there, and is an endpoint ready?',
      },
    },
    legStatus: {
      satisfied: 'Holds',
      violated: 'Broken',
      unknown: 'Unknown',
    },
    noAnnotation: {
      description: 'Add one of these annotations to its catalog-info.yaml:',
      services:
        'Services are found by their own labels. For the first annotation, give each of its Services this one:',
      service: 'Each Service',
    },
    noClusters: {
      description:
        'No cluster was observed yet. Add clusters to the configuration of the Kubernetes backend, or wait for the first observation.',
      onlyCluster:
        'The annotation backstage.io/kubernetes-cluster names {{cluster}}, which is not among the observed clusters. Correct the annotation, or add the cluster to the configuration of the Kubernetes backend.',
    },
    noMatch: {
      portsDescription:
        'Reachability is told for each port of a Service. Add ports to the Services.',
      selector: 'Label selector',
      namespace: 'Namespace',
      allNamespaces: 'all',
      lookedIn: 'Looked in',
      nowhere: 'no cluster',
      notLookedIn: 'Could not look in',
      todo: 'Find its Services',
      todoText:
        'Put the label on the Service (not only on the Deployment), or correct the annotation. Try it in one of the clusters:',
      todoUnknown:
        'Ask the clusters again when they answer. In the clusters that answer, this finds the Services:',
    },
    copy: {
      copy: 'Copy {{what}}',
      copied: 'Copied',
      refused: 'Cannot copy here; select the text',
      command: 'the command',
      yaml: 'the YAML',
    },
    remedy: 'Run against {{cluster}}',
  },
  needs: {
    title: 'Needs and has',
    description:
      'What the entity says that it needs, against what its workloads reach.',
    none: 'The entity declares no dependency (spec.dependsOn, spec.consumesApis).',
    relation: { dependsOn: 'depends on', consumesApi: 'consumes API' },
    from: 'From {{cluster}}',
    via: '{{service}} port {{port}} in {{provider}}',
    undeclaredTitle: 'Reachable and not declared',
    undeclaredDescription:
      'Its workloads reach these Services, and the entity does not say that it needs them.',
    undeclaredNone: 'It reaches nothing that it does not declare.',
    undeclaredUnexamined_one: '{{count}} more Service was not looked at.',
    undeclaredUnexamined_other: '{{count}} more Services were not looked at.',
    undeclaredUnread_one:
      'The Kubernetes annotation of {{count}} entity cannot be read: it may have Services that are reached.',
    undeclaredUnread_other:
      'The Kubernetes annotations of {{count}} entities cannot be read: they may have Services that are reached.',
    undeclaredFrom: 'from {{clusters}}',
    showAll: 'Show all {{amount}}',
  },
  parts: {
    title: 'Parts of this system',
    description: 'Components of the system, worst first.',
    none: 'This system has no components that you may see',
    noneDescription:
      'Components name their system in spec.system. Those that you may not read in the catalog are left out.',
    reachable_one:
      'The only component of {{name}} with Services is reachable from every cluster.',
    reachable_other:
      'All {{count}} components of {{name}} with Services are reachable from every cluster.',
    blocked_one:
      '{{count}} of {{total}} components of {{name}} is not reachable from every cluster.',
    blocked_other:
      '{{count}} of {{total}} components of {{name}} are not reachable from every cluster.',
    unknown_one:
      '{{count}} of {{total}} components of {{name}} is not known to be reachable from every cluster.',
    unknown_other:
      '{{count}} of {{total}} components of {{name}} are not known to be reachable from every cluster.',
    partly_one:
      '{{count}} of {{total}} components of {{name}} is reachable only in part.',
    partly_other:
      '{{count}} of {{total}} components of {{name}} are reachable only in part.',
    conditional_one:
      '{{count}} of {{total}} components of {{name}} is reachable only under conditions.',
    conditional_other:
      '{{count}} of {{total}} components of {{name}} are reachable only under conditions.',
    standby_one:
      '{{count}} of {{total}} components of {{name}} has only endpoints that stand by.',
    standby_other:
      '{{count}} of {{total}} components of {{name}} have only endpoints that stand by.',
    'no-service': 'No component of {{name}} has Services.',
    without_one: '{{count}} more has no Service.',
    without_other: '{{count}} more have no Service.',
    more_one: 'And {{count}} more component ({{verdicts}}).',
    more_other: 'And {{count}} more components ({{verdicts}}).',
    ofVerdict: '{{verdict}} {{amount}}',
  },
  sentence: {
    it: 'it',
    one: '{{name}} is {{reachable}}.',
    also: '{{first}}, and {{second}}',
    state: {
      nowhere: 'not reachable from any cluster',
      blocked: 'not reachable {{from}}',
      unknown: 'not known to be reachable {{from}}',
      partly: 'reachable only in part {{from}}',
      conditional: 'reachable only under conditions {{from}}',
      standby: 'standing by {{from}}',
    },
    idle: 'No endpoint of it is ready in {{clusters}}.',
    standsBy:
      'Endpoints in {{clusters}} stand by: some clients turn to them only when nearer ones fail.',
    several: {
      blocked_one:
        '{{count}} of {{total}} Services and ports of {{name}} is not reachable from every cluster.',
      blocked_other:
        '{{count}} of {{total}} Services and ports of {{name}} are not reachable from every cluster.',
      unknown_one:
        '{{count}} of {{total}} Services and ports of {{name}} is not known to be reachable from every cluster.',
      unknown_other:
        '{{count}} of {{total}} Services and ports of {{name}} are not known to be reachable from every cluster.',
      'no-endpoints_one':
        '{{count}} of {{total}} Services and ports of {{name}} has no endpoints in any cluster.',
      'no-endpoints_other':
        '{{count}} of {{total}} Services and ports of {{name}} have no endpoints in any cluster.',
      partly_one:
        '{{count}} of {{total}} Services and ports of {{name}} is reachable only in part.',
      partly_other:
        '{{count}} of {{total}} Services and ports of {{name}} are reachable only in part.',
      conditional_one:
        '{{count}} of {{total}} Services and ports of {{name}} is reachable only under conditions.',
      conditional_other:
        '{{count}} of {{total}} Services and ports of {{name}} are reachable only under conditions.',
      standby_one:
        '{{count}} of {{total}} Services and ports of {{name}} has only endpoints that stand by.',
      standby_other:
        '{{count}} of {{total}} Services and ports of {{name}} have only endpoints that stand by.',
    },
    unexamined_one:
      '{{count}} more Service was not looked at: nothing is known of it.',
    unexamined_other:
      '{{count}} more Services were not looked at: nothing is known of them.',
    severalAll:
      'All {{total}} Services and ports of {{name}} are {{reachable}}.',
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
    fromOne: 'from {{cluster}}',
    fromTwo: 'from {{first}} and {{second}}',
    fromSome: 'from {{reaching}} of {{total}} clusters',
    allUnknown: 'It is unknown from where {{name}} is reachable.',
    blocked: 'From {{clusters}} {{service}} is not: {{reason}}',
    unknown: 'From {{clusters}} {{service}} is unknown: {{reason}}',
    conditional: 'From {{clusters}} {{service}} is conditional: {{reason}}',
    standby: 'From {{clusters}} {{service}} stands by: {{reason}}',
    partlyBlocked:
      'From {{clusters}} {{service}} is not in {{provider}}: {{reason}}',
    partlyUnknown:
      'From {{clusters}} {{service}} is unknown in {{provider}}: {{reason}}',
    notReported: 'the backend reported nothing',
    more_one:
      'From {{count}} more cluster it is not, not wholly, or not known.',
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
  },
} as const;
