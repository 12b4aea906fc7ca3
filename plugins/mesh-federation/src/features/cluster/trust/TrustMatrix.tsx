import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { TrustMatrixCell, TrustMatrixRow } from './buildTrustMatrix';
import { TrustCell } from './TrustCell';
import wrapping from '../../../ui/layout/wrapping.module.css';
import styles from './TrustMatrix.module.css';

function OwnCell(props: {
  readonly cell: Extract<TrustMatrixCell, { kind: 'own' }>;
}) {
  const { cluster, roots } = props.cell;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <div className={styles.own}>
      <Text variant="body-x-small" color="secondary">
        {t('trust.own')}
      </Text>
      {roots.length === 0 && (
        <StatusLabel tone="unknown">{t('fingerprint.none')}</StatusLabel>
      )}
      {roots.map(root => (
        <Fingerprint key={root} fingerprint={root} name={cluster} />
      ))}
    </div>
  );
}

/** Who verifies whom: rows verify columns. */
export function TrustMatrix(props: {
  readonly rows: readonly TrustMatrixRow[];
}) {
  const { rows } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (rows.length < 2) {
    return (
      <Text as="p" color="secondary">
        {t('trust.noPairs')}
      </Text>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.caption}>{t('trust.caption')}</caption>
        <thead>
          <tr>
            <td className={styles.corner}>{t('trust.corner')}</td>
            {rows.map(row => (
              <th key={row.cluster} scope="col">
                <span className={wrapping.heading}>{row.cluster}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.cluster}>
              <th scope="row">
                <span className={wrapping.heading}>{row.cluster}</span>
              </th>
              {row.cells.map(cell =>
                cell.kind === 'own' ? (
                  <td key={cell.cluster} className={styles.diagonal}>
                    <OwnCell cell={cell} />
                  </td>
                ) : (
                  <td key={cell.to}>
                    <TrustCell pair={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
