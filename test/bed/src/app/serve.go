package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"os"
	"time"
)

// answer is what serve says about itself; get finds the cluster in it.
type answer struct {
	Cluster   string `json:"cluster"`
	Namespace string `json:"namespace"`
	Pod       string `json:"pod"`
	Service   string `json:"service,omitempty"`
	Path      string `json:"path"`
	Protocol  string `json:"protocol"`
	// The client's identity as the sidecar verified it.
	XFCC string `json:"xfcc,omitempty"`
}

func serve(arguments []string) error {
	flags := flag.NewFlagSet("serve", flag.ExitOnError)
	address := flags.String("listen", ":8080", "address to listen on")
	linger := flags.Duration("linger", 6*time.Second, "how long to go on serving after SIGTERM")
	flags.Parse(arguments)

	pod, _ := os.Hostname()
	server := &http.Server{Addr: *address, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := json.Marshal(answer{
			Cluster:   os.Getenv("CLUSTER"),
			Namespace: os.Getenv("POD_NAMESPACE"),
			Pod:       pod,
			Service:   os.Getenv("SERVICE"),
			Path:      r.URL.Path,
			Protocol:  r.Proto,
			XFCC:      r.Header.Get("X-Forwarded-Client-Cert"),
		})
		if isGrpc(r) {
			answerGrpc(w, text)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(append(text, '\n'))
	})}
	server.Protocols = new(http.Protocols)
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true)
	drained := make(chan error, 1)
	go func() {
		<-untilTold()
		// Clients hear of the end of an endpoint a moment after the endpoint itself.
		time.Sleep(*linger)
		deadline, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		drained <- server.Shutdown(deadline)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-drained
}
