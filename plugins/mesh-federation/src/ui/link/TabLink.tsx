import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useTabHref } from './useTabHref';

/** Leads from a card to the tab of the same entity. An app without the tab shows no link. */
export function TabLink() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useTabHref();
  if (!href) return null;
  return (
    <ButtonLink
      href={href}
      size="small"
      variant="tertiary"
      iconEnd={<RiArrowRightLine />}
    >
      {t('cards.open')}
    </ButtonLink>
  );
}
