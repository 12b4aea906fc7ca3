import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Box, ButtonIcon, Flex, Text } from '@backstage/ui';
import {
  meshFederationEntityReadPermission,
  optional,
  type Reachability,
  type ReachabilityCell,
  type ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiCloseLine } from '@remixicon/react';
import { useCallback, useEffect, useId, useRef } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { CopyButton } from '../../../ui/action/CopyButton';
import { LoadView } from '../../../ui/load/LoadView';
import { useLoad } from '../../../ui/load/useLoad';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { useAge } from '../../../ui/time/useAge';
import { ClusterLink } from '../../cluster/ClusterLink';
import { useFindingContext } from '../../finding/context/FindingContext';
import { useWhatIf } from '../client/useWhatIf';
import { serviceKey } from '../services/buildServiceList';
import { reachabilityTones } from '../verdict/reachabilityTones';
import styles from './ReachabilityExplanation.module.css';
import { ReachabilityLegs } from './ReachabilityLegs';
import { ReachabilityProtection } from './ReachabilityProtection';
import { ReachabilityWitness } from './ReachabilityWitness';
import { TitledList } from './TitledList';
import { useArrival } from './useArrival';

function useExplanation(props: {
  readonly item: ServiceReachability;
  readonly cell: ReachabilityCell;
  readonly loadedAt: string;
}) {
  const { item, cell, loadedAt } = props;
  const { kind, namespace, name } = getCompoundEntityRef(useEntity().entity);
  const api = useApi(meshFederationApiRef);
  const key = serviceKey(item);
  const port = item.port.number;
  const service = `${item.service.namespace}/${item.service.name}`;
  const from = cell.client.cluster;
  const to = cell.provider;
  const { namespace: clientNamespace, workload: clientWorkload } = cell.client;
  const { without } = useWhatIf();
  const load = useLoad(
    useCallback(async () => {
      const { items } = await api.getEntityReachability(
        { kind, namespace, name },
        {
          from,
          to,
          port,
          service,
          ...optional({ clientNamespace, clientWorkload, without }),
        },
      );
      return items.find(other => serviceKey(other) === key)?.explanation;
    }, [
      api,
      kind,
      namespace,
      name,
      from,
      to,
      port,
      service,
      clientNamespace,
      clientWorkload,
      without,
      key,
    ]),
  );
  // The explanation must not be older than the matrix: when that is loaded again, so is this.
  const { refresh } = load;
  const seen = useRef(loadedAt);
  useEffect(() => {
    if (seen.current === loadedAt) return;
    seen.current = loadedAt;
    void refresh();
  }, [loadedAt, refresh]);
  return load;
}

function Explained(props: { readonly explanation: Reachability }) {
  const { explanation } = props;
  const { without } = useWhatIf();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  return (
    <Flex direction="column" gap="4">
      <div className={styles.verdict} data-verdict={explanation.verdict}>
        <StatusLabel tone={reachabilityTones[explanation.verdict]}>
          <strong>{t(`reach.verdict.${explanation.verdict}`)}</strong>
        </StatusLabel>
        <Text as="p">{explanation.summary}</Text>
        {explanation.ifConfirmed && (
          <Text as="p">
            {t('reach.explain.ifConfirmed', {
              verdict: t(`reach.verdict.${explanation.ifConfirmed.verdict}`),
              summary: explanation.ifConfirmed.summary,
            })}
          </Text>
        )}
        {explanation.standby && (
          <Text as="p">
            {t(`reach.takesOver.${explanation.standby.takesOver}`, {
              cluster: explanation.provider,
            })}
          </Text>
        )}
        <Text as="p" variant="body-small" color="secondary">
          {t('reach.age', { age: age(explanation.at) })}
        </Text>
      </div>
      {without !== undefined && (
        <Text as="p" variant="body-small" color="secondary">
          {t('reach.whatIf.notAsked', { cluster: without })}
        </Text>
      )}
      {explanation.confirmation && (
        <ReachabilityWitness confirmation={explanation.confirmation} />
      )}
      {explanation.unread.length > 0 && (
        <TitledList
          title={t('reach.explain.unread')}
          items={explanation.unread.map(({ text }) => text)}
        />
      )}
      {explanation.doubts.length > 0 && (
        <TitledList
          title={t('reach.explain.doubts')}
          items={explanation.doubts}
        />
      )}
      <ReachabilityProtection explanation={explanation} />
      <Text as="h3" variant="body-medium" weight="bold">
        {t('reach.explain.legs')}
      </Text>
      <ReachabilityLegs
        // A new answer may open another leg, which is only decided when the list is new.
        key={`${explanation.firstBroken?.leg} ${explanation.verdict}`}
        legs={explanation.legs}
        firstBroken={explanation.firstBroken?.leg}
      />
    </Flex>
  );
}

/** Why a cell of the matrix is as it is: the six legs with evidence, meaning, fix and remedy. */
export function ReachabilityExplanation(props: {
  readonly item: ServiceReachability;
  readonly cell: ReachabilityCell;
  /** When the matrix was loaded. */
  readonly loadedAt: string;
  /** Gets what led here, when it is still on the page: it gets the focus back. */
  readonly onClose: (opener: HTMLElement | undefined) => void;
}) {
  const { item, cell, onClose } = props;
  const { ref, opener } = useArrival();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useExplanation(props);
  const { clusters } = useFindingContext();
  const id = useId();
  const from = cell.client.cluster;
  const to = cell.provider;
  return (
    <Box
      as="section"
      ref={ref}
      bg="neutral"
      className={styles.root}
      aria-labelledby={id}
      tabIndex={-1}
    >
      <div className={styles.head}>
        <div>
          <Text as="h2" variant="title-x-small" weight="bold" id={id}>
            {t('reach.explain.title', { from, to })}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {serviceKey(item)} · {t('reach.explain.clusters')}:{' '}
            {[...new Set([from, to])].map((name, index) => (
              <span key={name} className={styles.cluster}>
                {index > 0 && ', '}
                <ClusterLink
                  name={name}
                  entityRef={
                    clusters.find(({ cluster }) => cluster.name === name)
                      ?.cluster.entityRef
                  }
                />
              </span>
            ))}
          </Text>
        </div>
        <span className={styles.actions}>
          <CopyButton
            text={window.location.href}
            label={t('reach.explain.share')}
            copied={t('reach.explain.shared')}
            refused={t('reach.explain.shareRefused')}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiCloseLine />}
            aria-label={t('reach.explain.close')}
            onPress={() => onClose(opener())}
          />
        </span>
      </div>
      <LoadView load={load} permission={meshFederationEntityReadPermission}>
        {explanation =>
          explanation ? (
            <Explained explanation={explanation} />
          ) : (
            <Text as="p">{t('reach.explain.none')}</Text>
          )
        }
      </LoadView>
    </Box>
  );
}
