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
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo, useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { diffObject, type DiffLine, type ObjectDiff } from './diffObject';
import styles from './ObjectChange.module.css';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  added: '+',
  removed: '−',
  context: ' ',
};

function DiffView(props: { readonly name: string; readonly diff: ObjectDiff }) {
  const { name, diff } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (diff.added + diff.removed === 0) {
    return (
      <Text as="p" color="secondary">
        {t('diff.unchanged')}
      </Text>
    );
  }
  return (
    <pre
      className={styles.diff}
      aria-label={t('diff.label', { object: name })}
      // Long lines scroll; the keyboard has to reach them.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {diff.lines.map((line, index) => (
        <span key={index} className={styles.line} data-kind={line.kind}>
          <span className={styles.sign} aria-hidden="true">
            {SIGNS[line.kind]}
          </span>
          {line.kind === 'context' ? (
            <span>{line.text}</span>
          ) : (
            <span role={line.kind === 'added' ? 'insertion' : 'deletion'}>
              {line.text}
            </span>
          )}
        </span>
      ))}
    </pre>
  );
}

/** One object of a plan; opening it shows what changes in it. */
export function ObjectChange(props: { readonly object: PlannedObject }) {
  const { object } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
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
            {t('diff.summary', {
              added: String(diff.added),
              removed: String(diff.removed),
            })}
          </Text>
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        {open && <DiffView name={name} diff={diff} />}
      </AccordionPanel>
    </Accordion>
  );
}
