import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { FailureAlert } from '../load/FailureAlert';
import wrapping from '../layout/wrapping.module.css';
import styles from './FormDialog.module.css';
import { useAction } from './useAction';

/**
 * A form in a dialog: the first field has the focus, or the button when there is none; Enter
 * submits, and a click beside it loses nothing. A failure is shown until the dialog is closed.
 */
export function FormDialog(props: {
  readonly title: string;
  readonly submitLabel: string;
  /** Does what was asked for; why it failed is what it throws. */
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, submitLabel, onSubmit, onClose, children } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const action = useAction(onSubmit);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first =
      form.current?.querySelector<HTMLElement>('input:enabled') ??
      form.current?.querySelector<HTMLElement>('button[type=submit]');
    first?.focus();
  }, []);
  return (
    <Dialog
      isOpen
      isDismissable={false}
      width={640}
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <DialogHeader>{title}</DialogHeader>
      <form
        ref={form}
        className={`${wrapping.wrapping} ${styles.form}`}
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!action.pending) void action.run();
        }}
      >
        <DialogBody>
          <Flex direction="column" gap="5">
            {children}
            {action.error && (
              <FailureAlert title={t('action.failed')} error={action.error} />
            )}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button type="submit" variant="primary" isPending={action.pending}>
            {submitLabel}
          </Button>
          <Button variant="secondary" slot="close">
            {t('action.cancel')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
