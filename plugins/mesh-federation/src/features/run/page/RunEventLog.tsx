import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { RunEvent } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { exactTime } from '../../../ui/time/exactTime';
import styles from './RunEventLog.module.css';

/** The history of a run, oldest first. */
export function RunEventLog(props: { readonly events: readonly RunEvent[] }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (props.events.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('run.noEvents')}
      </Text>
    );
  }
  return (
    <div
      className={styles.log}
      role="log"
      aria-label={t('run.events')}
      // A log scrolls; the keyboard has to reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {/* A list of its own: with the role of a log it would be none any more. */}
      <ol className={styles.list}>
        {props.events.map(event => (
          <li key={event.sequence} className={styles.event}>
            <time dateTime={event.at} className={styles.time}>
              {exactTime(event.at)}
            </time>
            <span className={styles.type}>
              {t(`run.eventType.${event.type}`)}
            </span>
            <span>{event.message}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
