// Makes private keys and writes them as PKCS#8 (RFC 5958 §2).
#include "tls/x509/make/new_key.h"

#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/make/parts.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::x509 {
namespace {

// Bytes on the way to the file, wiped when they have been passed on. They never grow beyond what is set aside at first:
// else copies of them would stay behind.
class Draft {
public:
    explicit Draft(std::size_t most) { bytes_.reserve(most); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() { crypto::wipe(bytes_); }

    void add(Tag tag, View content) {
        if (bytes_.size() + der::value_size(content.size()) > bytes_.capacity())
            throw std::logic_error("a private key is larger than what was set aside for it");
        der::append_value(bytes_, tag, content);
    }
    void add_unsigned(View magnitude) { // as der::unsigned_integer, in one place
        while (magnitude.size() > 1 && magnitude[0] == 0) magnitude = magnitude.subspan(1);
        crypto::SecretBytes content{magnitude.size() + (magnitude[0] >= 0x80 ? 1 : 0)};
        std::ranges::copy_backward(magnitude, content.fill().end());
        add(Tag::integer, content.view());
    }
    View view() const { return bytes_; }

private:
    Bytes bytes_;
};

constexpr std::size_t room = 64; // for tags, lengths and versions around a key's numbers

// RSAPrivateKey                                                                            RFC 8017 §A.1.2
void add_inner(Draft& inner, const crypto::RsaPrivateNumbers& numbers) {
    Draft content{6 * numbers.modulus.size() + room};
    content.add_unsigned(Bytes{0}); // version: two primes
    content.add_unsigned(numbers.modulus);
    content.add_unsigned(numbers.public_exponent);
    for (const auto* number : {&numbers.private_exponent, &numbers.prime1, &numbers.prime2, &numbers.exponent1,
                               &numbers.exponent2, &numbers.coefficient})
        content.add_unsigned(number->view());
    inner.add(Tag::sequence, content.view());
}

// ECPrivateKey, its curve being named outside                                              RFC 5915 §3
void add_inner(Draft& inner, const crypto::EcPrivateNumbers& numbers) {
    Draft content{numbers.scalar.size() + numbers.public_point.size() + room};
    content.add_unsigned(Bytes{1}); // version
    content.add(Tag::octet_string, numbers.scalar.view());
    content.add(constructed_context(1), der::bit_string(numbers.public_point));
    inner.add(Tag::sequence, content.view());
}

std::size_t size_of(const crypto::RsaPrivateNumbers& numbers) { return 6 * numbers.modulus.size(); }
std::size_t size_of(const crypto::EcPrivateNumbers& numbers) {
    return numbers.scalar.size() + numbers.public_point.size();
}

crypto::PrivateKey key_of(const crypto::RsaPrivateNumbers& numbers) {
    auto key = crypto::RsaPrivateKey::from_numbers(numbers);
    if (!key) throw std::logic_error("a new RSA key does not hold together");
    return std::move(*key);
}

crypto::PrivateKey key_of(const crypto::EcPrivateNumbers& numbers) {
    auto key = crypto::EcdsaPrivateKey::from_scalar(numbers.curve, numbers.scalar.view());
    if (!key) throw std::logic_error("a new EC key does not hold together");
    return std::move(*key);
}

} // namespace

NewKey NewKey::generate(const KeyKind& kind, crypto::RandomSource& random) {
    if (kind.algorithm == KeyKind::Algorithm::rsa) {
        crypto::RsaPrivateNumbers numbers = crypto::generate_rsa_numbers(kind.bits, random);
        crypto::PrivateKey key = key_of(numbers);
        return {std::move(numbers), std::move(key)};
    }
    crypto::EcPrivateNumbers numbers = crypto::generate_ec_numbers(kind.curve, random);
    crypto::PrivateKey key = key_of(numbers);
    return {std::move(numbers), std::move(key)};
}

// PrivateKeyInfo ::= SEQUENCE { version, privateKeyAlgorithm, privateKey }                 RFC 5958 §2
crypto::SecretBytes NewKey::pem() const {
    const std::size_t size = std::visit([](const auto& numbers) { return size_of(numbers); }, numbers_) + 2 * room;
    Draft inner{size};
    std::visit([&](const auto& numbers) { add_inner(inner, numbers); }, numbers_);
    Draft content{size + room};
    content.add_unsigned(Bytes{0});
    const Bytes algorithm = key_algorithm(crypto::public_key_of(key_)); // a SEQUENCE: added by its content
    DerReader reader{"algorithm", algorithm};
    reader.open("", Tag::sequence);
    content.add(Tag::sequence, View{algorithm}.subspan(reader.position()));
    content.add(Tag::octet_string, inner.view());
    Draft whole{size + 2 * room};
    whole.add(Tag::sequence, content.view());
    std::string text = write_pem("PRIVATE KEY", whole.view());
    crypto::SecretBytes pem{text.size()};
    std::ranges::copy(as_bytes(text), pem.fill().begin());
    crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return pem;
}

} // namespace vitrine::x509
