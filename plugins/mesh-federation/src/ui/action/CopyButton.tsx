import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useCopy } from './useCopy';

/** Copies a text; its label says what happened. */
export function CopyButton(props: {
  readonly text: string;
  readonly label: string;
  readonly copied: string;
  readonly refused: string;
}) {
  const { text, label, copied, refused } = props;
  const { outcome, copy } = useCopy(text);
  const labels = { copied, refused };
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={outcome === 'copied' ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={copy}
    >
      <span aria-live="polite">{outcome ? labels[outcome] : label}</span>
    </Button>
  );
}
