import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Text } from '@backstage/ui';
import type { FindingDefinition } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useParams } from 'react-router-dom';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../ui/layout/EmptyNote';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { Section } from '../../ui/layout/Section';
import { LoadView } from '../../ui/load/LoadView';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { severityTones } from './severityTones';
import { useFindingDefinition } from './useFindingDefinition';

function Definition(props: {
  readonly code: string;
  readonly definition: FindingDefinition;
}) {
  const { code, definition } = props;
  const { title, severity, meaning, fix } = definition;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Flex direction="column" gap="6">
      <Flex direction="column" gap="2" align="start">
        <Text as="h2" variant="title-small" weight="bold">
          {t('finding.title', { code, title })}
        </Text>
        <StatusLabel tone={severityTones[severity]}>
          {t(`findings.severity.${severity}`)}
        </StatusLabel>
      </Flex>
      <Section title={t('finding.meaning')}>
        <Text as="p">{meaning}</Text>
      </Section>
      <Section title={t('findings.fix')}>
        <Text as="p">{fix}</Text>
        {fix.includes('{') && (
          <Text as="p" variant="body-small" color="secondary">
            {t('finding.placeholders')}
          </Text>
        )}
      </Section>
    </Flex>
  );
}

/** What one code means and what to do about it, from the registry of the installed version. */
export function FindingPage() {
  const { code = '' } = useParams();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  usePageTitle(code);
  const load = useFindingDefinition(code);
  return (
    <Container py="6">
      <LoadView load={load}>
        {definition =>
          definition ? (
            <Definition code={code} definition={definition} />
          ) : (
            <EmptyNote
              title={t('finding.unknownTitle')}
              description={t('finding.unknownDescription', { code })}
            />
          )
        }
      </LoadView>
    </Container>
  );
}
