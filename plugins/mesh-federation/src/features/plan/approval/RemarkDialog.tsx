import { Text, TextField } from '@backstage/ui';
import { useState } from 'react';
import { FormDialog } from '../../../ui/action/FormDialog';
import { FieldProblem } from '../../../ui/action/FieldProblem';

/** Asks for a remark on a plan, and hands it on without spaces around it. */
export function RemarkDialog(props: {
  readonly title: string;
  readonly submitLabel: string;
  /** What follows from it. */
  readonly meaning: string;
  readonly label: string;
  /** What to say to whoever leaves it empty; absent where that is allowed. */
  readonly missingText?: string;
  readonly onSubmit: (remark: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { title, submitLabel, meaning, label, missingText, onClose } = props;
  const [remark, setRemark] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const isRequired = missingText !== undefined;
  const isMissing = isRequired && remark.trim() === '';
  return (
    <FormDialog
      title={title}
      submitLabel={submitLabel}
      onSubmit={async () => {
        setSubmitted(true);
        if (isMissing) return;
        await props.onSubmit(remark.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <Text as="p">{meaning}</Text>
      <TextField
        label={label}
        value={remark}
        onChange={setRemark}
        maxLength={1000}
        isRequired={isRequired}
        isInvalid={submitted && isMissing}
      />
      {submitted && isMissing && <FieldProblem>{missingText}</FieldProblem>}
    </FormDialog>
  );
}
