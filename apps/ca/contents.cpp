// What a block of PEM holds, field by field, and in words. The words are those of the fields' own descriptions, so what
// the parser learns to read is shown here too.
#include "apps/ca/contents.h"

#include "apps/terminal.h"
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/make/request.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

class Collector final : public tls::FieldSink {
public:
    explicit Collector(tls::Annotation& annotation) : annotation_(annotation) {}
    void field(const tls::Field& field) override {
        annotation_.fields.push_back({std::string{field.path}, std::string{field.name}, field.offset,
                                      to_bytes(field.bytes), std::string{field.meaning}, field.depth});
    }

private:
    tls::Annotation& annotation_;
};

// The extensions asked for, behind the fields of the request: there they are one value.
void annotate_wishes(tls::Annotation& annotation) {
    const auto values = std::ranges::find_if(
        annotation.fields, [](const tls::AnnotatedField& field) { return field.name.ends_with("values[0]"); });
    if (values == annotation.fields.end()) return;
    const Bytes tagged = x509::der::constructed(3, values->bytes); // as certificates have them
    Collector collector{annotation};
    x509::DerReader reader{"CertificationRequest", tagged, &collector};
    x509::read_extensions(reader);
}

tls::Annotation annotate_request(View der) {
    tls::Annotation annotation{"CertificationRequest", {}, {}};
    Collector collector{annotation};
    try {
        x509::CertificateRequest::parse(der, &collector);
    } catch (const x509::ParseError& error) {
        annotation.fault = error.what();
    }
    return annotation;
}

constexpr std::size_t shown_bytes = 20; // of a value without words

// The content of one value, whose header is known to be well formed; of a BIT STRING its bytes.
View content_of(View der) {
    const std::size_t header = der.size() < 2 ? der.size() : der[1] < 0x80 ? 2 : 2U + (der[1] & 0x7fU);
    const bool is_bit_string = !der.empty() && x509::Tag{der[0]} == x509::Tag::bit_string;
    return der.subspan(std::min(header + (is_bit_string ? 1 : 0), der.size()));
}

bool names_its_type(const tls::AnnotatedField& field) { // and says nothing of its value
    return field.meaning.empty() || field.meaning.front() == '[' || field.meaning.ends_with("STRING") ||
           field.meaning.ends_with("bytes") || field.meaning == "SEQUENCE";
}

std::string words_of(const tls::AnnotatedField& field) {
    const View value = content_of(field.bytes);
    if (tls::short_name(field.name) == "iPAddress" && (value.size() == 4 || value.size() == 16))
        return x509::format_ip_address(value);
    if (!names_its_type(field)) return escaped(field.meaning);
    const std::string hex = to_hex(value.first(std::min(value.size(), shown_bytes)));
    return value.size() > shown_bytes ? fmt::format("{}... ({} bytes)", hex, value.size()) : hex;
}

// "Certificate.tbsCertificate.validity.notBefore": what comes behind `prefix`, if it begins so.
std::optional<std::string_view> behind(std::string_view path, std::string_view prefix) {
    if (!path.starts_with(prefix)) return std::nullopt;
    return path.substr(prefix.size());
}

bool is_open(const tls::AnnotatedField& field) { // tells of fields behind it, and has no value of its own
    return field.meaning.find(", ") != std::string::npos && field.meaning.ends_with("bytes");
}

class Summary {
public:
    explicit Summary(const tls::Annotation& contents) : contents_(contents) {}

    std::string text() {
        const bool request = contents_.name == "CertificationRequest";
        text_ = request ? "request\n" : "certificate\n";
        prefix_ = request ? "CertificationRequest.certificationRequestInfo." : "Certificate.tbsCertificate.";
        if (!request) before_subject();
        name("subject");
        key(request ? "subjectPKInfo" : "subjectPublicKeyInfo");
        extensions();
        prefix_ = contents_.name + ".";
        single("signed by", "signatureAlgorithm.algorithm");
        return text_;
    }

private:
    void before_subject() { // what requests do not have
        version();
        single("serial number", "serialNumber");
        name("issuer");
        single("not before", "validity.notBefore");
        single("not after", "validity.notAfter");
    }

    void version() {                                              // 2 stands for version 3: RFC 5280 §4.1.2.1
        std::string version = reached("serialNumber") ? "1" : ""; // the default, if what follows it is there
        for (const tls::AnnotatedField& each : contents_.fields)
            if (each.path == prefix_ + "version" && !is_open(each)) version = one_more(each.meaning);
        if (!version.empty()) line("version", version);
    }

    static std::string one_more(const std::string& number) {
        unsigned value = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        return error == std::errc{} ? fmt::format("{}", value + 1) : escaped(number);
    }

    bool reached(std::string_view field) const { // what is malformed is read up to its fault
        return std::ranges::any_of(contents_.fields, [&](const tls::AnnotatedField& each) {
            return behind(each.path, prefix_ + std::string{field}).has_value();
        });
    }

    void line(std::string_view label, std::string_view words) { text_ += fmt::format("  {:<24}{}\n", label, words); }

    void single(std::string_view label, std::string_view field) {
        for (const tls::AnnotatedField& each : contents_.fields)
            if (each.path == prefix_ + std::string{field} && !is_open(each)) line(label, words_of(each));
    }

    void name(std::string_view field) {
        std::string words;
        for (const tls::AnnotatedField& each : contents_.fields) {
            if (!behind(each.path, prefix_ + std::string{field} + "[")) continue;
            if (each.name == "type") words += (words.empty() ? "" : ", ") + escaped(each.meaning) + "=";
            if (each.name == "value") words += words_of(each);
        }
        if (reached(field)) line(field, words.empty() ? "(empty)" : words);
    }

    void key(std::string_view field) {
        std::string words;
        for (const tls::AnnotatedField& each : contents_.fields) {
            const auto rest = behind(each.path, prefix_ + std::string{field});
            if (!rest || is_open(each) || each.meaning == "NULL") continue;
            const View value = content_of(each.bytes);
            const bool modulus = rest->ends_with("modulus");
            words += words.empty() ? "" : ", ";
            words += modulus ? fmt::format("{} bits", 8 * (value.size() - (value[0] == 0 ? 1 : 0))) : words_of(each);
        }
        if (!words.empty()) line("public key", words);
    }

    // Each with what its fields say, its identifier and criticality in front.
    void extensions() {
        std::string label, words, authority;
        for (const tls::AnnotatedField& each : contents_.fields) {
            if (each.path.find(".extensions[") == std::string::npos || is_open(each)) continue;
            if (each.name == "extnID") {
                extension(label, authority, words, Read::wholly);
                label = escaped(each.meaning);
                words.clear();
                authority.clear();
            } else if (each.name == "cA") {
                authority = "cA " + escaped(each.meaning);
            } else {
                words += fmt::format("{}{}", words.empty() ? "" : ", ", words_of_part(each));
            }
        }
        extension(label, authority, words, contents_.fault.empty() ? Read::wholly : Read::in_part);
    }

    enum class Read : std::uint8_t { wholly, in_part };

    void extension(const std::string& label, std::string authority, const std::string& words, Read read) {
        if (label == "basicConstraints" && authority.empty() && read == Read::wholly) authority = "cA FALSE";
        const std::string_view between = authority.empty() || words.empty() ? "" : ", ";
        if (!label.empty()) line(label, fmt::format("{}{}{}", authority, between, words));
    }

    static std::string words_of_part(const tls::AnnotatedField& part) {
        if (part.name == "critical") return "critical";
        const std::string_view kind = tls::short_name(part.name); // of a struct's own name nothing is learnt
        const bool says_more = kind != "extnValue" && kind.front() >= 'a' && kind.front() <= 'z';
        return says_more ? fmt::format("{} {}", kind, words_of(part)) : words_of(part);
    }

    const tls::Annotation& contents_;
    std::string text_, prefix_;
};

} // namespace

std::optional<tls::Annotation> contents_of(const x509::PemBlock& block) {
    if (block.label == "CERTIFICATE") return tls::annotate_certificate(block.der);
    if (block.label == "CERTIFICATE REQUEST" || block.label == "NEW CERTIFICATE REQUEST")
        return annotate_request(block.der);
    return std::nullopt;
}

std::string summary_of(const tls::Annotation& contents) {
    tls::Annotation all = contents;
    if (contents.name == "CertificationRequest" && contents.fault.empty()) annotate_wishes(all);
    return Summary{all}.text();
}

} // namespace vitrine::apps::ca
