import { InputError } from '@backstage/errors';

/** One condition of a label selector. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | 'absent';
  readonly values: readonly string[];
}

const KEY = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?`;
const VALUE = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?`;
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

/**
 * Parses a label selector of Kubernetes: equality (`=`, `==`, `!=`), sets (`in`, `notin`) and existence (`key`, `!key`), joined by
 * commas. Throws `InputError` that names the part which is none.
 */
export function parseLabelSelector(
  selector: string,
): readonly LabelRequirement[] {
  // Commas inside of parentheses belong to a set.
  return selector.split(/,(?![^(]*\))/).map(part => parsePart(part.trim()));
}

/** Whether labels meet every condition; as in Kubernetes, `notin` and `!=` also hold when the key is missing. */
export function matchesLabels(
  requirements: readonly LabelRequirement[],
  labels: Readonly<Record<string, string>>,
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'in':
        return value !== undefined && values.includes(value);
      case 'notin':
        return value === undefined || !values.includes(value);
      case 'exists':
        return value !== undefined;
      case 'absent':
        return value === undefined;
      default:
        throw new Error(`Unexpected operator ${String(operator)}`);
    }
  });
}

function parsePart(part: string): LabelRequirement {
  const set = SET.exec(part);
  if (set) {
    const values = set[3]!.split(',').map(value => value.trim());
    if (values.every(value => new RegExp(`^${VALUE}$`).test(value))) {
      return { key: set[1]!, operator: set[2] as 'in' | 'notin', values };
    }
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    return {
      key: equality[1]!,
      operator: equality[2] === '!=' ? 'notin' : 'in',
      values: [equality[3]!],
    };
  }
  const existence = EXISTENCE.exec(part);
  if (existence) {
    return {
      key: existence[2]!,
      operator: existence[1] === '!' ? 'absent' : 'exists',
      values: [],
    };
  }
  throw new InputError(`"${part}" is not a label selector`);
}
