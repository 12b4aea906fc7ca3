/** Whether a selector takes something with these labels; none, or an empty one, takes everything (istio/istio pkg/config/labels SubsetOf). */
export function selects(
  selector: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector ?? {}).every(
    ([name, value]) => labels[name] === value,
  );
}
