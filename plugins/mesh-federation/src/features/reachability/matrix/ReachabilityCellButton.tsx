import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ReachabilityCell,
  ReachabilityPath,
  ReachabilitySecurity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  RiArrowRightLine,
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiForbidLine,
  RiHome4Line,
  RiLockFill,
  RiLockUnlockLine,
  RiQuestionLine,
  RiShieldLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { useReachabilityWords } from '../useReachabilityWords';
import { cellVerdict, serviceTones } from '../verdict/reachabilityTones';
import type { GridPosition } from './moveInGrid';
import styles from './ReachabilityMatrix.module.css';

const PATH_ICONS: Readonly<
  Record<ReachabilityPath['kind'], RemixiconComponentType>
> = {
  local: RiHome4Line,
  direct: RiArrowRightLine,
  gateway: RiDoorOpenLine,
  none: RiForbidLine,
  unknown: RiQuestionLine,
};

const SECURITY_ICONS: Readonly<
  Record<ReachabilitySecurity['kind'], RemixiconComponentType>
> = {
  'mutual-tls': RiLockFill,
  plaintext: RiLockUnlockLine,
  none: RiShieldLine,
  unknown: RiQuestionLine,
};

function Fact(props: {
  readonly icon: RemixiconComponentType;
  readonly children: string;
}) {
  const Icon = props.icon;
  return (
    <span className={styles.fact}>
      <Icon size={14} aria-hidden="true" />
      {props.children}
    </span>
  );
}

/** All that a cell says, as one text for those who do not see it. */
function useCellName() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const words = useReachabilityWords();
  return (cell: ReachabilityCell): string =>
    [
      t('reach.matrix.cell', {
        from: cell.client.cluster,
        to: cell.provider,
        verdict: t(`reach.verdict.${cellVerdict(cell)}`),
        summary: cell.summary,
        path: words.path(cell.path),
        security: words.security(cell.security),
      }),
      cell.firstBroken &&
        t('reach.matrix.cellLeg', {
          leg: t(`reach.leg.${cell.firstBroken.leg}.name`),
        }),
      cell.doubts.length > 0 && t('reach.matrix.cellDoubt'),
    ]
      .filter(Boolean)
      .join(' ');
}

/** A cell of the matrix: verdict, path and protection; pressing it asks for the explanation. */
export function ReachabilityCellButton(props: {
  readonly cell: ReachabilityCell;
  readonly position: GridPosition;
  readonly chosen: boolean;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}) {
  const { cell, position, chosen, tabStop, onFocus, onChoose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const words = useReachabilityWords();
  const nameOf = useCellName();
  const { path, security, firstBroken, doubts } = cell;
  const verdict = cellVerdict(cell);
  return (
    <button
      type="button"
      className={styles.cell}
      data-verdict={verdict}
      data-row={position.row}
      data-column={position.column}
      aria-label={nameOf(cell)}
      aria-pressed={chosen}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <StatusLabel tone={serviceTones[verdict]}>
        {t(`reach.verdict.${verdict}`)}
      </StatusLabel>
      <span className={styles.facts}>
        {firstBroken && (
          <Fact icon={RiErrorWarningLine}>
            {t('reach.matrix.breaksAt', {
              leg: t(`reach.leg.${firstBroken.leg}.name`),
            })}
          </Fact>
        )}
        <Fact icon={PATH_ICONS[path.kind]}>{t(`reach.path.${path.kind}`)}</Fact>
        {security.kind !== 'none' && (
          <Fact icon={SECURITY_ICONS[security.kind]}>
            {words.security(security)}
          </Fact>
        )}
        {doubts.length > 0 && (
          <Fact icon={RiQuestionLine}>{t('reach.matrix.doubt')}</Fact>
        )}
      </span>
    </button>
  );
}
