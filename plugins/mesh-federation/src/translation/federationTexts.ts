/** What the pages of federations say, and the forms of templates that choose some. */
export const federationTexts = {
  federations: {
    title: 'Federations',
    create: 'Create federation',
    edit: 'Edit federation',
    none: 'There is no federation yet',
    noneDescription:
      'A federation is a named set of clusters that are to trust and discover each other. Creating one writes to no cluster; a plan does, after you approve it.',
    name: 'Name',
    nameDescription: 'Lower-case letters, digits and hyphens.',
    nameInvalid:
      'Use lower-case letters, digits and hyphens, at most 63, starting and ending with a letter or digit.',
    nameTaken: 'There is a federation of this name already.',
    description: 'Description',
    members: 'Members',
    membersDescription: 'Two or more clusters.',
    membersInvalid: 'Choose at least two clusters.',
    gone: 'not in the inventory any more',
    reader: 'What a member may read in another one',
    readerWith: 'With Secrets: istiod reports when it is synced',
    readerWithout:
      'Without Secrets: endpoints flow, but istiod never reports synced',
    changed: 'Changed',
    updated: '{{age}} by {{user}}',
  },
  federation: {
    plan: 'Make a plan',
    plans: 'Plans',
    noPlans: 'No plans yet. A plan shows every object before it is written.',
    runs: 'Runs',
    noRuns: 'Nothing was run yet.',
    members: 'Members',
    delete: 'Delete federation',
    deleteTitle: 'Delete federation {{federation}}?',
    deleteMeans:
      'Its plans and runs go with it and cannot be brought back. Nothing is written to a cluster.',
    deleteNeeds:
      'While a cluster holds objects of the federation, it stays: make a plan with which all members leave, and run it, first.',
    deleteConfirm: 'Delete it',
  },
  picker: {
    clusters: 'Clusters',
    federation: 'Federation',
    istio: 'Istio {{versions}}',
    root: 'root {{fingerprints}}',
    memberOf: 'member of {{federations}}',
    sameRoot: 'It has the same root as {{clusters}}: they verify each other.',
    search: 'Find a cluster',
    nothingFound: 'No cluster has “{{search}}” in its name.',
    none: 'No cluster can be chosen.',
    cannot: 'These cannot be chosen',
    whyNot: {
      userToken:
        'It needs a user’s own token ({{provider}}), so that Backstage cannot observe it.',
      notObserved: 'It was not observed yet. Try again in a minute.',
      silent: 'It does not answer: {{reason}}',
      noIstio: 'No control plane of Istio was seen in it.',
      externalCa:
        'An external CA signs its workload certificates, for which nothing can be planned.',
      member: 'It is a member of {{federation}} already.',
      noMember: 'It is not a member of {{federation}}.',
    },
    problem: {
      notKnown: '{{cluster}} is not a cluster of the Kubernetes plugin.',
      notChoosable: '{{cluster}}: {{why}}',
      alone: '{{cluster}} alone is no federation. Choose a second cluster.',
      absent: 'There is no federation {{federation}}.',
      blocked: '{{code}}: {{message}} {{fix}}',
      more_one: '{{count}} more finding stands in the way.',
      more_other: '{{count}} more findings stand in the way.',
      notChecked: 'This could not be checked: {{message}}',
    },
    members: 'Members: {{members}}.',
    newOne: 'There is no federation of this name yet: it will be created.',
    noFederation: 'There is no federation yet.',
  },
} as const;
