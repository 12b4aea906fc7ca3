package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"runtime"
	"syscall"
	"time"
)

// setnsNumber: the syscall package knows the name on some architectures only.
var setnsNumber = map[string]uintptr{"amd64": 308, "arm64": 268}[runtime.GOARCH]

// relay listens on this machine and passes every connection to the same address
// inside a network namespace, given by its file. The bed's addresses are on the machine's
// loopback too, so one URL works on both sides.
func relay(arguments []string) error {
	if len(arguments) < 2 || setnsNumber == 0 {
		return errors.New("usage: bedapp relay NAMESPACE-FILE ADDRESS:PORT... (amd64 and arm64)")
	}
	failed := make(chan error)
	for _, address := range arguments[1:] {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		go func() { failed <- accept(listener, arguments[0], address) }()
	}
	return <-failed
}

func accept(listener net.Listener, namespace, address string) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			inside, err := dialInside(namespace, address)
			if err != nil {
				log.Printf("%s: %v", address, err)
				// A reset, as if nothing listened: an orderly end would look like an answer.
				connection.(*net.TCPConn).SetLinger(0)
				connection.Close()
				return
			}
			join(connection, inside)
		}()
	}
}

// dialInside: a socket belongs to the namespace of the thread that made it. The thread is
// locked and never given back, so the runtime ends it with this goroutine.
func dialInside(namespace, address string) (net.Conn, error) {
	type dialed struct {
		connection net.Conn
		err        error
	}
	out := make(chan dialed)
	go func() {
		runtime.LockOSThread()
		if err := enter(namespace); err != nil {
			out <- dialed{nil, err}
			return
		}
		connection, err := net.DialTimeout("tcp4", address, 5*time.Second)
		out <- dialed{connection, err}
	}()
	d := <-out
	return d.connection, d.err
}

func enter(namespace string) error {
	file, err := os.Open(namespace)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, _, errno := syscall.RawSyscall(setnsNumber, file.Fd(), syscall.CLONE_NEWNET, 0); errno != 0 {
		return fmt.Errorf("setns %s: %w", namespace, errno)
	}
	return nil
}

func join(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	done := make(chan struct{}, 2)
	pass := func(to, from net.Conn) {
		io.Copy(to, from)
		// The other direction may still have something to say.
		to.(*net.TCPConn).CloseWrite()
		done <- struct{}{}
	}
	go pass(a, b)
	go pass(b, a)
	<-done
	<-done
}
