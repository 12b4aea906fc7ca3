import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';

/** Names the page in the title of the window, as long as it is shown. */
export function usePageTitle(page: string): void {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const app = useApi(configApiRef).getOptionalString('app.title');
  const title = [page, t('page.title'), app ?? 'Backstage'].join(' | ');
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
