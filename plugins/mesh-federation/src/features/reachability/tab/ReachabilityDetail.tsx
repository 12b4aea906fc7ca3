import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { useRef } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Section } from '../../../ui/layout/Section';
import { WhatIfSelect } from '../client/WhatIfSelect';
import { ReachabilityExplanation } from '../explanation/ReachabilityExplanation';
import { ReachabilityMatrix } from '../matrix/ReachabilityMatrix';
import { describeReachability } from '../summary/describeReachability';
import { ReachabilitySentences } from '../summary/ReachabilitySentences';
import type { ReachabilityTarget } from './reachabilityAddress';
import styles from './ReachabilityView.module.css';
import { useReachabilityAddress } from './useReachabilityAddress';

/** Matrix of the chosen Service and port, and the explanation of the chosen cell. */
export function ReachabilityDetail(props: {
  readonly target: ReachabilityTarget;
  /**
   * The entity has several Services or ports, so that the headline of the tab is not about this
   * one.
   */
  readonly several: boolean;
  readonly loadedAt: string;
}) {
  const { target, several, loadedAt } = props;
  const { choose, explain } = useReachabilityAddress();
  const root = useRef<HTMLDivElement>(null);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { entry, cell, missing } = target;
  if (!entry) return null;
  const { item } = entry;
  const close = (opener: HTMLElement | undefined) => {
    const chosen = root.current?.querySelector<HTMLElement>(
      '[role="grid"] [aria-pressed="true"]',
    );
    choose(item);
    (opener ?? chosen)?.focus();
  };
  return (
    <div ref={root} className={styles.detail}>
      {missing && (
        <Alert
          status="warning"
          icon
          title={
            missing === 'service'
              ? t('reach.explain.serviceMissing')
              : t('reach.explain.cellMissing')
          }
        />
      )}
      {several && (
        <div className={styles.headline}>
          <ReachabilitySentences
            size="small"
            text={describeReachability([item], { name: entry.key, t })}
            onExplain={explain}
          />
        </div>
      )}
      <Section
        title={t('reach.matrix.title')}
        description={t('reach.matrix.description')}
        actions={<WhatIfSelect providers={item.providers} />}
      >
        <ReachabilityMatrix
          // The focus begins at the first cell of each Service.
          key={entry.key}
          item={item}
          chosen={cell}
          onChoose={chosen => choose(item, chosen)}
        />
      </Section>
      {cell && (
        <ReachabilityExplanation
          item={item}
          cell={cell}
          loadedAt={loadedAt}
          onClose={close}
        />
      )}
    </div>
  );
}
