import { RefLink } from './RefLink';

/** Several refs, each once, as links parted by commas. */
export function RefLinks(props: { readonly refs: readonly string[] }) {
  return (
    <>
      {[...new Set(props.refs)].map((entityRef, index) => (
        <span key={entityRef}>
          {index > 0 && ', '}
          <RefLink entityRef={entityRef} />
        </span>
      ))}
    </>
  );
}
