import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import type { RenderResult } from '@testing-library/react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationApiRef } from '../api';
import plugin from '../plugin';
import { aMockApi } from './aMockApi';

export const aComponent: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { 'backstage.io/kubernetes-id': 'orders' },
  },
  spec: { type: 'service' },
};

export const aClusterResource: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'east' },
  spec: { type: 'kubernetes-cluster' },
};

export const aSystem: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop' },
};

type EntityExtension =
  | 'entity-content:mesh-federation'
  | 'entity-card:mesh-federation/reachability'
  | 'entity-card:mesh-federation/cluster'
  | 'entity-card:mesh-federation/system';

/** Renders one extension on the page of an entity in an app of the new frontend system. */
export function renderEntity(
  extension: EntityExtension,
  entity: Entity,
  answers: Partial<MeshFederationApi> = {},
): { readonly api: ReturnType<typeof aMockApi> } & RenderResult {
  const api = aMockApi(answers);
  const rendered = renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      plugin.getExtension(extension),
    ],
    apis: [[meshFederationApiRef, api], mockApis.permission()],
  });
  return { api, ...rendered };
}
