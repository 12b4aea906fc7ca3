import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Flex, Popover, Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EvidenceList } from '../../../ui/facts/EvidenceList';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import wrapping from '../../../ui/layout/wrapping.module.css';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FactsAge } from '../../../ui/time/FactsAge';
import type { TrustMatrixCell } from './buildTrustMatrix';
import { discoveryStatus, trustStatus } from './relationStatus';
import styles from './TrustCell.module.css';

type Pair = Extract<TrustMatrixCell, { kind: 'pair' }>;

function TrustDetails(props: { readonly pair: Pair }) {
  const { from, to, trust, discovery } = props.pair;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Flex
      direction="column"
      gap="3"
      p="4"
      className={`${styles.details} ${wrapping.wrapping}`}
    >
      <Text as="h3" variant="title-x-small">
        {t('trust.details', { from, to })}
      </Text>
      {trust?.apart && <Text as="p">{t('trust.apart')}</Text>}
      <Text as="p">{trust?.reason ?? t('trust.notReported')}</Text>
      {trust?.root && (
        <Flex align="center" gap="2">
          <Text variant="body-small">{t('trust.by')}</Text>
          <Fingerprint fingerprint={trust.root} name={to} />
        </Flex>
      )}
      {Boolean(trust?.proxiesToRestart) && (
        <Text as="p" variant="body-small">
          {t('trust.proxiesToRestart', { count: trust?.proxiesToRestart ?? 0 })}
        </Text>
      )}
      {discovery && (
        <Text as="p" variant="body-small">
          {t('discovery.title')}: {discovery.reason}
        </Text>
      )}
      {discovery?.secret && (
        <Text as="p" variant="body-small">
          {t('discovery.secret', { name: discovery.secret })}
          {discovery.tokenExpiresAt &&
            `. ${t('discovery.token', {
              date: new Date(discovery.tokenExpiresAt).toLocaleString(),
            })}`}
        </Text>
      )}
      <EvidenceList
        evidence={[...(trust?.evidence ?? []), ...(discovery?.evidence ?? [])]}
      />
      <FactsAge at={trust?.at} />
    </Flex>
  );
}

/** Trust and discovery of one ordered pair; pressing it opens the reason and the evidence. */
export function TrustCell(props: { readonly pair: Pair }) {
  const { from, to, trust, discovery } = props.pair;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verified = trustStatus(trust);
  const discovered = discoveryStatus(discovery);
  const word = t(verified.word);
  return (
    <div className={styles.root}>
      <DialogTrigger>
        <Button
          variant="tertiary"
          size="small"
          aria-label={t('trust.cell', { from, to, verdict: word })}
        >
          <StatusLabel tone={verified.tone}>{word}</StatusLabel>
        </Button>
        <Popover>
          <TrustDetails pair={props.pair} />
        </Popover>
      </DialogTrigger>
      <div className={styles.discovery}>
        <Text variant="body-x-small" color="secondary">
          {t('discovery.short')}
        </Text>
        <StatusLabel tone={discovered.tone}>{t(discovered.word)}</StatusLabel>
      </div>
    </div>
  );
}
