import {
  compareStrings,
  counted,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A plan in one sentence. */
export function planSummary({
  request,
  federation,
  steps,
}: Pick<Plan, 'request' | 'federation' | 'steps'>): string {
  const verb = request.kind === 'join' ? 'Join' : 'Leave';
  if (steps.length === 0) {
    return `${verb} ${federation.name}: nothing is to be done`;
  }
  const clusters = [...new Set(steps.map(({ step }) => step.cluster))];
  const proposals = steps.filter(({ proposal }) => proposal !== undefined);
  return [
    `${verb} ${federation.name}: ${counted(steps.length, 'step')} in ${clusters
      .sort(compareStrings)
      .join(', ')}`,
    ...(proposals.length === 0
      ? []
      : [
          `${counted(
            proposals.length,
            'object',
          )} to be changed by whoever owns it`,
        ]),
  ].join('; ');
}
