/** What all pages say. */
export const commonTexts = {
  page: {
    title: 'Mesh federation',
    overview: 'Overview',
    federations: 'Federations',
    runs: 'Runs',
    notFoundTitle: 'There is no such page',
    notFoundDescription: 'Choose one of the tabs above.',
  },
  state: {
    loading: 'Loading…',
    status: 'Status',
    errorTitle: 'This could not be loaded',
    retry: 'Try again',
    staleTitle: 'The newest data could not be loaded',
    staleDescription: 'What you see was loaded {{age}}. {{message}}',
    forbiddenTitle: 'You are not allowed to see this',
    forbiddenDescription:
      'You need the permission {{permission}}. Ask the people who run this Backstage to grant it.',
    notFoundTitle: 'Not found',
  },
  action: {
    failed: 'That did not work',
    cancel: 'Cancel',
    save: 'Save',
    notPermitted: 'You need the permission {{permission}}.',
    observe: 'Observe now',
    showMore_one: 'Show {{count}} more',
    showMore_other: 'Show more of {{count}}',
  },
  age: {
    never: 'never',
    now: 'just now',
    seconds: '{{amount}} s ago',
    minutes: '{{amount}} min ago',
    hours: '{{amount}} h ago',
    days_one: '{{count}} day ago',
    days_other: '{{count}} days ago',
    exact: '{{time}} ({{age}})',
    label: 'Facts from {{age}}',
    stale: 'Stale: facts from {{age}}',
  },
  duration: {
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  fingerprint: {
    copy: 'Copy the full fingerprint of {{name}}',
    copied: 'Copied',
    refused: 'It is {{fingerprint}}',
    none: 'No root known',
  },
  evidence: {
    title: 'Evidence',
    none: 'No evidence was recorded.',
  },
} as const;
