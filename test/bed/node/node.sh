#!/bin/bash
# Process 1 of one node, in network, mount, PID, UTS and IPC namespaces of its own. Killing it
# ends the cluster: the kernel kills every process of the PID namespace and drops its mounts.
#
# usage: node.sh SETTINGS   (a file of shell variables, written by node/settings.ts)
set -uo pipefail
. "$1"
export PATH=$BIN:$PATH
hostname "$NODE_NAME"
mkdir -p "$LOGS"

# --- A file system that looks like the node's own
mount --make-rshared /
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=755 tmpfs /var/log
mkdir -p /run/lock /var/log/containers
for folder in kubelet containerd cni; do
  mkdir -p "/var/lib/$folder" "$STATE/$folder"
  mount --bind "$STATE/$folder" "/var/lib/$folder"
  mount --make-shared "/var/lib/$folder"
done

# The kubelet insists on these values and would set them for the whole machine: it is shown files
# that already hold them.
insist() { # FILE VALUE
  local shown=$STATE/sysctl/${1//\//.}
  mkdir -p "$STATE/sysctl"
  echo "$2" >"$shown"
  mount --bind "$shown" "/proc/sys/$1"
}
insist vm/overcommit_memory 1
insist vm/panic_on_oom 0
insist kernel/panic 10
insist kernel/panic_on_oops 1
insist kernel/keys/root_maxkeys 1000000
insist kernel/keys/root_maxbytes 25000000

keep_running() { # NAME COMMAND...: starts it again whenever it ends
  local name=$1
  shift
  (
    while :; do
      "$@" >>"$LOGS/$name.log" 2>&1
      echo "== $name ended with code $?; starting it again" >>"$LOGS/$name.log"
      sleep 0.5
    done
  ) &
}
as_admin="--kubeconfig=$STATE/node.kubeconfig"

keep_running containerd containerd -c "$STATE/containerd.toml"
# Nobody needs the data after a crash of the machine, so nothing is flushed to disk.
keep_running etcd kube etcd --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
  --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
  --listen-peer-urls http://127.0.0.1:2380
keep_running kube-apiserver kube kube-apiserver --etcd-servers=http://127.0.0.1:2379 \
  --advertise-address="$NODE_ADDRESS" --secure-port=6443 --service-cluster-ip-range="$SERVICE_RANGE" \
  --authorization-mode=Node,RBAC --client-ca-file="$PKI/ca.crt" \
  --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
  --service-account-issuer=https://kubernetes.default.svc.cluster.local \
  --service-account-key-file="$PKI/sa.pub" --service-account-signing-key-file="$PKI/sa.key" \
  --kubelet-client-certificate="$PKI/admin.crt" --kubelet-client-key="$PKI/admin.key" \
  --kubelet-preferred-address-types=InternalIP --allow-privileged=true --profiling=false

# Images before the kubelet, so that no Pod ever tries to pull one; the API server starts meanwhile.
if [ ! -e "$STATE/imported" ]; then
  until [ -S /run/containerd/containerd.sock ] && ctr version >/dev/null 2>&1; do sleep 0.1; done
  ctr -n k8s.io images import --local --discard-unpacked-layers "$IMAGES" >"$LOGS/image-import.log" 2>&1 &&
    touch "$STATE/imported"
fi
until kube kubectl "$as_admin" get --raw /readyz >/dev/null 2>&1; do sleep 0.1; done

keep_running kubelet kube kubelet "$as_admin" --config="$STATE/kubelet.yaml" \
  --hostname-override="$NODE_NAME" --node-ip="$NODE_ADDRESS"
keep_running kube-controller-manager kube kube-controller-manager "$as_admin" --leader-elect=false \
  --root-ca-file="$PKI/ca.crt" --service-account-private-key-file="$PKI/sa.key" \
  --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" --profiling=false
keep_running kube-scheduler kube kube-scheduler "$as_admin" --leader-elect=false --profiling=false
keep_running kube-proxy kube kube-proxy --config="$STATE/kube-proxy.yaml"
keep_running loadbalancer bedapp loadbalancer "$PKI/ca.crt" "$PKI/admin.crt" "$PKI/admin.key" \
  "$API_SERVER" $LOAD_BALANCER_ADDRESSES

# Process 1 inherits every orphan of the node.
while :; do
  wait
  sleep 1
done
