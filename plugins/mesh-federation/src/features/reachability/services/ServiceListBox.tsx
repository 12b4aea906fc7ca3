import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef } from 'react';
import {
  ListBox,
  ListBoxItem,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { serviceTones } from '../verdict/reachabilityTones';
import type { ServiceEntry } from './buildServiceList';
import styles from './ReachabilityServiceList.module.css';

const ROW_HEIGHT = 64;
const HEIGHT = 448;

function Service(props: { readonly entry: ServiceEntry }) {
  const { service, port, verdict } = props.entry;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      <span className={styles.name} title={service}>
        {service}
      </span>
      <span className={styles.second}>
        <span className={styles.port}>{port}</span>
        <StatusLabel tone={serviceTones[verdict]}>
          {t(`reach.verdict.${verdict}`)}
        </StatusLabel>
      </span>
    </>
  );
}

function scrollToRow(box: HTMLElement, row: number): void {
  const top = row * ROW_HEIGHT;
  if (top < box.scrollTop) box.scrollTop = top;
  if (top + ROW_HEIGHT > box.scrollTop + HEIGHT) {
    box.scrollTop = top + ROW_HEIGHT - HEIGHT;
  }
}

/**
 * The Services from which one is chosen by pointer or arrow keys; only the rows in view are in the
 * page.
 */
export function ServiceListBox(props: {
  readonly entries: readonly ServiceEntry[];
  readonly selected?: string;
  readonly label: string;
  readonly onChoose: (entry: ServiceEntry) => void;
}) {
  const { entries, selected, label, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const active = entries.findIndex(({ key }) => key === selected);

  // React Aria scrolls to what gets the focus; a Service that the address or a link names does not
  // get it.
  useEffect(() => {
    if (active < 0) return undefined;
    // The rows have no place before they are laid out for the first time.
    const frame = requestAnimationFrame(() => {
      if (box.current) scrollToRow(box.current, active);
    });
    return () => cancelAnimationFrame(frame);
  }, [active]);

  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
      <ListBox
        ref={box}
        aria-label={label}
        className={styles.box}
        style={{ maxHeight: HEIGHT }}
        items={entries}
        selectionMode="single"
        // The arrow keys choose. A list that does not hold the chosen Service must not choose
        // another only because it gets the focus.
        selectionBehavior={active < 0 ? 'toggle' : 'replace'}
        disallowEmptySelection
        selectedKeys={active < 0 ? [] : [entries[active].key]}
        onSelectionChange={keys => {
          const chosen = entries.find(
            ({ key }) => keys !== 'all' && keys.has(key),
          );
          if (chosen) onChoose(chosen);
        }}
      >
        {entry => (
          <ListBoxItem
            id={entry.key}
            textValue={entry.service}
            className={styles.option}
          >
            <Service entry={entry} />
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}
