import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, VisuallyHidden } from '@backstage/ui';
import type {
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useId, useMemo } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { buildReachabilityMatrix } from './buildReachabilityMatrix';
import { ReachabilityCellButton } from './ReachabilityCellButton';
import wrapping from '../../../ui/layout/wrapping.module.css';
import styles from './ReachabilityMatrix.module.css';
import { useGridFocus } from './useGridFocus';

/** Who reaches one Service and port: client clusters as rows, provider clusters as columns. */
export function ReachabilityMatrix(props: {
  readonly item: ServiceReachability;
  readonly chosen?: ReachabilityCell;
  readonly onChoose: (cell: ReachabilityCell) => void;
}) {
  const { item, chosen, onChoose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { providers, rows } = useMemo(
    () => buildReachabilityMatrix(item),
    [item],
  );
  const keysId = useId();
  const focus = useGridFocus({ rows: rows.length, columns: providers.length });
  if (providers.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('reach.matrix.noProviders')}
      </Text>
    );
  }
  return (
    <div className={styles.scroll}>
      <VisuallyHidden id={keysId}>{t('reach.matrix.keys')}</VisuallyHidden>
      <table
        ref={focus.ref}
        role="grid"
        className={styles.table}
        aria-label={t('reach.matrix.caption', {
          service: `${item.service.namespace}/${item.service.name}`,
          port: String(item.port.number),
        })}
        aria-describedby={keysId}
        onKeyDown={focus.onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {t('reach.matrix.corner')}
            </th>
            {providers.map(provider => (
              // All columns of one width, whatever is in them.
              <th
                key={provider}
                scope="col"
                style={{ width: `${100 / providers.length}%` }}
              >
                <span className={wrapping.heading}>{provider}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ client, cells }, row) => (
            <tr key={client}>
              <th scope="row">
                <span className={wrapping.heading}>{client}</span>
              </th>
              {cells.map((cell, column) => (
                <td
                  key={providers[column]}
                  role="gridcell"
                  className={styles.slot}
                >
                  {cell ? (
                    <ReachabilityCellButton
                      cell={cell}
                      position={{ row, column }}
                      chosen={cell === chosen}
                      tabStop={focus.isTabStop({ row, column })}
                      onFocus={() => focus.onFocus({ row, column })}
                      onChoose={() => onChoose(cell)}
                    />
                  ) : (
                    <div
                      className={styles.cell}
                      data-verdict="unknown"
                      data-row={row}
                      data-column={column}
                      // The arrow keys have to get past it.
                      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
                      tabIndex={focus.isTabStop({ row, column }) ? 0 : -1}
                      onFocus={() => focus.onFocus({ row, column })}
                    >
                      <StatusLabel tone="unknown">
                        {t('reach.verdict.unknown')}
                      </StatusLabel>
                      <span className={styles.facts}>
                        {t('reach.matrix.notReported')}
                      </span>
                    </div>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
