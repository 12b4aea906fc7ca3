import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { meshFederationApiRef } from '../api';
import { MeshClusterPicker } from '../scaffolder/MeshClusterPicker';
import { MeshFederationPicker } from '../scaffolder/MeshFederationPicker';
import { validateClusters } from '../scaffolder/validateClusters';
import { validateFederation } from '../scaffolder/validateFederation';
import { TestSignals } from './TestSignals';

type Extensions = ComponentProps<typeof Stepper>['extensions'];

/** The form of a template with the fields of the plugin, as the scaffolder makes it. */
export function renderTemplateForm(options: {
  /** Properties of the only page. */
  readonly properties: JsonObject;
  readonly required?: string[];
  readonly values?: JsonObject;
  readonly api: MeshFederationApi;
  readonly signals?: TestSignals;
}) {
  const { properties, required = [], values, api } = options;
  // The form scrolls to its top with each page.
  window.scrollTo = () => {};
  const user = userEvent.setup();
  const onCreate = jest.fn(async (_values: object) => {});
  const { container } = renderInTestApp(
    <Stepper
      manifest={{
        title: 'Join',
        steps: [
          { title: 'Which', schema: { required, properties } as JsonObject },
        ],
      }}
      extensions={
        [
          {
            name: 'MeshClusterPicker',
            component: MeshClusterPicker,
            validation: validateClusters,
          },
          {
            name: 'MeshFederationPicker',
            component: MeshFederationPicker,
            validation: validateFederation,
          },
        ] as Extensions
      }
      initialState={values as ComponentProps<typeof Stepper>['initialState']}
      onCreate={onCreate}
    />,
    {
      apis: [
        [meshFederationApiRef, api],
        [signalApiRef, options.signals ?? new TestSignals()],
        mockApis.permission(),
        mockApis.analytics(),
      ],
    },
  );
  return {
    container,
    user,
    /** Goes on to the review, and from there to the end. */
    review: () => user.click(screen.getByRole('button', { name: 'Review' })),
    /** What the template is started with. */
    create: async () => {
      await user.click(await screen.findByRole('button', { name: 'Create' }));
      return onCreate.mock.calls[0][0];
    },
  };
}
