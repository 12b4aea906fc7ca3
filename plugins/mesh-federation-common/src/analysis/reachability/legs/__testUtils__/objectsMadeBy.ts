import { parseAllDocuments } from 'yaml';
import type { Remedy } from '../../../../model';

/** What a remedy makes, in its order, and only where it is not there. */
export function objectsMadeBy(remedy: Remedy | undefined): readonly unknown[] {
  const [, yaml] =
    /^kubectl create --filename - <<'END'\n([^]*)END$/.exec(
      remedy?.text ?? '',
    ) ?? [];
  return yaml === undefined
    ? []
    : parseAllDocuments(yaml).map(document => document.toJS() as unknown);
}
