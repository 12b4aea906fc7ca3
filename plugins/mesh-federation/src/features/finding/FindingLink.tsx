import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Link } from '@backstage/ui';
import type { FindingCode } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useFindingHref } from './useFindingHref';

/** A code that leads to the page that explains it. */
export function FindingLink(props: { readonly code: FindingCode }) {
  const { code } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useFindingHref();
  if (!href) return <Badge size="small">{code}</Badge>;
  return (
    <Link
      href={href(code)}
      variant="body-small"
      weight="bold"
      aria-label={t('finding.page', { code })}
    >
      {code}
    </Link>
  );
}
