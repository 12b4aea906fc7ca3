import { Alert } from '@backstage/ui';
import type { ReactNode } from 'react';
import { describeFailure } from './describeFailure';

/** A failed call, with the backend's own words and code. */
export function FailureAlert(props: {
  readonly title: string;
  readonly error: Error;
  readonly action?: ReactNode;
}) {
  const { message, code } = describeFailure(props.error);
  const title =
    code && !message.includes(code) ? `${props.title} (${code})` : props.title;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={message}
      customActions={props.action}
    />
  );
}
