import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Text } from '@backstage/ui';
import {
  FINDINGS,
  type FindingDefinition,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useParams } from 'react-router-dom';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { severityTones } from './severityTones';
import { EmptyNote } from '../../ui/layout/EmptyNote';
import { Section } from '../../ui/layout/Section';
import { StatusLabel } from '../../ui/status/StatusLabel';

const DEFINITIONS: Readonly<Record<string, FindingDefinition | undefined>> =
  FINDINGS;

/** What one code means and what to do about it, from the registry of the installed version. */
export function FindingPage() {
  const { code = '' } = useParams();
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const definition = DEFINITIONS[code];
  if (!definition) {
    return (
      <Container py="6">
        <EmptyNote
          title={t('finding.unknownTitle')}
          description={t('finding.unknownDescription', { code })}
        />
      </Container>
    );
  }
  return (
    <Container py="6">
      <Flex direction="column" gap="6">
        <Flex direction="column" gap="2" align="start">
          <Text as="h2" variant="title-small" weight="bold">
            {t('finding.title', { code, title: definition.title })}
          </Text>
          <StatusLabel tone={severityTones[definition.severity]}>
            {t(`findings.severity.${definition.severity}`)}
          </StatusLabel>
        </Flex>
        <Section title={t('finding.meaning')}>
          <Text as="p">{definition.meaning}</Text>
        </Section>
        <Section title={t('findings.fix')}>
          <Text as="p">{definition.fix}</Text>
          {definition.fix.includes('{') && (
            <Text as="p" variant="body-small" color="secondary">
              {t('finding.placeholders')}
            </Text>
          )}
        </Section>
      </Flex>
    </Container>
  );
}
