import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import yaml from 'yaml';
import { binDir } from '../../bed/build.ts';

/** The part of an OpenAPI schema that says what an object can hold. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly default?: unknown;
  readonly oneOf?: readonly Schema[];
}

/** What a CustomResourceDefinition says of a kind. */
export interface Definition {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: Schema;
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: {
        readonly openAPIV3Schema: {
          readonly properties: Readonly<Record<string, Schema>>;
        };
      };
    }[];
  };
}

/** Files beside the bed's programs: what the bed installs. */
const FILES = ['istio-crds.yaml', 'gateway-api.yaml'];

/** All kinds of Istio and of the Gateway API, in the first version that is served. */
export function readDefinitions(): ReadonlyMap<string, Definition> {
  const all = FILES.flatMap(file =>
    yaml
      .parseAllDocuments(readFileSync(join(binDir(), file), 'utf8'))
      .map(each => each.toJS() as CustomResourceDefinition | null),
  );
  return new Map(
    all.flatMap(each => {
      const version = each?.spec?.versions?.find(({ served }) => served);
      if (!each || !version) {
        return [];
      }
      const { kind } = each.spec.names;
      const { spec = {} } = version.schema.openAPIV3Schema.properties;
      const apiVersion = `${each.spec.group}/${version.name}`;
      return [[kind, { kind, apiVersion, spec }] as const];
    }),
  );
}
