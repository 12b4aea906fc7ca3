import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Badge,
  Text,
} from '@backstage/ui';
import {
  type PlannedObject,
  describeObject,
  yamlText,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo, useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { CopyButton } from '../../../ui/action/CopyButton';
import { DownloadButton } from '../../../ui/action/DownloadButton';
import { diffObject, type ObjectDiff } from './diffObject';
import { DiffView, SIGNS } from './DiffView';
import styles from './ObjectChange.module.css';
import { manifestShown } from './planYaml';

/** How many lines change, or nothing when that is not known. */
function useSummary(): (diff: ObjectDiff) => string | undefined {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return ({ basis, added, removed }) => {
    if (basis === 'unread') return undefined;
    return added + removed === 0
      ? t('diff.noChange')
      : t('diff.summary', { added: String(added), removed: String(removed) });
  };
}

function ChangePanel(props: {
  readonly object: PlannedObject;
  readonly name: string;
  readonly diff: ObjectDiff;
}) {
  const { object, name, diff } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const copied = t('diff.copied');
  const refused = t('diff.copyRefused');
  const manifest = manifestShown(object);
  const yaml = manifest && yamlText(manifest);
  return (
    <div className={styles.panel}>
      {diff.basis === 'unread' && diff.lines.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {object.operation === 'update' && `${t('diff.unread')} `}
          {t('diff.whole')}
        </Text>
      )}
      {object.left && (
        <Text as="p" variant="body-small">
          {t('fieldChoice.left', { fields: object.left.join(', ') })}
        </Text>
      )}
      <DiffView name={name} diff={diff} />
      <div className={styles.actions}>
        {diff.added + diff.removed > 0 && (
          <CopyButton
            text={diff.lines
              .map(({ kind, text }) => `${SIGNS[kind]} ${text}`)
              .join('\n')}
            label={t('diff.copy')}
            copied={copied}
            refused={refused}
          />
        )}
        {yaml && (
          <>
            <CopyButton
              text={yaml}
              label={t('diff.copyYaml')}
              copied={copied}
              refused={refused}
            />
            <DownloadButton
              text={yaml}
              fileName={`${object.cluster}-${object.ref.kind}-${object.ref.name}.yaml`}
              mediaType="application/yaml"
              label={t('diff.downloadYaml')}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** One object of a plan; opening it shows what changes in it, to be copied and saved. */
export function ObjectChange(props: { readonly object: PlannedObject }) {
  const { object } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const summary = useSummary();
  const diff = useMemo(() => diffObject(object), [object]);
  // A plan has hundreds of objects; only what is open is put into the page.
  const [open, setOpen] = useState(false);
  const name = describeObject(object.ref);
  return (
    <Accordion
      className={styles.root}
      isExpanded={open}
      onExpandedChange={setOpen}
    >
      <AccordionTrigger>
        <span className={styles.head}>
          <Badge size="small">{t(`plan.operation.${object.operation}`)}</Badge>
          <span className={styles.name}>{name}</span>
          <Text variant="body-x-small" color="secondary">
            {summary(diff)}
          </Text>
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        {open && <ChangePanel object={object} name={name} diff={diff} />}
      </AccordionPanel>
    </Accordion>
  );
}
