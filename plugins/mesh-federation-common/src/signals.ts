/**
 * Channel of the plugin's signals.
 *
 * @public
 */
export const MESH_FEDERATION_CHANNEL = 'mesh-federation';

/**
 * Says that something changed; carries ids only, the receiver asks for the rest.
 *
 * @public
 */
export type MeshFederationSignal =
  | { readonly type: 'run'; readonly runId: string }
  | { readonly type: 'plan'; readonly planId: string }
  | { readonly type: 'observation' };
