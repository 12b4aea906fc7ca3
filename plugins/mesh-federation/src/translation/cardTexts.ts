/** What the cards on an entity's overview say. */
export const cardTexts = {
  cards: {
    open: 'Open the Mesh tab',
    reachability: {
      title: 'Reachability',
      clients: 'From each cluster',
      more_one: 'and {{count}} more cluster',
      more_other: 'and {{count}} more clusters',
      state: {
        reaches: 'Reachable',
        conditional: 'Conditional',
        standby: 'Standby',
        partly: 'Partly',
        blocked: 'Blocked',
        unknown: 'Unknown',
      },
      needs: {
        blocked_one:
          '{{count}} declared need is not reachable from every cluster.',
        blocked_other:
          '{{count}} declared needs are not reachable from every cluster.',
        unknown_one:
          '{{count}} declared need is not known to be reachable from every cluster.',
        unknown_other:
          '{{count}} declared needs are not known to be reachable from every cluster.',
        partly_one: '{{count}} declared need is reachable only in part.',
        partly_other: '{{count}} declared needs are reachable only in part.',
        conditional_one:
          '{{count}} declared need is reachable only under conditions.',
        conditional_other:
          '{{count}} declared needs are reachable only under conditions.',
        standby_one:
          '{{count}} declared need has only endpoints that stand by.',
        standby_other:
          '{{count}} declared needs have only endpoints that stand by.',
      },
    },
    cluster: {
      title: 'Mesh',
      trusted_one: '{{trusted}} of {{count}} peer trusted both ways',
      trusted_other: '{{trusted}} of {{count}} peers trusted both ways',
      noPeers: 'No peers',
      trustUnknown: 'Not known',
      expiry: 'Expires first',
      root: 'Root {{name}}',
      token: 'Token in {{name}}',
      noExpiry: 'Nothing known that expires',
      errors_one: '{{count}} error',
      errors_other: '{{count}} errors',
      warnings_one: '{{count}} warning',
      warnings_other: '{{count}} warnings',
      noErrors: 'No errors',
      noErrorsKnown: 'No errors in what is known',
    },
    system: {
      title: 'Reachability of the components',
      none: 'Nothing to show: no component of this system has Services that the mesh knows.',
      list: 'Components, worst first',
      more_one: 'and {{count}} more component',
      more_other: 'and {{count}} more components',
    },
  },
} as const;
