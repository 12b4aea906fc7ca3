import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { Hash } from './Hash';

/** The first bytes of a fingerprint, and a button that copies all of it. */
export function Fingerprint(props: {
  readonly fingerprint: string;
  /** Whose root it is, for screen readers. */
  readonly name: string;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Hash
      hash={props.fingerprint}
      label={t('fingerprint.copy', { name: props.name })}
      copies="fingerprint"
    />
  );
}
