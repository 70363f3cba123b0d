// Obtains certificates by lego as a library, several at once, each proven by dns-01 with one signed DNS update: what the
// benchmark sets Sealflow beside. Reads what is asked as JSON and answers as JSON, in its last line.
package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/go-acme/lego/v5/acme"
	"github.com/go-acme/lego/v5/certcrypto"
	"github.com/go-acme/lego/v5/certificate"
	"github.com/go-acme/lego/v5/challenge/dns01"
	"github.com/go-acme/lego/v5/lego"
	"github.com/go-acme/lego/v5/registration"
	"github.com/miekg/dns"
)

type task struct {
	DirectoryURL string    `json:"directoryUrl"`
	Names        []string  `json:"names"`
	Concurrency  int       `json:"concurrency"`
	DNS          dnsAccess `json:"dns"`
}

type dnsAccess struct {
	Server        string `json:"server"`
	Zone          string `json:"zone"`
	TSIGKeyName   string `json:"tsigKeyName"`
	TSIGAlgorithm string `json:"tsigAlgorithm"`
	TSIGSecret    string `json:"tsigSecret"`
	Resolver      string `json:"resolver"`
}

type answer struct {
	Milliseconds float64  `json:"milliseconds"`
	Errors       []string `json:"errors"`
}

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var asked task
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		return err
	}
	dns01.SetDefaultClient(dns01.NewClient(&dns01.Options{RecursiveNameservers: []string{asked.DNS.Resolver}}))
	client, err := newClient(ctx, asked)
	if err != nil {
		return err
	}
	startedAt := time.Now()
	errors := obtainAll(ctx, client, asked)
	took := time.Since(startedAt)
	return json.NewEncoder(os.Stdout).Encode(answer{Milliseconds: float64(took.Microseconds()) / 1000, Errors: errors})
}

// requestsPerSecond is so high that lego's own limit, 18 unless given, is none.
const requestsPerSecond = 1000

func newClient(ctx context.Context, asked task) (*lego.Client, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	who := &account{key: key}
	config := lego.NewConfig(who)
	config.CADirURL = asked.DirectoryURL
	config.Certificate.OverallRequestLimit = requestsPerSecond
	client, err := lego.NewClient(config)
	if err != nil {
		return nil, err
	}
	// The servers of the zone are asked at port 53 only, where none of this machine's listens: the resolver's word counts.
	err = client.Challenge.SetDNS01Provider(updates{asked.DNS}, dns01.DisableAuthoritativeNssPropagationRequirement())
	if err != nil {
		return nil, err
	}
	who.registration, err = client.Registration.Register(ctx, registration.RegisterOptions{TermsOfServiceAgreed: true})
	return client, err
}

func obtainAll(ctx context.Context, client *lego.Client, asked task) []string {
	names := make(chan string)
	errors := []string{}
	var mutex sync.Mutex
	var lanes sync.WaitGroup
	for range asked.Concurrency {
		lanes.Go(func() {
			for name := range names {
				request := certificate.ObtainRequest{Domains: []string{name}, KeyType: certcrypto.EC256, Bundle: true}
				if _, err := client.Certificate.Obtain(ctx, request); err != nil {
					mutex.Lock()
					errors = append(errors, err.Error())
					mutex.Unlock()
				}
			}
		})
	}
	for _, name := range asked.Names {
		names <- name
	}
	close(names)
	lanes.Wait()
	return errors
}

type account struct {
	key          crypto.Signer
	registration *acme.ExtendedAccount
}

func (a *account) GetEmail() string                       { return "" }
func (a *account) GetRegistration() *acme.ExtendedAccount { return a.registration }
func (a *account) GetPrivateKey() crypto.Signer           { return a.key }

// updates sets and removes records by RFC 2136.
type updates struct{ dnsAccess }

const ttlSeconds = 60

// Timeout makes lego look for the record as often as the others look for what they wait for.
func (u updates) Timeout() (timeout, interval time.Duration) {
	return time.Minute, 100 * time.Millisecond
}

func (u updates) Present(ctx context.Context, domain, _, keyAuth string) error {
	return u.change(ctx, domain, keyAuth, (*dns.Msg).Insert)
}

func (u updates) CleanUp(ctx context.Context, domain, _, keyAuth string) error {
	return u.change(ctx, domain, keyAuth, (*dns.Msg).Remove)
}

func (u updates) change(ctx context.Context, domain, keyAuth string, how func(*dns.Msg, []dns.RR)) error {
	info := dns01.GetChallengeInfo(ctx, domain, keyAuth)
	message := new(dns.Msg)
	message.SetUpdate(dns.Fqdn(u.Zone))
	header := dns.RR_Header{Name: info.EffectiveFQDN, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: ttlSeconds}
	how(message, []dns.RR{&dns.TXT{Hdr: header, Txt: []string{info.Value}}})
	key := dns.Fqdn(u.TSIGKeyName)
	message.SetTsig(key, dns.Fqdn(u.TSIGAlgorithm), 300, time.Now().Unix())
	client := &dns.Client{Net: "tcp", TsigSecret: map[string]string{key: u.TSIGSecret}}
	reply, _, err := client.ExchangeContext(ctx, message, u.Server)
	if err != nil {
		return err
	}
	if reply.Rcode != dns.RcodeSuccess {
		return fmt.Errorf("the DNS server answered %s", dns.RcodeToString[reply.Rcode])
	}
	return nil
}
