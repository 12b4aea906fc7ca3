import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Text } from '@backstage/ui';
import type {
  WitnessCounts,
  WitnessOfCluster,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { RowTable, type RowColumn } from '../../ui/facts/RowTable';
import { TextCell } from '../../ui/facts/TextCell';
import { WitnessProblemNote } from './WitnessProblemNote';
import { useAge } from '../../ui/time/useAge';

/** Wide enough for the heading: on a narrow page the table scrolls. */
const COUNT_WIDTH = { width: '2fr', minWidth: 140 } as const;

type Row = WitnessOfCluster & { readonly id: string };

/** What came of asking, one row for each cluster of clients. */
export function WitnessTable(props: {
  readonly clusters: readonly WitnessOfCluster[];
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const count = (key: keyof WitnessCounts): RowColumn<Row> => ({
    id: key,
    label: t(`witness.${key}`),
    ...COUNT_WIDTH,
    cell: ({ counts, providers }) => (
      <Cell>
        <Text as="p">{String(counts[key])}</Text>
        {providers
          .filter(provider => provider.counts[key] > 0)
          .map(provider => (
            <Text
              as="p"
              variant="body-small"
              color="secondary"
              key={provider.cluster}
            >
              {t('witness.toProvider', {
                cluster: provider.cluster,
                amount: String(provider.counts[key]),
              })}
            </Text>
          ))}
      </Cell>
    ),
  });
  const columns: RowColumn<Row>[] = [
    {
      id: 'cluster',
      label: t('witness.cluster'),
      isRowHeader: true,
      width: '3fr',
      minWidth: 160,
      cell: ({ cluster, asked, workloads, problem }) => (
        <Cell>
          <Text as="p" weight="bold">
            {cluster}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {t('witness.asked', {
              asked: String(asked),
              workloads: String(workloads),
            })}
          </Text>
          {problem && (
            <>
              <Text as="p" variant="body-small">
                {t('witness.unanswered')}
              </Text>
              <WitnessProblemNote problem={problem} reader="platform-team" />
            </>
          )}
        </Cell>
      ),
    },
    count('confirmed'),
    count('contradicted'),
    count('unconfirmed'),
    {
      id: 'oldest',
      label: t('witness.oldest'),
      ...COUNT_WIDTH,
      cell: ({ oldest }) => (
        <TextCell title={oldest ? age(oldest) : t('witness.never')} />
      ),
    },
  ];
  return (
    <RowTable
      columns={columns}
      rows={props.clusters.map(row => ({ ...row, id: row.cluster }))}
    />
  );
}
