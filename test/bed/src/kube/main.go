// Command kube is every Kubernetes program of a node, and etcd, in one binary:
// linked apart they would share most of their code and cost six times the disk
// and the link time. The program is picked by the name the binary is called by
// (kubectl is a link to it) or else by the first argument.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// command gives the cobra command of a program, or nil for a name it does not know.
func command(program string) *cobra.Command {
	switch program {
	case "kube-apiserver":
		return apiserver.NewAPIServerCommand()
	case "kube-controller-manager":
		return controllers.NewControllerManagerCommand()
	case "kube-scheduler":
		return scheduler.NewSchedulerCommand()
	case "kube-proxy":
		return proxy.NewProxyCommand()
	case "kubelet":
		return kubelet.NewKubeletCommand(context.Background())
	case "kubectl":
		return kubectl.NewDefaultKubectlCommand()
	default:
		return nil
	}
}

func main() {
	program := filepath.Base(os.Args[0])
	if program == "kube" {
		if len(os.Args) < 2 {
			usage()
		}
		os.Args = os.Args[1:]
		program = os.Args[0]
	}
	if program == "etcd" {
		etcdmain.Main(os.Args)
		return
	}
	root := command(program)
	switch {
	case root == nil:
		usage()
	case program == "kubectl":
		// kubectl prints its errors itself; cli.Run would print them once more.
		if err := cli.RunNoErrOutput(root); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	default:
		os.Exit(cli.Run(root))
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: kube etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|kubelet|kubectl ...")
	os.Exit(2)
}
