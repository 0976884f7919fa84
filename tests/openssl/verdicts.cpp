// Both judges.
#include "tests/openssl/verdicts.h"

#include "bench/openssl_handles.h"
#include "tls/x509/certificate/certificate.h"
#include "tls/x509/path/validate.h"

#include <algorithm>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace vitrine::tests {
namespace {

using bench::check;
using bench::checked_borrowed;

Answer unreadable(std::string why) { return {false, {"unreadable"}, std::move(why), {}}; }

struct FreeVerification {
    void operator()(X509_STORE* object) const { X509_STORE_free(object); }
    void operator()(X509_STORE_CTX* object) const { X509_STORE_CTX_free(object); }
    void operator()(STACK_OF(X509) * object) const { sk_X509_pop_free(object, X509_free); }
};
using Store = std::unique_ptr<X509_STORE, FreeVerification>;
using Context = std::unique_ptr<X509_STORE_CTX, FreeVerification>;
using Stack = std::unique_ptr<STACK_OF(X509), FreeVerification>;

// Nothing also if something lies behind the certificate.
bench::Handle<X509> read(View der) {
    const unsigned char* at = der.data();
    bench::Handle<X509> certificate{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
    if (certificate != nullptr && at != der.data() + der.size()) certificate = nullptr;
    return certificate;
}

// What an error is told with: the callback below has no other way to know.
struct Telling {
    std::vector<std::string>& objections;
    const std::vector<bench::Handle<X509>>& anchors;
    STACK_OF(X509) * untrusted;
};

// Somebody has the issuer's name, and only the key identifiers speak against them.
bool key_identifiers_keep_apart(const Telling& telling, X509* certificate) {
    const auto differs = [&](X509* one) {
        return X509_check_issued(one, certificate) == X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH ||
               X509_check_issued(one, certificate) == X509_V_ERR_AKID_SKID_MISMATCH;
    };
    for (const auto& anchor : telling.anchors)
        if (differs(anchor.get())) return true;
    for (int i = 0; i < sk_X509_num(telling.untrusted); ++i)
        if (differs(sk_X509_value(telling.untrusted, i))) return true;
    return false;
}

// openssl reads these also where they are not critical, and finds no issuer for a certificate whose it cannot read.
bool has_malformed_rfc3779(X509* certificate) {
    for (const int extension : {NID_sbgp_ipAddrBlock, NID_sbgp_autonomousSysNum}) {
        if (certificate == nullptr || X509_get_ext_by_NID(certificate, extension, -1) < 0) continue;
        const X509V3_EXT_METHOD* const method = X509V3_EXT_get_nid(extension);
        void* const read = X509_get_ext_d2i(certificate, extension, nullptr, nullptr);
        if (read == nullptr) return true;
        ASN1_item_free(static_cast<ASN1_VALUE*>(read), ASN1_ITEM_ptr(method->it));
    }
    return false;
}

std::string words_of(int error, const Telling& telling, X509* certificate) {
    const bool without_issuer = error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
                                error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
                                error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
    if (without_issuer && has_malformed_rfc3779(certificate)) return "malformed extension of RFC 3779";
    if (without_issuer && key_identifiers_keep_apart(telling, certificate)) error = X509_V_ERR_AKID_SKID_MISMATCH;
    std::string text = X509_verify_cert_error_string(error);
    const auto is_it = [&](const auto& anchor) { return X509_cmp(anchor.get(), certificate) == 0; };
    if (certificate != nullptr && std::ranges::any_of(telling.anchors, is_it)) text += " (of the anchor)";
    return text;
}

// Called at each error, and at each certificate that has none.
int note_error(int passed, X509_STORE_CTX* context) {
    if (passed == 1) return 1;
    const auto& telling = *static_cast<Telling*>(X509_STORE_CTX_get_app_data(context));
    std::string text = words_of(X509_STORE_CTX_get_error(context), telling, X509_STORE_CTX_get_current_cert(context));
    if (std::ranges::find(telling.objections, text) == telling.objections.end())
        telling.objections.push_back(std::move(text));
    return 1; // go on
}

void ask(X509_STORE_CTX* context, const Case& asked) {
    X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context);
    check(X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT));
    check(X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER));
    X509_VERIFY_PARAM_set_time(parameters, asked.time.time_since_epoch().count());
    if (!asked.host_name.empty())
        check(X509_VERIFY_PARAM_set1_host(parameters, asked.host_name.data(), asked.host_name.size()));
}

} // namespace

Answer by_vitrine(const Case& asked) {
    try {
        x509::TrustStore anchors;
        for (const Bytes& anchor : asked.anchors) anchors.add(x509::Certificate::parse(anchor));
        std::vector<x509::Certificate> presented{x509::Certificate::parse(asked.leaf)};
        for (const Bytes& one : asked.untrusted) presented.push_back(x509::Certificate::parse(one));
        x509::Question question{};
        question.time = asked.time;
        question.host_name = asked.host_name;
        const x509::Verdict verdict = x509::validate(presented, anchors, question);
        Answer answer{verdict.trusted, {}, {}, {}};
        for (const x509::Certificate& one : verdict.path) answer.path.push_back(to_bytes(one.der()));
        if (verdict.trusted) return answer;
        answer.objections.emplace_back(verdict.reason()->check);
        answer.detail = verdict.reason()->detail;
        return answer;
    } catch (const x509::ParseError& error) {
        return unreadable(error.what());
    }
}

Answer by_openssl(const Case& asked) {
    const Store store{checked_borrowed(X509_STORE_new())};
    std::vector<bench::Handle<X509>> anchors;
    for (const Bytes& anchor : asked.anchors) {
        anchors.push_back(read(anchor));
        if (anchors.back() == nullptr) return unreadable("an anchor");
        check(X509_STORE_add_cert(store.get(), anchors.back().get()));
    }
    const Stack untrusted{checked_borrowed(sk_X509_new_null())};
    for (const Bytes& one : asked.untrusted) {
        auto certificate = read(one);
        if (certificate == nullptr) return unreadable("an intermediate");
        check(sk_X509_push(untrusted.get(), certificate.release()));
    }
    const auto leaf = read(asked.leaf);
    if (leaf == nullptr) return unreadable("the leaf");
    const Context context{checked_borrowed(X509_STORE_CTX_new())};
    check(X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), untrusted.get()));
    Answer answer;
    ask(context.get(), asked);
    X509_STORE_CTX_set_verify_cb(context.get(), note_error);
    Telling telling{answer.objections, anchors, untrusted.get()};
    X509_STORE_CTX_set_app_data(context.get(), &telling);
    const bool finished = X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    if (!finished && answer.objections.empty())
        answer.objections.emplace_back(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
    answer.trusted = answer.objections.empty();
    return answer;
}

} // namespace vitrine::tests
