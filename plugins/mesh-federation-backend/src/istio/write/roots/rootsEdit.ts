import {
  assertNever,
  ROOT_KEY,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { certificatesOnly } from '../../text/certificatesOnly';
import { editMeshConfigYaml } from './editMeshConfigYaml';
import { editRootPem } from './editRootPem';
import { meshRootsYaml } from '../../text/meshRootsYaml';
import { unwantedRoots, wantedRoots } from './trustRoots';

/**
 * How a step changes one text of somebody else. Plans hold only what is `shown` of the text, which
 * may hold more than anybody should read; the text itself is edited where it is, when the step
 * runs.
 */
export interface TextEdit {
  /** The key under `data`. */
  readonly key: string;
  /** What of the text may be kept: what the step looks at. */
  readonly shown: (text: string) => string;
  readonly edit: (text: string) => string;
}

/** The edit of a step; undefined where the object is our own and applied as a whole. */
export function rootsEdit(step: StepOf<'trust-roots'>): TextEdit | undefined {
  const change = { roots: wantedRoots(step), remove: unwantedRoots(step) };
  switch (step.target.kind) {
    case 'cacerts':
      return {
        key: ROOT_KEY,
        shown: certificatesOnly,
        edit: rootPem => editRootPem({ rootPem, ...change }).rootPem,
      };
    case 'foreign':
      return {
        key: 'mesh',
        shown: meshRootsYaml,
        edit: yaml => editMeshConfigYaml({ yaml, ...change }),
      };
    case 'own':
      return undefined;
    default:
      return assertNever(step.target);
  }
}
