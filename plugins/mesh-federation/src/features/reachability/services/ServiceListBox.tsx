import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { ServiceEntry } from './buildServiceList';
import { serviceTones } from '../verdict/reachabilityTones';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import styles from './ReachabilityServiceList.module.css';
import { useWindow } from './useWindow';

const ROW_HEIGHT = 64;
const HEIGHT = 448;

function Option(props: {
  readonly entry: ServiceEntry;
  readonly id: string;
  readonly position: number;
  readonly total: number;
  readonly selected: boolean;
  readonly onChoose: () => void;
}) {
  const { entry, id, position, total, selected, onChoose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { verdict } = entry;
  return (
    // The list box has the keyboard; see its onKeyDown.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="option"
      id={id}
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={position + 1}
      className={styles.option}
      style={{ top: position * ROW_HEIGHT, height: ROW_HEIGHT }}
      onClick={onChoose}
    >
      <span className={styles.name} title={entry.service}>
        {entry.service}
      </span>
      <span className={styles.second}>
        <span className={styles.port}>{entry.port}</span>
        <StatusLabel tone={serviceTones[verdict]}>
          {t(`reach.verdict.${verdict}`)}
        </StatusLabel>
      </span>
    </div>
  );
}

/** The Services from which one is chosen by pointer or arrow keys; only the rows in view are in the page. */
export function ServiceListBox(props: {
  readonly entries: readonly ServiceEntry[];
  readonly selected?: string;
  readonly label: string;
  readonly onChoose: (entry: ServiceEntry) => void;
}) {
  const { entries, selected, label, onChoose } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { start, end, onScroll } = useWindow({
    count: entries.length,
    rowHeight: ROW_HEIGHT,
    height: HEIGHT,
  });
  const active = entries.findIndex(entry => entry.key === selected);

  useEffect(() => {
    const element = box.current;
    if (!element || active < 0) return;
    const top = active * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + ROW_HEIGHT > element.scrollTop + HEIGHT) {
      element.scrollTop = top + ROW_HEIGHT - HEIGHT;
    }
  }, [active]);

  const onKeyDown = (event: KeyboardEvent) => {
    const last = entries.length - 1;
    const next = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    if (next !== active) onChoose(entries[next]);
  };

  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      // The chosen row may be scrolled out of view and then is not in the page.
      aria-activedescendant={
        active >= start && active < end ? `${id}-${active}` : undefined
      }
      tabIndex={0}
      className={styles.box}
      style={{ maxHeight: HEIGHT }}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div
        role="presentation"
        className={styles.all}
        style={{ height: entries.length * ROW_HEIGHT }}
      >
        {entries.slice(start, end).map((entry, index) => (
          <Option
            key={entry.key}
            entry={entry}
            id={`${id}-${start + index}`}
            position={start + index}
            total={entries.length}
            selected={entry.key === selected}
            onChoose={() => onChoose(entry)}
          />
        ))}
      </div>
    </div>
  );
}
