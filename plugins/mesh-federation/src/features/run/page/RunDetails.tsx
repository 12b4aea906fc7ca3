import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type {
  RunStep,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Section } from '../../../ui/layout/Section';
import { useAge } from '../../../ui/time/useAge';
import { RunNextSteps } from '../next/RunNextSteps';
import { RunProgress } from './RunProgress';
import { RunProof } from './RunProof';
import { RunStepList } from './RunStepList';

function ProofSection(props: { readonly run: RunWithEvents }) {
  const { run } = props;
  const { proof } = run;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (run.status === 'running') return null;
  return (
    <Section
      title={t('proof.title')}
      description={proof && t('proof.description', { age: age(proof.at) })}
    >
      {proof ? (
        <RunProof run={{ ...run, proof }} />
      ) : (
        <Text as="p" color="secondary">
          {run.noProof ? `${run.noProof}.` : t('proof.none')}
        </Text>
      )}
    </Section>
  );
}

/** Of the others nothing is told that the progress does not tell. */
const isNews = ({ status }: RunStep) =>
  status !== 'pending' && status !== 'succeeded';

/**
 * How far a run is, its end and what was proven, and its steps; in short only those steps that are
 * at work or have not ended well.
 */
export function RunDetails(props: {
  readonly run: RunWithEvents;
  readonly inShort?: boolean;
}) {
  const { run, inShort } = props;
  const wanted = inShort ? isNews : () => true;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      <RunProgress run={run} />
      {run.error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('run.error', { code: run.error.code })}
          description={
            <>
              {run.error.message}
              <br />
              <strong>{t('run.fix')}:</strong> {run.error.fix}
            </>
          }
        />
      )}
      {run.proof?.nextSteps && run.proof.nextSteps.length > 0 && (
        <RunNextSteps run={run} steps={run.proof.nextSteps} />
      )}
      <ProofSection run={run} />
      {run.steps.some(wanted) && (
        <Section title={t('run.steps')}>
          <RunStepList steps={run.steps} wanted={wanted} />
        </Section>
      )}
    </>
  );
}
