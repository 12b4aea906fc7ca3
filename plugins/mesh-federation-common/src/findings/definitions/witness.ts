import type { FindingDefinition } from './FindingDefinition';

/** MF62xx: what istiod's own configuration of a client's proxy says against what was read. */
export const WITNESS_FINDINGS = {
  MF6201: {
    title: 'istiod sends no requests there',
    severity: 'warning',
    meaning:
      "By all objects that were read, requests should arrive, but what istiod has configured the client's proxy with sends none there, or in another way. Something decides that is not read or not interpreted, or istiod has not caught up yet. The verdict is unknown.",
    fix: 'Look at what istiod gives the proxy: istioctl proxy-config endpoint {pod} -n {namespace} in {cluster}. When it stays so, report the case with both sides.',
  },
  MF6202: {
    title: 'istiod sends requests there all the same',
    severity: 'warning',
    meaning:
      "By the objects that were read, no request should get there, but what istiod has configured the client's proxy with sends them there. Something decides that is not read or not interpreted, or istiod has not caught up yet. The verdict is unknown.",
    fix: 'Look at what istiod gives the proxy: istioctl proxy-config endpoint {pod} -n {namespace} in {cluster}. When it stays so, report the case with both sides.',
  },
} as const satisfies Record<`MF62${number}`, FindingDefinition>;
