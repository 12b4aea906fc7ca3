package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// result of one request. Status 0: there was no HTTP answer.
type result struct {
	Status     int    `json:"status"`
	Body       string `json:"body"`
	Error      string `json:"error,omitempty"`
	DurationMs int64  `json:"durationMs"`
}

// get sends requests one after the other. A refusal is a result, not an error:
// the exit code only says whether the requests were sent at all.
func get(arguments []string) error {
	flags := flag.NewFlagSet("get", flag.ExitOnError)
	count := flags.Int("count", 1, "how many requests")
	timeout := flags.Duration("timeout", 5*time.Second, "deadline of one request")
	fresh := flags.Bool("fresh", true, "a new connection for each request")
	flags.Parse(arguments)
	if flags.NArg() != 1 {
		return errors.New("usage: bedapp get [-count N] [-timeout 5s] [-fresh=false] URL")
	}
	client := newClient(*timeout, *fresh)
	lines := json.NewEncoder(os.Stdout)
	for range *count {
		if err := lines.Encode(request(client, plainly(flags.Arg(0)))); err != nil {
			return err
		}
	}
	return nil
}

func newClient(timeout time.Duration, fresh bool) *http.Client {
	return &http.Client{Timeout: timeout, Transport: &http.Transport{DisableKeepAlives: fresh}}
}

// wanted is a request to send.
type wanted struct {
	URL     string            `json:"url"`
	Method  string            `json:"method"`
	Headers map[string]string `json:"headers"`
	// Empty: HTTP/1.1. h2c: HTTP/2 without TLS. grpc: a call over that.
	Protocol string `json:"protocol"`
}

func plainly(url string) wanted { return wanted{URL: url, Method: http.MethodGet} }

func (w wanted) outgoing() (*http.Request, error) {
	outgoing, err := http.NewRequest(w.Method, w.URL, nil)
	if err != nil {
		return nil, err
	}
	for name, value := range w.Headers {
		outgoing.Header.Set(name, value)
	}
	if w.Protocol == "grpc" {
		asGrpc(outgoing)
	}
	return outgoing, nil
}

func request(client *http.Client, w wanted) result {
	start := time.Now()
	since := func() int64 { return time.Since(start).Milliseconds() }
	outgoing, err := w.outgoing()
	if err != nil {
		return result{Error: err.Error(), DurationMs: since()}
	}
	response, err := client.Do(outgoing)
	if err != nil {
		return result{Error: err.Error(), DurationMs: since()}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return result{Error: err.Error(), DurationMs: since()}
	}
	status := response.StatusCode
	if w.Protocol == "grpc" {
		status, body = fromGrpc(response, body)
	}
	return result{Status: status, Body: strings.TrimSpace(string(body)), DurationMs: since()}
}
