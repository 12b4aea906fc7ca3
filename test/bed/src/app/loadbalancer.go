package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

// service is the part of a Service that the load balancer looks at.
type service struct {
	Metadata struct{ Name, Namespace string }
	Spec     struct{ Type string }
	Status   struct {
		LoadBalancer struct{ Ingress []struct{ IP string } }
	}
}

func (s service) waits() bool {
	return s.Spec.Type == "LoadBalancer" && len(s.Status.LoadBalancer.Ingress) == 0
}

type cloud struct {
	client *http.Client
	api    string
	pool   []string
}

// loadBalancer is the smallest cloud provider there is: it writes a free address of the
// pool into a Service's status; kube-proxy does the rest.
func loadBalancer(arguments []string) error {
	if len(arguments) < 5 {
		return errors.New("usage: bedapp loadbalancer CA CERTIFICATE KEY API-URL ADDRESS...")
	}
	authority, err := os.ReadFile(arguments[0])
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	identity, err := tls.LoadX509KeyPair(arguments[1], arguments[2])
	if err != nil {
		return err
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{identity}}}
	c := cloud{client: &http.Client{Transport: transport}, api: arguments[3], pool: arguments[4:]}
	for {
		version, err := c.assign()
		if err == nil {
			err = c.watch(version)
		}
		if err != nil {
			log.Print(err)
		}
		time.Sleep(300 * time.Millisecond)
	}
}

// assign gives every waiting Service an address and returns the version of the list it read.
func (c cloud) assign() (string, error) {
	var list struct {
		Metadata struct{ ResourceVersion string }
		Items    []service
	}
	response, err := c.client.Get(c.api + "/api/v1/services")
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&list); err != nil {
		return "", err
	}
	used := map[string]bool{}
	for _, s := range list.Items {
		for _, ingress := range s.Status.LoadBalancer.Ingress {
			used[ingress.IP] = true
		}
	}
	for _, s := range list.Items {
		if !s.waits() {
			continue
		}
		address := c.free(used)
		if address == "" {
			log.Printf("no address left for %s/%s", s.Metadata.Namespace, s.Metadata.Name)
			continue
		}
		used[address] = true
		if err := c.give(s, address); err != nil {
			return "", err
		}
	}
	return list.Metadata.ResourceVersion, nil
}

func (c cloud) free(used map[string]bool) string {
	for _, address := range c.pool {
		if !used[address] {
			return address
		}
	}
	return ""
}

func (c cloud) give(s service, address string) error {
	url := fmt.Sprintf("%s/api/v1/namespaces/%s/services/%s/status", c.api, s.Metadata.Namespace, s.Metadata.Name)
	patch := fmt.Sprintf(`{"status":{"loadBalancer":{"ingress":[{"ip":%q}]}}}`, address)
	request, err := http.NewRequest(http.MethodPatch, url, strings.NewReader(patch))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/merge-patch+json")
	response, err := c.client.Do(request)
	if err != nil {
		return err
	}
	response.Body.Close()
	log.Printf("%s/%s: %s (%s)", s.Metadata.Namespace, s.Metadata.Name, address, response.Status)
	return nil
}

// watch returns when a Service waits for an address, or after some minutes.
func (c cloud) watch(version string) error {
	deadline, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(deadline, http.MethodGet, c.api+"/api/v1/services?watch=1&resourceVersion="+version, nil)
	if err != nil {
		return err
	}
	response, err := c.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	events := json.NewDecoder(response.Body)
	for {
		var event struct{ Object service }
		if events.Decode(&event) != nil || event.Object.waits() {
			return nil // the end of a watch is normal: list again
		}
	}
}
