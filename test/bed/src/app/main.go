// Command bedapp is every small program of the bed in one static binary:
//
//	bedapp serve         an HTTP and gRPC service that says who answered
//	bedapp get URL       one or more requests, one line of JSON for each answer
//	bedapp caller        an HTTP service that sends the requests it is told to
//	bedapp load URL      steady requests, and how many of them failed
//	bedapp load-report   what a running load has counted so far, or ends it
//	bedapp sleep         waits for a signal
//	bedapp relay         TCP from this machine into another network namespace
//	bedapp loadbalancer  gives addresses to Services of type LoadBalancer
//	pause                the container that holds a Pod's namespaces
//	bed-runc             runc for a runc that was built without libseccomp
//
// It needs the standard library alone.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	programs := map[string]func(arguments []string) error{
		"serve":        serve,
		"get":          get,
		"caller":       caller,
		"load":         load,
		"load-report":  loadReport,
		"sleep":        pause,
		"relay":        relay,
		"loadbalancer": loadBalancer,
		"pause":        pause,
		"bed-runc":     runc,
	}
	name, arguments := filepath.Base(os.Args[0]), os.Args[1:]
	if programs[name] == nil && len(arguments) > 0 {
		name, arguments = arguments[0], arguments[1:]
	}
	program := programs[name]
	if program == nil {
		fmt.Fprintf(os.Stderr, "bedapp: no program %q\n", name)
		os.Exit(2)
	}
	if err := program(arguments); err != nil {
		fmt.Fprintf(os.Stderr, "bedapp %s: %v\n", name, err)
		os.Exit(1)
	}
}

func untilTold() <-chan os.Signal {
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGINT, syscall.SIGTERM)
	return told
}

// pause waits for a signal. As process 1 it inherits the orphans of a Pod or container.
func pause([]string) error {
	told, orphans := untilTold(), make(chan os.Signal, 8)
	signal.Notify(orphans, syscall.SIGCHLD)
	for {
		select {
		case <-told:
			return nil
		case <-orphans:
			for {
				if pid, _ := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 {
					break
				}
			}
		}
	}
}
