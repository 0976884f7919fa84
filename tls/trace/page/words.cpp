// Sentences that are about a whole message, a state or a key.
#include "words.h"

#include <array>

namespace vitrine::tls::page {

namespace {

struct Word {
    std::string_view name, text;
};

// clang-format off
constexpr std::array purposes{
    Word{"ClientHello", "“This is what I can do.” Versions, suites, groups, signatures, and 32 random bytes."},
    Word{"ServerHello", "“Then let us do this.” One suite out of those on offer, and 32 random bytes of the server's own."},
    Word{"Certificate", "“This is who I am.” A chain of certificates, the sender's own first."},
    Word{"CertificateStatus", "“And it has not been revoked.” The OCSP response, stapled to the certificate."},
    Word{"ServerKeyExchange", "“Here is my half of the secret, and my signature.” A point made for this connection alone."},
    Word{"CertificateRequest", "“And who are you?” Which certificates the server would take."},
    Word{"ServerHelloDone", "“Your turn.”"},
    Word{"ClientKeyExchange", "“Here is my half.” Now both ends can compute the same secret, and nobody who listened can."},
    Word{"CertificateVerify", "“The certificate is mine.” A signature over everything said so far."},
    Word{"NewSessionTicket", "“Keep this for the next time.” The session, sealed for the server alone."},
    Word{"ChangeCipherSpec", "“From here on I encrypt.” A single byte; the next record is sealed."},
    Word{"Finished", "“This is what I heard.” A proof over the whole handshake: if one bit had been changed, it would not fit."},
    Word{"HelloRequest", "“Let us begin again.” Asked rarely, and declined here."},
    Word{"application_data", "What all of this was for: the application's own bytes, sealed."},
    Word{"alert", "A word about the connection itself: that it ends, and why."},
    Word{"Alert", "A word about the connection itself: that it ends, and why."},
};

constexpr std::array uses{
    Word{"premaster_secret", "What both ends computed from their own private key and the other's public point. Who only listened has both points and cannot."},
    Word{"master_secret", "48 bytes from which everything else of this session follows. A key log holds just this."},
    Word{"key_block", "As many bytes as the keys of both directions take. They are cut off from the front, in a fixed order."},
    Word{"client_write_key", "Encrypts what the client sends. The server has the same key, to open it."},
    Word{"server_write_key", "Encrypts what the server sends. The client has the same key, to open it."},
    Word{"client_write_IV", "The secret part of every nonce of the client's records: 4 bytes that come first, or 12 that the sequence number goes into."},
    Word{"server_write_IV", "The secret part of every nonce of the server's records: 4 bytes that come first, or 12 that the sequence number goes into."},
    Word{"verify_data", "What Finished carries: it proves that both ends saw the same handshake and share the master secret."},
};
// clang-format on

template <std::size_t size> std::string_view find(const std::array<Word, size>& words, std::string_view name) {
    for (const Word& word : words)
        if (word.name == name) return word.text;
    return {};
}

} // namespace

std::string_view purpose_of(std::string_view message) { return find(purposes, message); }
std::string_view use_of(std::string_view secret) { return find(uses, secret); }

} // namespace vitrine::tls::page
