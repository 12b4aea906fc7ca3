import type { ServicePort } from '../../../../model';

/**
 * The port that Istio takes for a number: it looks past UDP, whatever stands first. Where there is
 * nothing but UDP that port, so that it can be told from none at all. Source: istio/istio
 * pilot/pkg/model/service.go GetByPort.
 */
export function portByNumber(
  ports: readonly ServicePort[],
  number: number,
): ServicePort | undefined {
  const numbered = ports.filter(({ port }) => port === number);
  return numbered.find(({ protocol }) => protocol !== 'UDP') ?? numbered[0];
}
