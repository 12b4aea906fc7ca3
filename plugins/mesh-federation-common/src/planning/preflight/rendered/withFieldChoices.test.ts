import type { FieldChoice, PlannedStep } from '../../../model';
import { withFieldChoices } from './withFieldChoices';

const ref = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
};

const STEP: PlannedStep = {
  step: {
    type: 'network',
    id: 'network:east',
    cluster: 'east',
    dependsOn: [],
    network: 'east',
    before: '',
  },
  title: 'Any',
  objects: [
    {
      cluster: 'east',
      ref,
      operation: 'update',
      after: {
        kind: 'Deployment',
        metadata: { name: 'istiod', labels: { 'a.b/c.d': 'x', e: 'y' } },
        spec: {
          containers: [
            {
              name: 'discovery',
              env: [
                { name: 'A', value: '1' },
                { name: 'B', value: '2' },
              ],
            },
          ],
          rules: [{ verbs: ['get'] }],
        },
      },
    },
  ],
};

function choice(
  fields: readonly string[],
  more: Partial<FieldChoice> = {},
): FieldChoice {
  return {
    cluster: 'east',
    object: ref,
    choice: 'leave',
    managers: ['kubectl'],
    fields,
    ...more,
  };
}

const planned = (...choices: readonly FieldChoice[]) =>
  withFieldChoices([STEP], choices)[0]!.objects[0]!;

describe('withFieldChoices', () => {
  it('leaves out the fields that are left, and what they leave empty', () => {
    const fields = [
      '.metadata.labels.a.b/c.d',
      '.spec.containers[name="discovery"].env[name="A"].value',
      '.spec.rules',
    ];

    expect(planned(choice(fields))).toEqual({
      ...STEP.objects[0],
      after: {
        kind: 'Deployment',
        metadata: { name: 'istiod', labels: { e: 'y' } },
        spec: {
          containers: [{ name: 'discovery', env: [{ name: 'B', value: '2' }] }],
        },
      },
      left: fields,
    });
  });

  it('never leaves out what identifies the object', () => {
    expect(planned(choice(['.metadata.name', '.kind'])).after).toEqual(
      STEP.objects[0]!.after,
    );
  });

  it('says from whom fields are taken over', () => {
    expect(planned(choice(['.spec.rules'], { choice: 'take-over' }))).toEqual({
      ...STEP.objects[0],
      takeOver: { managers: ['kubectl'], fields: ['.spec.rules'] },
    });
  });

  it('counts for the object of that cluster alone', () => {
    expect(
      planned(
        choice(['.spec.rules'], { cluster: 'west' }),
        choice(['.spec.rules'], { object: { ...ref, name: 'other' } }),
      ),
    ).toEqual(STEP.objects[0]);
  });
});
