import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCircleLine,
  RiCloseCircleFill,
  RiContrastFill,
  RiInformationFill,
  RiLoader4Line,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './StatusLabel.module.css';
import type { Tone } from './Tone';

const ICONS: Readonly<Record<Tone, RemixiconComponentType>> = {
  success: RiCheckboxCircleFill,
  partial: RiContrastFill,
  warning: RiAlertFill,
  danger: RiCloseCircleFill,
  info: RiInformationFill,
  unknown: RiQuestionLine,
  running: RiLoader4Line,
  neutral: RiCircleLine,
};

/** A status as icon and word; the color only repeats what both say. */
export function StatusLabel(props: {
  readonly tone: Tone;
  readonly children: ReactNode;
}) {
  const Icon = ICONS[props.tone];
  return (
    <span className={styles.root} data-tone={props.tone}>
      <Icon className={styles.icon} size={16} aria-hidden="true" />
      <span>{props.children}</span>
    </span>
  );
}
