package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"sync"
	"time"
)

// order is what a caller is told to send.
type order struct {
	wanted
	Count int `json:"count"`
	// How many requests may be under way at the same time.
	Parallel  int `json:"parallel"`
	TimeoutMs int `json:"timeoutMs"`
}

// caller sends the requests it is told to, each over a connection of its own, and answers with their results.
// A process for each request, as get needs, would cost far more than the requests.
func caller(arguments []string) error {
	flags := flag.NewFlagSet("caller", flag.ExitOnError)
	address := flags.String("listen", ":9900", "address to take orders at")
	flags.Parse(arguments)

	server := &http.Server{Addr: *address, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var orders []order
		if err := json.NewDecoder(r.Body).Decode(&orders); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		results := make([][]result, len(orders))
		var all sync.WaitGroup
		for i, each := range orders {
			all.Go(func() { results[i] = carryOut(each) })
		}
		all.Wait()
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(results)
	})}
	go func() {
		<-untilTold()
		server.Close()
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

func carryOut(o order) []result {
	client := newClient(time.Duration(o.TimeoutMs)*time.Millisecond, true)
	if o.Protocol != "" {
		speakHTTP2(client)
	}
	results := make([]result, o.Count)
	places := make(chan struct{}, max(o.Parallel, 1))
	var all sync.WaitGroup
	for i := range results {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			results[i] = request(client, o.wanted)
		})
	}
	all.Wait()
	return results
}

// speakHTTP2 makes a client begin with HTTP/2, without TLS.
func speakHTTP2(client *http.Client) {
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	client.Transport.(*http.Transport).Protocols = protocols
}
