// Reads a certificate revocation list (RFC 5280 §5.1), in the order of its ASN.1.
#include "tls/x509/revocation/revocation_list.h"

#include "tls/x509/certificate/extension_fields.h"
#include "tls/x509/revocation/known_extensions.h"

#include <array>

namespace vitrine::x509 {
namespace {

bool serial_is_less(View one, View other) { return std::ranges::lexicographical_compare(one, other); }

} // namespace

class RevocationListParser {
public:
    RevocationListParser(View der, tls::FieldSink* sink)
        : parsed_(with_copy_of(der)), reader_("CertificateList", parsed_->der, sink) {}

    RevocationList parse() {
        reader_.open("", Tag::sequence);
        const std::size_t start = reader_.position();
        read_to_be_signed();
        parsed_->tbs_offset = start;
        parsed_->tbs_size = reader_.position() - start;
        read_signature();
        reader_.close();
        reader_.finish(); // nothing behind it
        sort_entries();
        return RevocationList{std::move(parsed_)};
    }

private:
    using Parsed = RevocationList::Parsed;
    using Entry = RevocationList::Entry;
    static std::shared_ptr<Parsed> with_copy_of(View der) {
        auto parsed = std::make_shared<Parsed>();
        parsed->der = to_bytes(der);
        return parsed;
    }
    void read_to_be_signed();
    void read_entries();
    void read_entry(std::string_view index);
    void read_entry_extensions(Entry& entry);
    void read_extensions();
    void read_signature();
    void sort_entries();
    void call_unusable(std::string why) {
        if (parsed_->unusable.empty()) parsed_->unusable = std::move(why);
    }

    static void read_authority_key_identifier(DerReader& reader, RevocationListParser& parser);
    static void read_crl_number(DerReader& reader, RevocationListParser& parser);
    static void read_delta_indicator(DerReader& reader, RevocationListParser& parser);
    static void read_distribution_point(DerReader& reader, RevocationListParser& parser);
    static void read_reason(DerReader& reader, Entry& entry);
    static void read_invalidity_date(DerReader& reader, Entry& entry);

    std::shared_ptr<Parsed> parsed_;
    DerReader reader_; // of the copy that stays
    View inner_algorithm_;
    int version_ = 1;
};

// RFC 5280 §5.1.2
void RevocationListParser::read_to_be_signed() {
    reader_.open("tbsCertList", Tag::sequence);
    if (reader_.next_is(Tag::integer)) {
        if (reader_.small_number("version", 1) != 1) reader_.refuse("version", "if it is there, it is v2");
        version_ = 2;
    }
    const std::size_t start = reader_.position();
    read_signature_algorithm(reader_, "signature");
    inner_algorithm_ = reader_.since(start);
    parsed_->issuer = read_name(reader_, "issuer");
    parsed_->this_update = read_time(reader_, "thisUpdate");
    if (reader_.next_is(Tag::utc_time) || reader_.next_is(Tag::generalized_time))
        parsed_->next_update = read_time(reader_, "nextUpdate");
    if (reader_.next_is(Tag::sequence)) read_entries();
    if (reader_.next_is(constructed_context(0))) read_extensions();
    reader_.close();
}

void RevocationListParser::read_entries() { // RFC 5280 §5.1.2.6
    reader_.open("revokedCertificates", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader_.more(); ++i) read_entry(fmt::format("[{}]", i));
    reader_.close();
}

void RevocationListParser::read_entry(std::string_view index) {
    reader_.open(index, Tag::sequence);
    const View serial = reader_.integer("userCertificate");
    Entry entry{static_cast<std::uint32_t>(serial.data() - parsed_->der.data()),
                static_cast<std::uint32_t>(serial.size()), read_time(reader_, "revocationDate"),
                ReasonCode::unspecified};
    if (reader_.more()) read_entry_extensions(entry);
    reader_.close();
    parsed_->entries.push_back(entry);
}

void RevocationListParser::read_reason(DerReader& reader, Entry& entry) { // RFC 5280 §5.3.1
    entry.reason = read_reason_code(reader, "CRLReason");
}

void RevocationListParser::read_invalidity_date(DerReader& reader, Entry&) { // RFC 5280 §5.3.2
    read_time(reader, "InvalidityDate");
}

// Not done: certificateIssuer. It is critical, and a list that has it speaks of other issuers: RFC 5280 §5.3.3.
void RevocationListParser::read_entry_extensions(Entry& entry) { // RFC 5280 §5.3
    static constexpr std::array<KnownExtension<Entry>, 2> known{
        KnownExtension<Entry>{oid::reason_code, read_reason},
        KnownExtension<Entry>{oid::invalidity_date, read_invalidity_date},
    };
    if (version_ != 2) reader_.refuse("crlEntryExtensions", "only version 2 has them"); // RFC 5280 §5.1.2.1
    std::string not_understood;
    read_known_extensions<Entry>(reader_, "crlEntryExtensions", entry, known, not_understood);
    if (!not_understood.empty())
        call_unusable("an entry has a critical extension that is not understood: " + not_understood);
}

void RevocationListParser::read_authority_key_identifier(DerReader& reader, RevocationListParser& parser) {
    reader.open("AuthorityKeyIdentifier", Tag::sequence); // RFC 5280 §5.2.1
    if (reader.next_is(context(0)))
        parser.parsed_->authority_key_identifier = to_bytes(reader.primitive("keyIdentifier", context(0)));
    if (reader.next_is(constructed_context(1))) reader.any("authorityCertIssuer");
    if (reader.next_is(context(2))) reader.any("authorityCertSerialNumber");
    reader.close();
}

void RevocationListParser::read_crl_number(DerReader& reader, RevocationListParser& parser) { // RFC 5280 §5.2.3
    const View number = reader.unsigned_integer("CRLNumber");
    if (number.size() > 20) reader.refuse("CRLNumber", "more than 20 octets");
    parser.parsed_->crl_number = to_bytes(number);
}

void RevocationListParser::read_delta_indicator(DerReader& reader, RevocationListParser& parser) {
    reader.unsigned_integer("BaseCRLNumber"); // RFC 5280 §5.2.4
    parser.call_unusable("it is a delta list: it says only what changed since another");
}

// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] }
void read_point_name(DerReader& reader, IssuingDistributionPoint& point) { // RFC 5280 §4.2.1.13
    point.only_one_point = true;
    reader.open("distributionPoint", constructed_context(0));
    if (reader.next_is(constructed_context(0)))
        point.names = read_general_names(reader, "fullName", constructed_context(0));
    else
        reader.primitive("nameRelativeToCRLIssuer", constructed_context(1));
    reader.close();
}

bool read_flag(DerReader& reader, std::string_view name, unsigned number) { // BOOLEAN DEFAULT FALSE
    if (!reader.next_is(context(number))) return false;
    const View value = reader.primitive(name, context(number));
    if (value.size() != 1 || value[0] != 0xff) reader.refuse(name, "a BOOLEAN that is not TRUE, its only value here");
    return true;
}

void RevocationListParser::read_distribution_point(DerReader& reader, RevocationListParser& parser) {
    IssuingDistributionPoint point; // RFC 5280 §5.2.5
    reader.open("IssuingDistributionPoint", Tag::sequence);
    if (reader.next_is(constructed_context(0))) read_point_name(reader, point);
    point.only_user_certificates = read_flag(reader, "onlyContainsUserCerts", 1);
    point.only_ca_certificates = read_flag(reader, "onlyContainsCACerts", 2);
    point.only_some_reasons = reader.next_is(context(3));
    if (point.only_some_reasons) reader.primitive("onlySomeReasons", context(3));
    point.indirect = read_flag(reader, "indirectCRL", 4);
    point.only_attribute_certificates = read_flag(reader, "onlyContainsAttributeCerts", 5);
    reader.close();
    if (point.indirect) parser.call_unusable("it is an indirect list: it speaks of other issuers' certificates too");
    parser.parsed_->distribution_point = std::move(point);
}

void RevocationListParser::read_extensions() { // RFC 5280 §5.2
    using Known = KnownExtension<RevocationListParser>;
    static constexpr std::array<Known, 4> known{
        Known{oid::authority_key_identifier, read_authority_key_identifier},
        Known{oid::crl_number, read_crl_number},
        Known{oid::delta_crl_indicator, read_delta_indicator},
        Known{oid::issuing_distribution_point, read_distribution_point},
    };
    reader_.open("crlExtensions", constructed_context(0));
    if (version_ != 2) reader_.refuse("", "only version 2 has them"); // RFC 5280 §5.1.2.1
    std::string not_understood;
    read_known_extensions<RevocationListParser>(reader_, "", *this, known, not_understood);
    reader_.close();
    if (!not_understood.empty()) call_unusable("it has a critical extension that is not understood: " + not_understood);
}

void RevocationListParser::read_signature() { // RFC 5280 §5.1.1.2
    const std::size_t start = reader_.position();
    NamedSignatureAlgorithm found = read_signature_algorithm(reader_, "signatureAlgorithm");
    if (!std::ranges::equal(reader_.since(start), inner_algorithm_))
        reader_.refuse("signatureAlgorithm", "it differs from the one inside tbsCertList");
    parsed_->signature_algorithm = found.algorithm;
    parsed_->signature_algorithm_name = std::move(found.name);
    parsed_->signature = reader_.bits("signatureValue");
}

// Of a serial number that is there twice, the entry that comes first counts.
void RevocationListParser::sort_entries() {
    parsed_->entries.shrink_to_fit();
    std::ranges::stable_sort(parsed_->entries, serial_is_less,
                             [&](const Entry& entry) { return parsed_->serial_of(entry); });
}

RevocationList RevocationList::parse(View der, tls::FieldSink* sink) { return RevocationListParser{der, sink}.parse(); }

std::optional<RevokedCertificate> RevocationList::find(View serial_number) const {
    const auto serial_of = [&](const Entry& entry) { return parsed_->serial_of(entry); };
    const auto found = std::ranges::lower_bound(parsed_->entries, serial_number, serial_is_less, serial_of);
    if (found == parsed_->entries.end() || !std::ranges::equal(serial_of(*found), serial_number)) return std::nullopt;
    return RevokedCertificate{found->revocation_date, found->reason};
}

} // namespace vitrine::x509
