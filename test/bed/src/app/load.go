package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// totals is what a load prints at its end and writes to its state file meanwhile.
type totals struct {
	Requests     int      `json:"requests"`
	Failures     int      `json:"failures"`
	FirstFailure *failure `json:"firstFailure,omitempty"`
}

type failure struct {
	At     string `json:"at"`
	Status int    `json:"status"`
	Error  string `json:"error,omitempty"`
	Body   string `json:"body,omitempty"`
}

// counter makes totals safe for requests that overlap.
type counter struct {
	sync.Mutex
	totals
}

func (c *counter) count(r result, at time.Time) {
	c.Lock()
	defer c.Unlock()
	c.Requests++
	if r.Status == 200 {
		return
	}
	c.Failures++
	if c.FirstFailure == nil {
		c.FirstFailure = &failure{At: at.UTC().Format(time.RFC3339Nano), Status: r.Status, Error: r.Error, Body: r.Body}
	}
}

func (c *counter) line() []byte {
	c.Lock()
	defer c.Unlock()
	line, _ := json.Marshal(c.totals)
	return append(line, '\n')
}

// load asks at a steady rate, whatever the answers take, and counts everything but 200 as failed.
// It ends after -duration or by SIGTERM; SIGUSR1 prints the running total.
func load(arguments []string) error {
	flags := flag.NewFlagSet("load", flag.ExitOnError)
	rate := flags.Float64("rate", 10, "requests a second")
	duration := flags.Duration("duration", 0, "when to end; 0: when told")
	timeout := flags.Duration("timeout", 5*time.Second, "deadline of one request")
	fresh := flags.Bool("fresh", false, "a new connection for each request")
	state := flags.String("state", "/tmp/load.json", "where the process id and, each 200 ms, the totals are written")
	detach := flags.Bool("detach", false, "go on in the background, and return once it runs")
	flags.Parse(arguments)
	if flags.NArg() != 1 || *rate <= 0 {
		return errors.New("usage: bedapp load [-rate 10] [-duration 30s] [-fresh] [-state FILE] [-detach] URL")
	}
	if *detach {
		return loadInBackground(arguments, *state)
	}
	var counted counter
	var open sync.WaitGroup
	told, asked := untilTold(), make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	tick, save := time.NewTicker(time.Duration(float64(time.Second) / *rate)), time.NewTicker(200*time.Millisecond)
	var end <-chan time.Time
	if *duration > 0 {
		end = time.After(*duration)
	}
	client := newClient(*timeout, *fresh)
	if err := writeState(*state, &counted); err != nil {
		return err
	}
	defer os.Remove(*state + ".pid")
	for running := true; running; {
		select {
		case <-tick.C:
			open.Add(1)
			go func() {
				defer open.Done()
				at := time.Now()
				counted.count(request(client, plainly(flags.Arg(0))), at)
			}()
		case <-save.C:
			writeState(*state, &counted)
		case <-asked:
			os.Stdout.Write(counted.line())
		case <-told:
			running = false
		case <-end:
			running = false
		}
	}
	open.Wait()
	writeState(*state, &counted)
	_, err := os.Stdout.Write(counted.line())
	return err
}

// loadInBackground starts the same load in a session of its own.
func loadInBackground(arguments []string, state string) error {
	if err := stopLoad(state); err != nil {
		return err
	}
	own := slices.DeleteFunc(slices.Clone(arguments), func(argument string) bool {
		return strings.TrimLeft(argument, "-") == "detach"
	})
	background := exec.Command("/proc/self/exe", append([]string{"load"}, own...)...)
	background.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := background.Start(); err != nil {
		return err
	}
	for range 50 {
		if _, err := os.Stat(state + ".pid"); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("the load did not start within 5 s")
}

// writeState replaces the file in one step, so that a reader never sees half a line.
func writeState(path string, counted *counter) error {
	if err := os.WriteFile(path+".new", counted.line(), 0o644); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return os.WriteFile(path+".pid", []byte(fmt.Sprint(os.Getpid())), 0o644)
}

// loadReport prints the totals of a load; with -stop it ends the load first. To kill the
// `kubectl exec` that started a load does not end it.
func loadReport(arguments []string) error {
	flags := flag.NewFlagSet("load-report", flag.ExitOnError)
	stop := flags.Bool("stop", false, "end the load, then print its totals")
	state := flags.String("state", "/tmp/load.json", "the load's state file")
	flags.Parse(arguments)
	if *stop {
		if err := stopLoad(*state); err != nil {
			return err
		}
	}
	line, err := os.ReadFile(*state)
	if err != nil {
		return fmt.Errorf("no load has run: %w", err)
	}
	_, err = os.Stdout.Write(line)
	return err
}

func stopLoad(state string) error {
	text, err := os.ReadFile(state + ".pid")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var pid int
	if _, err := fmt.Sscan(strings.TrimSpace(string(text)), &pid); err != nil {
		return err
	}
	syscall.Kill(pid, syscall.SIGTERM)
	for range 100 {
		if _, err := os.Stat(state + ".pid"); errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if syscall.Kill(pid, 0) != nil {
			return os.Remove(state + ".pid")
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("process %d does not end", pid)
}
