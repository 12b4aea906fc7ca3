import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

const ROOT = 'catalog.providers.meshFederation';

/** Soon after the other plugins have started, then once a minute. */
const SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 1 },
  initialDelay: { seconds: 5 },
};

export interface ModuleConfig {
  /** Entity ref. */
  readonly defaultOwner: string;
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
}

/** @throws InputError that names the key. */
export function readConfig(config: RootConfigService): ModuleConfig {
  const schedule = config.getOptionalConfig(`${ROOT}.schedule`);
  return {
    defaultOwner: ownerOf(
      config.getOptionalString(`${ROOT}.owner`) ?? 'unknown',
    ),
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : SCHEDULE,
  };
}

function ownerOf(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
  } catch {
    throw new InputError(
      `${ROOT}.owner: '${ref}' is no reference to an entity. Give one such as group:default/name`,
    );
  }
}
