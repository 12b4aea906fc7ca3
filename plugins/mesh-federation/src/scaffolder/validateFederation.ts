import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { checkFederation } from '../features/template/federation/checkFederation';
import { describeFederationProblem } from '../features/template/federation/describeFederationProblem';
import type { federationPickerSchema } from './fieldSchemas';
import { textsAt } from './formValues';
import { reportProblems } from './reportProblems';

type Options = (typeof federationPickerSchema)['uiOptionsType'];

/** Whether the federation can be joined or left, as the backend would plan it. */
export const validateFederation: CustomFieldValidator<string, Options> = async (
  value,
  field,
  { apiHolder, formData, uiSchema },
) => {
  // That there has to be one is for the schema of the template to say.
  if (!value) return;
  const { change = 'join', clustersParameter } = uiSchema?.['ui:options'] ?? {};
  await reportProblems({
    apiHolder,
    field,
    check: async (api, t) => {
      const problem = await checkFederation({
        api,
        change,
        federation: value,
        chosen: textsAt(formData, clustersParameter),
      });
      return problem ? describeFederationProblem(problem, t) : [];
    },
  });
};
