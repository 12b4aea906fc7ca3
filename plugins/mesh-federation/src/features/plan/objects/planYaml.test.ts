import { parseAllDocuments } from 'yaml';
import { aPlan } from '../../../__testUtils__/aPlan';
import { planYaml } from './planYaml';

describe('planYaml', () => {
  it('holds each object once, in the order of the steps, with where it belongs', () => {
    const { steps } = aPlan();
    const text = planYaml(steps);

    const objects = parseAllDocuments(text).map(document => document.toJS());
    expect(objects).toEqual(
      steps.flatMap(step => step.objects.map(object => object.after)),
    );
    expect(text).toContain(
      '# east: create ConfigMap istio-system/mesh-federation',
    );
  });

  it('lets no name end a comment', () => {
    const [step] = aPlan().steps;
    const text = planYaml([{ ...step, title: 'evil\nkind: Secret' }]);

    expect(text).toContain('# evil kind: Secret');
  });
});
