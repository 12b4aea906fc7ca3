/** What is said of findings. */
export const findingTexts = {
  findings: {
    title: 'Findings',
    none: 'No findings.',
    fix: 'What to do',
    ask: 'Whom to ask',
    askCluster: 'whoever runs {{cluster}}; the catalog names no owner',
    blocking: 'Stops a plan',
    federation: 'Federation',
    planJoin: 'Plan a join',
    planJoinOf: 'Plan a join of {{federation}}',
    showAll: 'Show all {{amount}}',
    moreWithErrors_one: 'And {{count}} more finding, an error.',
    moreWithErrors_other: 'And {{count}} more findings, errors: {{errors}}.',
    moreWithoutErrors_one: 'And {{count}} more finding, not an error.',
    moreWithoutErrors_other: 'And {{count}} more findings, none an error.',
    morePlaces: 'and {{amount}} more',
    severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  },
  finding: {
    title: '{{code}}: {{title}}',
    meaning: 'What it means',
    page: 'What {{code}} means',
    unknownTitle: 'There is no finding with this code',
    unknownDescription:
      'Codes have the form MF and four digits. This version of the plugin does not know {{code}}.',
    placeholders:
      'Words in {braces} stand for the cluster, the other cluster of a pair and the object of the finding.',
  },
} as const;
