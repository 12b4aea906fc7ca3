import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Box, Button, Text } from '@backstage/ui';
import {
  type Finding,
  type FindingCode,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState, type ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { FindingLink } from './FindingLink';
import styles from './FindingList.module.css';
import { FindingFederations } from './context/FindingFederations';
import { FindingOwner } from './context/FindingOwner';
import { groupFindings, type FindingGroup } from './groupFindings';
import { TextToCopy } from './TextToCopy';
import { severityTones } from './severityTones';
import { useFindingDefinition } from './useFindingDefinition';

const MAX_PLACES = 6;

/** What a page lets people do about a finding, in place of the way to its federations. */
type FindingActions = (finding: Finding) => ReactNode;

function Meaning(props: { readonly code: FindingCode }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useFindingDefinition(props.code);
  if (load.status !== 'ready' || !load.value) return null;
  return (
    <p className={styles.fix}>
      <strong>{t('finding.meaning')}:</strong> {load.value.meaning}
    </p>
  );
}

/** What one finding says beside its code and where it is. */
function FindingBody(props: {
  readonly finding: Finding;
  readonly actions?: FindingActions;
}) {
  const { finding, actions } = props;
  const { remedy } = finding;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      <Text as="p">{finding.message}</Text>
      {finding.object && (
        <Text as="p" variant="body-small" color="secondary">
          {describeObject(finding.object)}
        </Text>
      )}
      <p className={styles.fix}>
        <strong>{t('findings.fix')}:</strong> {finding.fix}
      </p>
      {remedy && (
        <TextToCopy
          title={t('reach.remedy', { cluster: remedy.cluster })}
          text={remedy.text}
        />
      )}
      <FindingOwner finding={finding} />
      {actions ? actions(finding) : <FindingFederations finding={finding} />}
    </>
  );
}

function whereOf({ cluster, peer }: Finding): string {
  return [cluster, peer].filter(Boolean).join(' → ');
}

/** What findings of one code say; of many only the first, until all are asked for. */
function GroupBody(props: {
  readonly group: FindingGroup;
  readonly actions?: FindingActions;
}) {
  const { group, actions } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [all, setAll] = useState(false);
  const [first] = group;
  if (group.length === 1) {
    return <FindingBody finding={first} actions={actions} />;
  }
  return (
    <>
      <ul className={styles.same}>
        {(all ? group : group.slice(0, 1)).map((finding, index) => (
          <li key={index} className={styles.one}>
            <FindingBody finding={finding} actions={actions} />
          </li>
        ))}
      </ul>
      {!all && (
        <span>
          <Button size="small" variant="tertiary" onPress={() => setAll(true)}>
            {t('findings.showAll', { amount: String(group.length) })}
          </Button>
        </span>
      )}
    </>
  );
}

function FindingItem(props: {
  readonly group: FindingGroup;
  readonly explained: boolean;
  readonly actions?: FindingActions;
}) {
  const { group, explained, actions } = props;
  const [finding] = group;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const places = [...new Set(group.map(whereOf))].filter(Boolean);
  return (
    <Box
      as="li"
      bg="neutral"
      className={styles.item}
      data-severity={finding.severity}
    >
      <div className={styles.head}>
        <StatusLabel tone={severityTones[finding.severity]}>
          {t(`findings.severity.${finding.severity}`)}
        </StatusLabel>
        <FindingLink code={finding.code} />
        {places.slice(0, MAX_PLACES).map(place => (
          <Badge key={place} size="small" className={styles.badge}>
            {place}
          </Badge>
        ))}
        {places.length > MAX_PLACES && (
          <Text as="span" variant="body-small">
            {t('findings.morePlaces', {
              amount: String(places.length - MAX_PLACES),
            })}
          </Text>
        )}
        {finding.blocking && (
          <Text as="span" variant="body-small" weight="bold">
            {t('findings.blocking')}
          </Text>
        )}
      </div>
      {explained && <Meaning code={finding.code} />}
      <GroupBody group={group} actions={actions} />
    </Box>
  );
}

/**
 * Findings with what happened, what to do and, when there is one, the command or the YAML that
 * mends it. Those of one code are one item: the same words for each pair of clusters help nobody.
 */
export function FindingList(props: {
  readonly findings: readonly Finding[];
  /** Also says what each code means. */
  readonly explained?: boolean;
  readonly actions?: FindingActions;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (props.findings.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('findings.none')}
      </Text>
    );
  }
  return (
    <ul className={styles.list} aria-label={t('findings.title')}>
      {groupFindings(props.findings).map((group, index) => (
        <FindingItem
          key={index}
          group={group}
          explained={props.explained ?? false}
          actions={props.actions}
        />
      ))}
    </ul>
  );
}
