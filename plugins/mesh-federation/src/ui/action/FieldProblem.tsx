import styles from './FormDialog.module.css';

/** What is wrong with the field above it, read out when it appears. */
export function FieldProblem(props: { readonly children: string }) {
  return (
    <p className={styles.problem} role="alert">
      {props.children}
    </p>
  );
}
