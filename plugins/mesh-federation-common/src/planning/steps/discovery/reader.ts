import { finding } from '../../../findings/registry';
import type { Finding, ObjectRef, Reader, ReaderChoice } from '../../../model';
import { describeObject } from '../../../model/objectRef';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/**
 * Makes the reader, or mends it, where it is not as wanted. Objects of it that somebody else made
 * are used as they are.
 */
function steps(
  member: Member,
  choice: ReaderChoice,
  federations: readonly string[],
): readonly StepDraftOf<'reader'>[] {
  return isAsWanted(member.reader, choice)
    ? []
    : [
        {
          type: 'reader',
          id: stepId('reader', member.cluster),
          cluster: member.cluster,
          choice,
          federations,
        },
      ];
}

/** MF7022 for each object of the reader that somebody else made and that does not do. */
function findings(
  { cluster, reader: { objects, secrets }, state }: Member,
  choice: ReaderChoice,
): readonly Finding[] {
  return objects
    .filter(({ ownership }) => ownership.owner !== 'self')
    .flatMap(({ object, ownership, fault }) => {
      const wrong = fault ?? wrongSecrets(object, secrets, choice);
      return wrong === undefined
        ? []
        : [
            finding('MF7022', {
              cluster,
              object,
              message: `${describeObject(
                object,
              )} of ${cluster} was not made by this plugin and cannot be used: it ${wrong}.`,
              blocking: true,
              params: { wrong },
              evidence: [
                {
                  cluster,
                  object,
                  field: 'metadata.managedFields',
                  value: ownership.managers.join(', '),
                  at: state.at,
                },
              ],
            }),
          ];
    });
}

function wrongSecrets(
  { kind }: ObjectRef,
  secrets: boolean,
  choice: ReaderChoice,
): string | undefined {
  const wanted = choice === 'with-secrets';
  if (kind !== 'ClusterRole' || secrets === wanted) {
    return undefined;
  }
  return wanted
    ? 'does not grant secrets, which the federation wants'
    : 'grants secrets, which the federation does not want';
}

function isAsWanted(found: Reader, choice: ReaderChoice): boolean {
  return found.complete && found.secrets === (choice === 'with-secrets');
}

export const reader = {
  stage: 100,
  dependsOn: () => false,
  draft: { steps, findings },
  verify: (step, { state: { cluster, reader: observed } }) =>
    judgeBy(observed, `The reader of ${cluster}`, found =>
      judgeIf(isAsWanted(found, step.choice), {
        yes: 'The reader is complete.',
        no: 'The reader is not complete or has other rights.',
      }),
    ),
} satisfies StepKind<'reader'>;
