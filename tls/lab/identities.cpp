// The laboratory's identities (made by tls/lab/make_identities.sh): their key lies here for everybody to read.
#include "tls/lab/identities.h"

#include "tls/x509/certificate/pem_certificates.h"

namespace vitrine::tls {

namespace {

constexpr std::string_view root_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBsTCCAVigAwIBAgIUY2TRy1MXilKmAWRxHV8fabl6CIMwCgYIKoZIzj0EAwIw
NzEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRgwFgYDVQQDDA9sYWJvcmF0
b3J5IHJvb3QwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjA3MRswGQYD
VQQKDBJ2aXRyaW5lIGxhYm9yYXRvcnkxGDAWBgNVBAMMD2xhYm9yYXRvcnkgcm9v
dDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBs2YFwe44+VQFc5jF3K1oKSIUMA
IdqshMvKZ6+0jxHCu9Y5bB07DjkHVyEbudb+zLKKae7Eo4OMX+1aadMSqcqjQjBA
MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMB0GA1UdDgQWBBSSRKwf
6ed7ZSzILESqxclgCQjvlzAKBggqhkjOPQQDAgNHADBEAiAaZdta/3VyJFy2IFOX
zeRHaxl5/4WhVSUCECHwbkv+WQIgH/OmghpTGsP3khC5CfJCT6IdJ6U543vRwb2k
Ia8X6pA=
-----END CERTIFICATE-----)";

constexpr std::string_view leaf_certificate = R"(-----BEGIN CERTIFICATE-----
MIIB/jCCAaOgAwIBAgIUIdtN6gk//H2iORdcNMMPvphGpfswCgYIKoZIzj0EAwIw
NzEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRgwFgYDVQQDDA9sYWJvcmF0
b3J5IHJvb3QwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAxMRswGQYD
VQQKDBJ2aXRyaW5lIGxhYm9yYXRvcnkxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABPgfHGcggHqBQSqtT4JJ++1v/B1OKrJhm6L0
0+GS94c3D2s/30IzHLnzaPaTt5SetT4UhmZ4rLBEK66gEzhOweCjgZIwgY8wDAYD
VR0TAQH/BAIwADAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwDgYDVR0PAQH/
BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBRCsdQ36Hpg2Qlj
Z5PMMzG2t+RVSDAfBgNVHSMEGDAWgBSSRKwf6ed7ZSzILESqxclgCQjvlzAKBggq
hkjOPQQDAgNJADBGAiEAkT1ILlWxQpcXNBgAz/hqyBsJ2HEySlr1UjYoLIuXxzIC
IQCeU6mpXEtN9sc+q73/okQ03+qcQKUR93LQNbj7AIfUHw==
-----END CERTIFICATE-----)";

constexpr std::string_view expired_certificate = R"(-----BEGIN CERTIFICATE-----
MIIB8DCCAZWgAwIBAgIUXYaXboYZ1MdPkR94+xCNNX+AXMswCgYIKoZIzj0EAwIw
NzEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRgwFgYDVQQDDA9sYWJvcmF0
b3J5IHJvb3QwHhcNMDEwMTAxMDAwMDAwWhcNMDIwMTAxMDAwMDAwWjAxMRswGQYD
VQQKDBJ2aXRyaW5lIGxhYm9yYXRvcnkxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABPgfHGcggHqBQSqtT4JJ++1v/B1OKrJhm6L0
0+GS94c3D2s/30IzHLnzaPaTt5SetT4UhmZ4rLBEK66gEzhOweCjgYQwgYEwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUE
DDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUQrHUN+h6YNkJY2eTzDMxtrfkVUgwHwYD
VR0jBBgwFoAUkkSsH+nne2UsyCxEqsXJYAkI75cwCgYIKoZIzj0EAwIDSQAwRgIh
AP1/xNkZKl6KPr/gT+y6wXV+M2lRPK271ont4AJcGQSFAiEAlLOMU9HW+NrXWFg2
6kFOrqFy58MFhSBk/u5im1oUFsE=
-----END CERTIFICATE-----)";

constexpr std::string_view elsewhere_certificate = R"(-----BEGIN CERTIFICATE-----
MIIB+DCCAZ+gAwIBAgIUB8++YBo6drkjqorIzWJGwgV73ZwwCgYIKoZIzj0EAwIw
NzEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRgwFgYDVQQDDA9sYWJvcmF0
b3J5IHJvb3QwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjA5MRswGQYD
VQQKDBJ2aXRyaW5lIGxhYm9yYXRvcnkxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFt
cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+B8cZyCAeoFBKq1Pgkn77W/8
HU4qsmGbovTT4ZL3hzcPaz/fQjMcufNo9pO3lJ61PhSGZnissEQrrqATOE7B4KOB
hjCBgzAcBgNVHREEFTATghFlbHNld2hlcmUuZXhhbXBsZTAOBgNVHQ8BAf8EBAMC
B4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0OBBYEFEKx1DfoemDZCWNnk8wz
Mba35FVIMB8GA1UdIwQYMBaAFJJErB/p53tlLMgsRKrFyWAJCO+XMAoGCCqGSM49
BAMCA0cAMEQCIG9KIvUAPQ1uUIosRTlA3/4/tE03kh/qNplXB1b/ETrjAiAD7brC
YvEMv54EMKjR9+EDnHwyfJDrAO5T/D9C2DUm/A==
-----END CERTIFICATE-----)";

constexpr std::string_view stranger_certificate = R"(-----BEGIN CERTIFICATE-----
MIIB8jCCAZigAwIBAgIUdyVBIOxBwA6YtgRunpuoq/woVWMwCgYIKoZIzj0EAwIw
OjEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRswGQYDVQQDDBJyb290IG9m
IGEgc3RyYW5nZXIwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAxMRsw
GQYDVQQKDBJ2aXRyaW5lIGxhYm9yYXRvcnkxEjAQBgNVBAMMCWxvY2FsaG9zdDBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABPgfHGcggHqBQSqtT4JJ++1v/B1OKrJh
m6L00+GS94c3D2s/30IzHLnzaPaTt5SetT4UhmZ4rLBEK66gEzhOweCjgYQwgYEw
GgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA4GA1UdDwEB/wQEAwIHgDATBgNV
HSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUQrHUN+h6YNkJY2eTzDMxtrfkVUgw
HwYDVR0jBBgwFoAUgKToqquxqSHedqL8kCtXori+ySQwCgYIKoZIzj0EAwIDSAAw
RQIgOwLiw4beiMNs7LPEf10494Eupf09zbkSHvZMLMm3EOACIQDzVU/fBYON28Op
txDP8CSSPtup0pWALZIDDlIVA22sMw==
-----END CERTIFICATE-----)";

constexpr std::string_view by_leaf_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBzTCCAXOgAwIBAgIUbGgewKP5xlz7kvKrqJM8KTpUAFgwCgYIKoZIzj0EAwIw
MTEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRIwEAYDVQQDDAlsb2NhbGhv
c3QwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjA4MRswGQYDVQQKDBJ2
aXRyaW5lIGxhYm9yYXRvcnkxGTAXBgNVBAMMEGlzc3VlZCBieSBhIGxlYWYwWTAT
BgcqhkjOPQIBBggqhkjOPQMBBwNCAAT4HxxnIIB6gUEqrU+CSfvtb/wdTiqyYZui
9NPhkveHNw9rP99CMxy582j2k7eUnrU+FIZmeKywRCuuoBM4TsHgo2IwYDAaBgNV
HREEEzARgglsb2NhbGhvc3SHBH8AAAEwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQM
MAoGCCsGAQUFBwMBMB0GA1UdDgQWBBRCsdQ36Hpg2QljZ5PMMzG2t+RVSDAKBggq
hkjOPQQDAgNIADBFAiEAokUycOWV6nQZ2lYfMqoRhXzfUm88MMwJQzDaS4JcHckC
IH9uNwxaLQniTI7idqbiVfqlpDzLq8H51fmI1pcD2Oc5
-----END CERTIFICATE-----)";

constexpr std::string_view client_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUAX1qDXkrYOjLXlVQrQE24qV0qukwCgYIKoZIzj0EAwIw
NzEbMBkGA1UECgwSdml0cmluZSBsYWJvcmF0b3J5MRgwFgYDVQQDDA9sYWJvcmF0
b3J5IHJvb3QwHhcNMjAwMTAxMDAwMDAwWhcNNDkxMjMxMjM1OTU5WjAuMRswGQYD
VQQKDBJ2aXRyaW5lIGxhYm9yYXRvcnkxDzANBgNVBAMMBmNsaWVudDBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABPgfHGcggHqBQSqtT4JJ++1v/B1OKrJhm6L00+GS
94c3D2s/30IzHLnzaPaTt5SetT4UhmZ4rLBEK66gEzhOweCjZzBlMA4GA1UdDwEB
/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQUQrHUN+h6YNkJ
Y2eTzDMxtrfkVUgwHwYDVR0jBBgwFoAUkkSsH+nne2UsyCxEqsXJYAkI75cwCgYI
KoZIzj0EAwIDSAAwRQIgB0w9zW0ZqwnAEvdENcKtmjlaxddZqGERFLVNLEuogHsC
IQD65b81G6w8A364/eNyZ76AjeHi7PgIazDWB2mC5sSe4A==
-----END CERTIFICATE-----)";

constexpr std::string_view lab_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4bpI3QsFmyl7NNfI
dd5TbBZWJuoYPOrVwC6zYCm4z/uhRANCAAT4HxxnIIB6gUEqrU+CSfvtb/wdTiqy
YZui9NPhkveHNw9rP99CMxy582j2k7eUnrU+FIZmeKywRCuuoBM4TsHg
-----END PRIVATE KEY-----)";

constexpr std::string_view other_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5pMm7UdMNOSBQfqU
fKr7JauxSlNMMJtcMVYLfih3UmehRANCAARJ+g1tRL9+Ql8i25gB2+kVtyfBSSqe
kk1IAN0thad3W2T+m5PROOcojLh8nVEPkG8dVyoqLkQgyE0uf7yNfBCB
-----END PRIVATE KEY-----)";

std::string_view pem_of(LabCertificate which) {
    switch (which) {
    case LabCertificate::leaf: return leaf_certificate;
    case LabCertificate::expired: return expired_certificate;
    case LabCertificate::elsewhere: return elsewhere_certificate;
    case LabCertificate::stranger: return stranger_certificate;
    case LabCertificate::by_leaf: return by_leaf_certificate;
    case LabCertificate::client: return client_certificate;
    }
    throw std::logic_error("no such certificate");
}

} // namespace

std::string_view lab_root_pem() { return root_certificate; }

x509::TrustStore lab_trust_store() {
    x509::TrustStore store;
    store.add_pem(root_certificate);
    return store;
}

Identity lab_identity(LabCertificate which) {
    std::vector<x509::Certificate> chain = x509::certificates_from_pem(pem_of(which));
    if (which == LabCertificate::by_leaf) chain.push_back(x509::certificates_from_pem(leaf_certificate).front());
    return {std::move(chain), x509::private_key_from_pem(lab_key)};
}

crypto::PrivateKey other_lab_key() { return x509::private_key_from_pem(other_key); }

} // namespace vitrine::tls
