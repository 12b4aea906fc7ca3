import type { FieldChoice, PlannedObject, PlannedStep } from '../../../model';
import { optional } from '../../../model/basics/optional';
import { sameObject } from '../../../model/objectRef';
import { withoutFields } from './withoutFields';

/**
 * Rendered steps as a request for a plan wants them where others own fields: without the fields
 * that are left, and with the word from whom the others are taken over.
 *
 * @alpha
 */
export function withFieldChoices(
  steps: readonly PlannedStep[],
  choices: readonly FieldChoice[],
): readonly PlannedStep[] {
  return choices.length === 0
    ? steps
    : steps.map(step => ({
        ...step,
        objects: step.objects.map(object => withChoices(object, choices)),
      }));
}

function withChoices(
  object: PlannedObject,
  choices: readonly FieldChoice[],
): PlannedObject {
  const { after } = object;
  const own = choices.filter(
    choice =>
      choice.cluster === object.cluster &&
      sameObject(choice.object, object.ref),
  );
  if (after === undefined || own.length === 0) {
    return object;
  }
  const left = own
    .filter(({ choice }) => choice === 'leave')
    .flatMap(({ fields }) => fields);
  const taken = own.filter(({ choice }) => choice === 'take-over');
  return {
    ...object,
    after: withoutFields(after, left),
    ...optional({
      left: left.length > 0 ? left : undefined,
      takeOver:
        taken.length > 0
          ? {
              managers: taken.flatMap(({ managers }) => managers),
              fields: taken.flatMap(({ fields }) => fields),
            }
          : undefined,
    }),
  };
}
