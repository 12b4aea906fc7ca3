import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { checkClusters } from '../features/template/clusters/checkClusters';
import { describeClustersProblem } from '../features/template/clusters/describeClusters';
import { loadPages } from '../ui/load/loadPages';
import type { clusterPickerSchema } from './fieldSchemas';
import { asTexts, textAt } from './formValues';
import { reportProblems } from './reportProblems';

type Options = (typeof clusterPickerSchema)['uiOptionsType'];

/** Whether the chosen clusters can be chosen now: one may have joined since the form was opened. */
export const validateClusters: CustomFieldValidator<
  (typeof clusterPickerSchema)['TOutput'],
  Options
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const { change = 'join', federationParameter } =
    uiSchema?.['ui:options'] ?? {};
  const chosen = asTexts(value);
  // Whether one cluster is needed is for the schema of the template to say. Of several
  // react-jsonschema-form makes an empty list, which is there: a federation needs one that joins.
  const mayBeEmpty = !Array.isArray(value) || federationParameter === undefined;
  if (chosen.length === 0 && mayBeEmpty) return;
  await reportProblems({
    apiHolder,
    field,
    check: async (api, t) => {
      const { items } = await loadPages(page => api.listClusters(page));
      return checkClusters({
        clusters: items,
        change,
        federation: textAt(formData, federationParameter),
        chosen,
      }).map(problem => describeClustersProblem(problem, t));
    },
  });
};
