import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Timestamp } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { exactTime } from './exactTime';
import { useAge } from './useAge';

/** When something was: how long ago, and exactly. */
export function Moment(props: {
  readonly at: Timestamp | undefined;
  /** Also shows the exact time, which otherwise stands in the tooltip. */
  readonly exact?: boolean;
}) {
  const { at, exact } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (!at) return <span>{age(at)}</span>;
  const time = exactTime(at);
  return (
    <time dateTime={at} title={time}>
      {exact ? t('age.exact', { time, age: age(at) }) : age(at)}
    </time>
  );
}
