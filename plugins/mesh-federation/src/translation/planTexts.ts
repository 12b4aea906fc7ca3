/** What the pages of plans say. */
export const planTexts = {
  planForm: {
    title: 'Make a plan',
    description:
      'A plan reads the clusters and shows what would be written. Nothing is written before you approve it.',
    kind: 'What to do',
    join: 'Join all members, or repair what drifted',
    leave: 'Leave the federation',
    restart: 'Workloads whose proxies do not see foreign roots yet',
    restartYes: 'Restart them',
    restartYesMeans:
      'Each is replaced by a rolling restart, a few at a time. Afterwards requests between the clusters work.',
    restartNo: 'Do not restart them',
    restartNoMeans:
      'Until somebody restarts them, requests between them and other clusters fail, even where trust and endpoint discovery are in place.',
    restartMissing: 'Choose what happens to these workloads.',
    restartCount_one: 'Now it is {{count}} workload: {{names}}.',
    restartCount_other: 'Now they are {{count}} workloads: {{names}}.',
    restartNone:
      'No workload has to restart: every proxy that was seen asks for foreign roots.',
    restartUnknown: 'Which they are is not known now; the plan names them.',
    andMore: '{{names}} and {{amount}} more',
    leaveMeans:
      'Requests between the clusters that leave and those that stay end.',
    leaveLost_one:
      '{{count}} Service is lost to clients on the other side: {{names}}.',
    leaveLost_other:
      '{{count}} Services are lost to clients on the other side: {{names}}.',
    leaveLostNone: 'No Service is known that runs on one side alone.',
    leaveConfirm:
      'Yes, requests between {{leaving}} and {{staying}} are to end',
    leaveConfirmAll: 'Yes, requests between {{leaving}} are to end',
    confirmMissing: 'Confirm that this is what you want.',
    fewStay:
      'A federation has two members or more: when all but one leave, that one leaves as well.',
    clusters: 'Members that leave',
    clustersInvalid: 'Choose at least one cluster.',
    keepFlags: 'Keep the two flags on istiod, so that it does not restart',
    submit: 'Make the plan',
  },
  plan: {
    plan: 'Plan',
    title: 'Plan for {{federation}}',
    join: 'Join',
    leave: 'Leave',
    made: 'Made {{age}} by {{user}}',
    basedOn: 'Rests on what was observed',
    status: {
      ready: 'Ready',
      blocked: 'Blocked',
      empty: 'Nothing to do',
      outdated: 'Outdated',
      declined: 'Declined',
      requested: 'Waits for approval',
    },
    steps_one: '{{count}} step',
    steps_other: '{{count}} steps',
    stepsTitle: 'Steps',
    stage: 'Stage {{number}}',
    stageAfterFirst: 'starts when stage {{before}} is done',
    parallel: 'side by side',
    after: 'After step {{steps}}',
    first: 'Waits for no other step',
    commands: 'Commands',
    commandsOf: 'Commands that do the same as step {{number}}',
    commandsContexts: 'Each cluster is a context of its name',
    noCommands: 'Nothing is run: what there is to do is left to its owner.',
    noObjects: 'Checks only; writes nothing.',
    objects_one: '{{count}} object',
    objects_other: '{{count}} objects',
    disruptions: 'What users notice',
    noDisruption: 'Users of the clusters notice nothing of this.',
    noticed: 'noticed by users, see above',
    inShort: 'In short',
    purpose: {
      join: 'Joins {{members}} in federation {{federation}}: {{objects}} {{clusters}}.',
      leave_one:
        '{{members}} leaves federation {{federation}}: {{objects}} {{clusters}}.',
      leave_other:
        '{{members}} leave federation {{federation}}: {{objects}} {{clusters}}.',
    },
    inClusters_one: 'in {{count}} cluster',
    inClusters_other: 'in {{count}} clusters',
    written: 'What is written',
    counted: {
      create_one: '{{count}} created',
      create_other: '{{count}} created',
      update_one: '{{count}} changed',
      update_other: '{{count}} changed',
      delete_one: '{{count}} deleted',
      delete_other: '{{count}} deleted',
      restart_one: '{{count}} restarted',
      restart_other: '{{count}} restarted',
      propose_one: '{{count}} proposed to its owner',
      propose_other: '{{count}} proposed to their owners',
    },
    proposals: 'Left to others',
    proposalsIn:
      'Somebody else owns an object in {{clusters}}: its step says what they have to commit.',
    duration: 'How long it takes',
    tookUnknown:
      'Not known: no such run of this federation has ended well yet.',
    took_one: '{{duration}}, as the run of this kind before.',
    took_other: '{{duration}}, as the {{count}} runs of this kind before.',
    tookBetween_one:
      '{{shortest}} to {{longest}}, by {{count}} run of this kind.',
    tookBetween_other:
      '{{shortest}} to {{longest}}, by {{count}} runs of this kind.',
    stopping: 'What stops this plan',
    risks: 'What to weigh',
    download: 'Download as YAML',
    executed: 'Carried out: {{status}}',
    seeRun: 'See the run',
    cannotOutdated: 'The clusters have moved on: make a new plan.',
    cannotExecuted: 'This plan was approved; a plan is carried out once.',
    proposal: 'Not applied: give this to the owner',
    operation: {
      create: 'Create',
      update: 'Change',
      delete: 'Delete',
      restart: 'Restart',
      propose: 'Propose',
    },
    secrets:
      'Tokens are placeholders: they are made when the step runs and are never stored.',
    outdatedTitle: 'This plan is outdated',
    outdatedDescription:
      'Since it was made a run has worked on its clusters, or members or reader of a federation that shares one have changed. Make a new plan on the page of the federation.',
    emptyTitle: 'Nothing to do',
    emptyDescription: 'The clusters are already as this plan wants them.',
    blockedTitle: 'This plan cannot run',
    blockedDescription:
      'Mend the findings that stop a plan, or choose the way out that they offer, and make a new one.',
    approveTitle: 'Approve',
    approveDescription:
      'You approve exactly what is shown here. If a cluster has changed since, the run stops and asks for a new plan.',
    digest: 'Digest',
    copyDigest: 'Copy the digest',
    approve: 'Approve and run',
    cannotBlocked: 'A finding stops this plan.',
    cannotEmpty: 'There is nothing to run.',
    checking: 'Checking what you are allowed to do…',
    newPlan: 'Make a new plan',
  },
  approval: {
    ask: 'Ask for approval',
    askMeans:
      'Whoever may approve sees on this page, and on that of the federation, that the plan waits for them.',
    comment: 'What they should know',
    askedBy: '{{user}} asked for approval {{age}}',
    decline: 'Decline',
    declineTitle: 'Decline this plan',
    declineMeans:
      'It cannot be approved any more. Who wants it all the same makes a new plan.',
    reason: 'Why it is not to run',
    reasonMissing: 'Say why: whoever asked reads it here.',
    declinedBy: '{{user}} declined this plan {{age}}',
    cannotDeclined: 'It was declined: make a new plan.',
  },
  fieldChoice: {
    group: 'Ways out for {{object}} in {{cluster}}',
    alike_one: 'The same for {{count}} other object that stops this plan',
    alike_other: 'The same for {{count}} other objects that stop this plan',
    'take-over': {
      choose: 'Take the fields over',
      title: 'Take fields over',
      where: '{{object}} in {{cluster}}, taken over from {{managers}}:',
      means:
        'The new plan writes these fields and takes them away from whoever owns them now. Who writes them still does so, and is then in conflict with what this plugin wrote.',
    },
    leave: {
      choose: 'Leave the fields as they are',
      title: 'Leave fields as they are',
      where: '{{object}} in {{cluster}}, left to {{managers}}:',
      means:
        'The new plan writes everything but these fields; they stay as they are, and with their owner. Whether the federation works without them shows after the run.',
    },
    left: 'Left as they are, because others own them: {{fields}}',
  },
  affected: {
    title: 'Who is affected',
    'cut-off_one':
      'Cut off from other clusters until somebody restarts it: {{count}} workload. This plan does not.',
    'cut-off_other':
      'Cut off from other clusters until somebody restarts them: {{count}} workloads. This plan does not.',
    restarted_one:
      'Restarted, and part of the mesh afterwards: {{count}} workload.',
    restarted_other:
      'Restarted, and part of the mesh afterwards: {{count}} workloads.',
    lost_one: 'Lost to clients on the other side: {{count}} Service.',
    lost_other: 'Lost to clients on the other side: {{count}} Services.',
    none: {
      'cut-off':
        'Nobody is cut off: every proxy that was seen asks for foreign roots.',
      restarted:
        'Nothing has to restart: every proxy that was seen asks for foreign roots.',
      lost: 'No Service is known that runs on one side alone.',
    },
    omitted_one: '{{count}} more is not listed.',
    omitted_other: '{{count}} more are not listed.',
    notKnown: 'It could not be told who is affected.',
    unknownIn: 'Not wholly known in {{cluster}}: {{reason}}',
    unread_one:
      'The Kubernetes annotation of {{count}} entity cannot be read: what is listed as not in the catalog may be its own.',
    unread_other:
      'The Kubernetes annotations of {{count}} entities cannot be read: what is listed as not in the catalog may be theirs.',
    workload: 'Workload',
    service: 'Service',
    cluster: 'Cluster',
    services: 'Services',
    noService: 'none',
    runsIn: 'Runs in',
    entities: 'Entity',
    owners: 'Owner',
    nobody: 'not in the catalog',
    showAll: 'Show all {{amount}}',
  },
  diff: {
    label: 'Changes of {{object}}',
    summary: '{{added}} added, {{removed}} removed',
    noChange: 'no change',
    unchanged: 'Nothing in it changes.',
    unread:
      'How it is now was not read when the plan was made, so that no difference can be shown.',
    whole: 'This is applied:',
    copy: 'Copy the difference',
    copyYaml: 'Copy the YAML',
    downloadYaml: 'Download the YAML',
    copied: 'Copied',
    copyRefused: 'Cannot copy here; select the text',
  },
} as const;
