/** What the pages of federations say. */
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
} as const;
