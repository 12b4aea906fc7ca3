import { InputError } from '@backstage/errors';
import type { LabelRequirement } from '../labelSelectors';

const KEY = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?`;
const VALUE = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?`;
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

/**
 * Parses a label selector of Kubernetes: equality (`=`, `==`, `!=`), sets (`in`, `notin`) and
 * existence (`key`, `!key`), joined by commas. Throws `InputError` that names the part which is
 * none.
 */
export function parseLabelSelector(
  selector: string,
): readonly LabelRequirement[] {
  // Commas inside of parentheses belong to a set.
  return selector.split(/,(?![^(]*\))/).map(part => parsePart(part.trim()));
}

function parsePart(part: string): LabelRequirement {
  const set = SET.exec(part);
  if (set) {
    const values = set[3]!.split(',').map(value => value.trim());
    if (values.every(value => new RegExp(`^${VALUE}$`).test(value))) {
      return {
        key: set[1]!,
        operator: set[2] === 'notin' ? 'NotIn' : 'In',
        values,
      };
    }
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    return {
      key: equality[1]!,
      operator: equality[2] === '!=' ? 'NotIn' : 'In',
      values: [equality[3]!],
    };
  }
  const existence = EXISTENCE.exec(part);
  if (existence) {
    return {
      key: existence[2]!,
      operator: existence[1] === '!' ? 'DoesNotExist' : 'Exists',
      values: [],
    };
  }
  throw new InputError(`"${part}" is not a label selector`);
}
