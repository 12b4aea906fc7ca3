import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Flex, Text } from '@backstage/ui';
import type { WitnessContradiction } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { CopyButton } from '../../ui/action/CopyButton';
import { Section } from '../../ui/layout/Section';
import { FindingList } from '../finding/FindingList';

/** Every contradiction with both sides, newest first. */
export function ContradictionList(props: {
  readonly contradictions: readonly WitnessContradiction[];
  readonly leftOut: number;
}) {
  const { contradictions, leftOut } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Section title={t('witness.contradictions')}>
      {contradictions.length === 0 && (
        <Text as="p" color="secondary">
          {t('witness.noContradictions')}
        </Text>
      )}
      {contradictions.map(item => (
        <Contradiction key={keyOf(item)} contradiction={item} />
      ))}
      {leftOut > 0 && (
        <Text as="p" color="secondary">
          {t('witness.leftOut', { count: leftOut })}
        </Text>
      )}
    </Section>
  );
}

function Contradiction(props: {
  readonly contradiction: WitnessContradiction;
}) {
  const { contradiction } = props;
  const { client, provider, service, port, verdict, summary, finding } =
    contradiction;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Box bg="neutral" p="4">
      <Flex align="start" justify="between" gap="4">
        <Text as="h3" variant="body-medium" weight="bold">
          {t('witness.cell', {
            client: `${client.namespace}/${client.workload}`,
            from: client.cluster,
            service: `${service.namespace}/${service.name}:${port}`,
            to: provider,
          })}
        </Text>
        <CopyButton
          text={JSON.stringify(contradiction, undefined, 2)}
          label={t('witness.copy')}
          copied={t('witness.copied')}
          refused={t('witness.copyRefused')}
        />
      </Flex>
      <Text as="p">
        {t('witness.objects', {
          verdict: t(`reach.verdict.${verdict}`),
          summary,
        })}
      </Text>
      <FindingList findings={[finding]} />
    </Box>
  );
}

function keyOf(item: WitnessContradiction): string {
  const { client, provider, service, port } = item;
  return JSON.stringify([client, provider, service, port]);
}
