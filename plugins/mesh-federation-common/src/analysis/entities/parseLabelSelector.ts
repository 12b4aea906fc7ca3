import { InputError } from '@backstage/errors';
import type { LabelRequirement } from '../labelSelectors';

const KEY = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?`;
const VALUE = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?`;
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);
const ONE_VALUE = new RegExp(`^${VALUE}$`);

/** Far more than anybody selects by. */
const LONGEST = 1024;

/**
 * Parses a label selector of Kubernetes: equality (`=`, `==`, `!=`), sets (`in`, `notin`) and
 * existence (`key`, `!key`), joined by commas. Throws `InputError` that names the part which is
 * none. Whoever may register an entity writes it, and it is read for everybody.
 */
export function parseLabelSelector(
  selector: string,
): readonly LabelRequirement[] {
  if (selector.length > LONGEST) {
    throw new InputError(
      `A label selector has at most ${LONGEST} characters, not ${selector.length}`,
    );
  }
  return partsOf(selector).map(part => parsePart(part.trim()));
}

/** Commas inside of parentheses belong to a set. */
function partsOf(selector: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < selector.length; index += 1) {
    const sign = selector[index];
    if (sign === '(') {
      depth += 1;
    } else if (sign === ')') {
      depth -= 1;
    } else if (sign === ',' && depth === 0) {
      parts.push(selector.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, selector.slice(start)];
}

function parsePart(part: string): LabelRequirement {
  const set = SET.exec(part);
  if (set) {
    const values = set[3]!.split(',').map(value => value.trim());
    if (values.every(value => ONE_VALUE.test(value))) {
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
