import type { FindingDefinition } from './FindingDefinition';

/** MF2xxx: roots, certificates and how they reach the proxies. */
export const TRUST_FINDINGS = {
  MF2001: {
    title: 'Root not trusted',
    severity: 'error',
    meaning:
      'A cluster does not verify the certificates of another one that it exchanges endpoints with or shares a federation with. Requests between them fail.',
    fix: 'Plan a join of {federation}: it adds the roots of {peer} to {cluster}.',
  },
  MF2002: {
    title: 'Trust in one direction only',
    severity: 'error',
    meaning:
      'One cluster verifies the other, but not the other way round. Mutual TLS needs both, so that requests fail in both directions.',
    fix: 'Plan a join of {federation}: {cluster} verifies {peer}, but {peer} does not verify {cluster}.',
  },
  MF2003: {
    title: 'Only some roots are trusted',
    severity: 'warning',
    meaning:
      'A cluster has several roots of its own and the other trusts only some of them, as in the middle of a rotation. Workloads with a certificate of the missing root cannot be reached.',
    fix: 'Plan a join of {federation}: it adds the missing roots of {peer} to {cluster}.',
  },
  MF2004: {
    title: 'Certificate is not a CA',
    severity: 'error',
    meaning:
      'A list of roots holds a certificate without BasicConstraints CA: istiod refuses the whole list, and does not start again with it. Or its key usage does not allow to sign certificates, so that it vouches for nobody.',
    fix: 'Replace the entry in {object} of {cluster} by the certificate of the root CA.',
  },
  MF2005: {
    title: 'Certificate cannot be parsed',
    severity: 'error',
    meaning:
      'A list of roots holds something that is not a PEM certificate, or is too large to be read. istiod passes over it, or refuses the whole list and does not start again with it.',
    fix: 'Remove the entry from {object} of {cluster}, or replace it by a PEM certificate.',
  },
  MF2006: {
    title: 'Several certificates in one entry',
    severity: 'error',
    meaning:
      'One entry of caCertificates holds several certificates. istiod reads the first only and says nothing about the others.',
    fix: 'Give each certificate its own entry in caCertificates of {object} in {cluster}.',
  },
  MF2007: {
    title: 'Root has expired',
    severity: 'error',
    meaning: 'A root of the cluster is no longer valid and vouches for nobody.',
    fix: 'Rotate the root CA of {cluster}, then plan a join again so that the other members get the new root.',
  },
  MF2008: {
    title: 'Root expires soon',
    severity: 'warning',
    meaning:
      'A root of the cluster is valid for less than 30 days. When it ends, all mutual TLS of the cluster fails.',
    fix: 'Rotate the root CA of {cluster} before {expiry}.',
  },
  MF2009: {
    title: 'Weak root',
    severity: 'warning',
    meaning:
      'A root has an RSA key of less than 2048 bits, an EC key of less than 256 bits, or a signature made with SHA-1 or MD5.',
    fix: 'Replace the root CA of {cluster} by one with RSA 2048 or EC P-256, or stronger, signed with SHA-256 or better.',
  },
  MF2010: {
    title: 'Roots of the same name without key identifiers',
    severity: 'error',
    meaning:
      'The roots of two clusters have the same subject, and certificates carry no key identifier that tells them apart. With both roots, Envoy tries the first of that name only, and the cluster whose root sorts second loses all of its own mutual TLS. An exchange is refused.',
    fix: 'Issue the CA of {cluster} or {peer} anew with another subject, or with subject and authority key identifiers.',
  },
  MF2011: {
    title: 'Namespaces lag behind',
    severity: 'warning',
    meaning:
      'ConfigMap istio-ca-root-cert differs in some namespaces, so that pods there may not verify istiod.',
    fix: 'Check the logs of istiod in {cluster} for why ConfigMap istio-ca-root-cert was not updated in these namespaces: {namespaces}.',
  },
  MF2012: {
    title: 'Proxies do not see foreign roots',
    severity: 'warning',
    meaning:
      'Proxies run without PROXY_CONFIG_XDS_AGENT=true. They do not get roots of other clusters until their pods are created anew.',
    fix: 'Restart these workloads of {cluster}, or plan a join with the restart of workloads: {workloads}.',
  },
  MF2013: {
    title: 'Roots are listed, but multi-root is off',
    severity: 'warning',
    meaning:
      'The mesh config lists roots of other clusters, but istiod runs without ISTIO_MULTIROOT_MESH and ignores them.',
    fix: 'Set ISTIO_MULTIROOT_MESH=true on {object} in {cluster}, or plan a join, which does it.',
  },
  MF2014: {
    title: 'Own list hides the shared list',
    severity: 'warning',
    meaning:
      'The primary mesh config sets caCertificates itself. It replaces the list of the shared mesh config, which therefore has no effect.',
    fix: 'Put all roots into caCertificates of {object} in {cluster}, or remove the key there so that the shared list counts.',
  },
  MF2015: {
    title: 'External CA',
    severity: 'warning',
    meaning:
      'Workload certificates come from a CA outside istiod. It is recognized, but not analyzed: trust of this cluster is unknown.',
    fix: 'Exchange roots with the external CA of {cluster} by its own means; this plugin does not join such clusters.',
  },
  MF2016: {
    title: 'Ambient data plane',
    severity: 'warning',
    meaning:
      'The data plane ztunnel runs in the cluster and does not read foreign roots from istiod. It is recognized, but not analyzed: trust of this cluster is unknown.',
    fix: 'Leave {cluster} out of federations as long as it runs ambient workloads.',
  },
  MF2017: {
    title: 'A foreign root may vouch for every identity',
    severity: 'warning',
    meaning:
      'Istio does not bind a root to a trust domain or a cluster: who holds the CA of one member can issue any identity of the mesh, and authorization policies cannot tell the clusters apart.',
    fix: 'Approve only if you trust the people who run the CA of {peer} as much as those who run the CA of {cluster}.',
  },
  MF2018: {
    title: 'Client without a sidecar',
    severity: 'error',
    meaning:
      'The client has no proxy of its own, or no workload of the cluster has one. Without a sidecar a request never leaves the cluster: Kubernetes alone answers it, with local endpoints.',
    fix: 'Let Istio inject a sidecar into {object} of {cluster}: label its namespace for injection and create its Pods anew.',
  },
  MF2019: {
    title: 'Server does not accept the trust domain',
    severity: 'error',
    meaning:
      'The proxies of the server accept certificates of their own trust domain and its aliases alone (istio/istio pilot/pkg/networking/plugin/authn/util.go), and the client has another one.',
    fix: 'Add "{trustDomain}" to trustDomainAliases in {object} of {cluster}.',
  },
  MF2020: {
    title: 'Client does not expect the trust domain',
    severity: 'error',
    meaning:
      'The proxies of the client check the name in the certificate of the server. istiod gives them the names of its own trust domain and its aliases; from Istio 1.29 on also those of the mesh config of the remote cluster.',
    fix: 'Add "{trustDomain}" to trustDomainAliases in {object} of {cluster}, or update Istio there to 1.29 or later.',
  },
  MF2021: {
    title: 'No proxy has the root of the other cluster',
    severity: 'error',
    meaning:
      'The cluster trusts the roots of the other one, but none of the proxies that take part holds them: they run without PROXY_CONFIG_XDS_AGENT=true, or say themselves that they have not got them. Mutual TLS with them fails.',
    fix: 'Set PROXY_CONFIG_XDS_AGENT to "true" in the proxyMetadata of the mesh config of {cluster}, or plan a join, which does it; then create the Pods of {object} anew.',
  },
  MF2022: {
    title: 'No istiod for the workloads',
    severity: 'error',
    meaning:
      'The cluster has no istiod: nobody issues certificates or tells proxies of the endpoints in other clusters.',
    fix: 'Install Istio in {cluster}, then plan a join of {federation}.',
  },
  MF2023: {
    title: 'More than certificates among the roots',
    severity: 'error',
    meaning:
      'A text that holds certificates also has a PEM block of something else, which may be a private key. istiod copies its bundle into every namespace. Nothing of the block was kept, and the text is not edited.',
    fix: 'Take the block out of {object} of {cluster}. If it is a private key, many could read it: replace the key and its certificate.',
  },
  MF2024: {
    title: 'Proxies are told to take no foreign roots',
    severity: 'error',
    meaning:
      'A ProxyConfig, or the annotation proxy.istio.io/config, sets PROXY_CONFIG_XDS_AGENT to something else than true, which goes before the mesh config. The proxies that are made with it get no root of another cluster, also when they are started anew.',
    fix: 'Take PROXY_CONFIG_XDS_AGENT out of {object} of {cluster}, or set it to "true"; then create the Pods anew.',
  },
} as const satisfies Record<`MF2${number}`, FindingDefinition>;
