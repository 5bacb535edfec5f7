import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** A certificate for `hooks.example.com` and `mail.example.com`, which belong to nobody, until the year 2126. */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPslRlrG2ilUY3c5/
IWK6ksh5L1r24x21WrIYRTI9IcahRANCAASMwy2KGA0amCCHoZWYNTkMyNd/GHQJ
NWgn72f83Q3WgMBLrhsmszdB4fI4hWTYVQOFmNLfRtVgITlq0J2MWL3P
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBvzCCAWWgAwIBAgIUNvRUXvIQRmA2MSE4NURriOPtyZcwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQQ2xvdWRDb3JlbyB0ZXN0czAgFw0yNjExMjYxMjE4MzBaGA8y
MTI2MTEwMjEyMTgzMFowGzEZMBcGA1UEAwwQQ2xvdWRDb3JlbyB0ZXN0czBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABIzDLYoYDRqYIIehlZg1OQzI138YdAk1aCfv
Z/zdDdaAwEuuGyazN0Hh8jiFZNhVA4WY0t9G1WAhOWrQnYxYvc+jgYQwgYEwHQYD
VR0OBBYEFPZwmmOg9KfaEgxT8wzOMDxxg9YkMB8GA1UdIwQYMBaAFPZwmmOg9Kfa
EgxT8wzOMDxxg9YkMA8GA1UdEwEB/wQFMAMBAf8wLgYDVR0RBCcwJYIRaG9va3Mu
ZXhhbXBsZS5jb22CEG1haWwuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIg
Y5d/zTvc+ugX5RpQaxhvUym6QrydasY/YhlRJFL+NQ4CIQD3mqo1Uk/UfFAupDHo
fMDrDKIM3mLgn/qfn3CkIIBgTw==
-----END CERTIFICATE-----`,
};

/** Lets this process trust the certificate of the tests. */
export function trustTestCertificate(): void {
  setDefaultCACertificates([...getCACertificates('default'), testCertificate.cert]);
}
