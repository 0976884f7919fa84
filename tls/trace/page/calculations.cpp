// Each calculation from the premaster secret to the nonce of a record, with what goes in and what comes out.
#include "markup.h"
#include "sections.h"
#include "words.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

constexpr std::size_t header_size = 5; // RFC 5246 §6.2.1
constexpr std::size_t tag_size = 16;   // RFC 5116 §5.1

std::size_t content_size_of(const ExplainedRecord& record) {
    return record.wire.size() - header_size - part_of(record, "Record.explicit_nonce").size() - tag_size;
}

Bytes sequence_number_of(const ExplainedRecord& record) {
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(record.sequence_number >> shift));
    return bytes;
}

std::string link_to(std::string_view id, std::string_view text) {
    return fmt::format("<a href=\"#{}\">{}</a>", id, html_escaped(text));
}

// A calculation to open and close. The id is inside: a link to it opens it, even where no script runs.
std::string calculation(std::string_view id, std::string_view summary, std::string_view inside) {
    return fmt::format("<details class=\"calc\"><summary>{0}</summary><div id=\"{1}\" data-calc=\"{1}\">{2}</div>"
                       "</details>\n",
                       summary, html_escaped(id), inside);
}

std::string table(std::string_view rows) {
    return fmt::format("<table class=\"facts\"><tbody>{}</tbody></table>\n", rows);
}

std::string premaster(const Run& run, const told::Agreement& agreement) {
    const bool we_are_client = run.us == Role::client;
    const std::string rows =
        row(we_are_client ? "client's public point (ours)" : "server's public point (ours)", hex(agreement.our_point)) +
        row(we_are_client ? "server's public point" : "client's public point", hex(agreement.peer_point)) +
        row("premaster_secret", hex(agreement.premaster));
    return calculation("premaster",
                       fmt::format("<b>premaster_secret</b> = ECDH(our private key, the peer's public point) on {}",
                                   name_of(agreement.group)),
                       fmt::format("<p class=\"note\">{} {}</p>{}<p class=\"at\">leads to {}</p>",
                                   use_of("premaster_secret"), rfc_links("RFC 8422 §5.10"), table(rows),
                                   link_to("master_secret", "master_secret")));
}

std::string_view rule_of(const told::Derivation& derivation) {
    if (derivation.label == "extended master secret") return "RFC 7627 §4";
    if (derivation.label == "master secret") return "RFC 5246 §8.1";
    if (derivation.label == "key expansion") return "RFC 5246 §6.3";
    return "RFC 5246 §7.4.9";
}

std::string seed_names(const told::Derivation& derivation) {
    std::string names;
    for (const told::Named& part : derivation.seed) names += (names.empty() ? "" : " ‖ ") + part.name;
    return names;
}

// A(i) = HMAC(secret, A(i-1)), and a block of output from each: RFC 5246 §5.
std::string steps_of(const told::Derivation& derivation) {
    const std::size_t block = crypto::digest_size(derivation.hash);
    const View output = derivation.output;
    std::string rows = row("A(0)", "label ‖ seed");
    if (derivation.a.empty())
        return rows + row("A(i)", "= HMAC(secret, A(i-1))") + row("output i", "= HMAC(secret, A(i) ‖ A(0))");
    for (std::size_t i = 0; i < derivation.a.size(); ++i) {
        const std::size_t begin = std::min(i * block, output.size());
        const View piece = output.subspan(begin, std::min(block, output.size() - begin));
        const std::string used =
            piece.size() < block ? fmt::format(", first {} used", counted(piece.size(), "byte")) : "";
        rows += row(fmt::format("A({})", i + 1), fmt::format("= HMAC(secret, A({})) {}", i, hex(derivation.a[i])));
        rows += row(fmt::format("output {}", i + 1),
                    fmt::format("= HMAC(secret, A({}) ‖ A(0)){} {}", i + 1, used, hex(piece)));
    }
    return rows;
}

std::string parts_of(const told::Derivation& derivation) {
    std::string rows;
    std::size_t at = 0;
    for (const told::Named& part : derivation.parts) {
        const std::string place =
            part.bytes.empty() ? "" : fmt::format("bytes {} to {} ", at, at + part.bytes.size() - 1);
        at += part.bytes.size();
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}{}</td></tr>\n", link_to(part.name, part.name), place,
                            hex(part.bytes));
    }
    return rows;
}

std::string origin_of(const Run& run, const told::Derivation& derivation) {
    const bool made_here = derivation_of(run, "master_secret") != nullptr; // else it came from a key log
    if (!made_here) return html_escaped(derivation.secret.name);
    return derivation.secret.name == "premaster_secret" ? link_to("premaster", "premaster_secret")
                                                        : link_to("master_secret", derivation.secret.name);
}

std::string derivation(const Run& run, const told::Derivation& derivation) {
    std::string inputs = fmt::format("<tr><th scope=\"row\">secret: {}</th><td>{}</td></tr>\n",
                                     origin_of(run, derivation), hex(derivation.secret.bytes));
    inputs += row("label", fmt::format("“{}” {}", html_escaped(derivation.label), hex(as_bytes(derivation.label))));
    for (const told::Named& part : derivation.seed) inputs += row("seed: " + part.name, hex(part.bytes));
    const std::string inside =
        fmt::format("<p class=\"note\">{} {}</p><h4>what goes in</h4>{}<h4>P_hash with HMAC-{}, step by step "
                    "<small>{}</small></h4>{}<h4>what comes out</h4>{}",
                    use_of(derivation.became), rfc_links(rule_of(derivation)), table(inputs),
                    crypto::name_of(derivation.hash), rfc_links("RFC 5246 §5"), table(steps_of(derivation)),
                    table(row(derivation.became, hex(derivation.output)) + parts_of(derivation)));
    return calculation(id_of(derivation),
                       fmt::format("<b>{}</b> = PRF({}, “{}”, {})", html_escaped(derivation.became),
                                   html_escaped(derivation.secret.name), html_escaped(derivation.label),
                                   html_escaped(seed_names(derivation))),
                       inside);
}

std::string part(const told::Named& part) {
    return calculation(part.name, fmt::format("<b>{}</b>, cut from key_block", html_escaped(part.name)),
                       fmt::format("<p class=\"note\">{} {}</p>{}<p class=\"at\">from {}</p>", use_of(part.name),
                                   rfc_links("RFC 5246 §6.3"), table(row(part.name, hex(part.bytes))),
                                   link_to("key_block", "key_block")));
}

// How a nonce comes about: in words, and where that is written.
struct NonceRule {
    std::string_view seen, combined, text, rfc;
};

NonceRule nonce_rule_of(const ExplainedRecord& record) {
    if (has_explicit_nonce(record))
        return {
            "explicit nonce, in the record", "‖ explicit nonce",
            "Four bytes that are secret, and eight that travel with the record. The pair of key and nonce must never "
            "be used twice.",
            "RFC 5288 §3"};
    return {
        "sequence number, not in the record", "xor sequence number",
        "Twelve bytes that are secret, and by exclusive or in the last eight of them the number of the record: both "
        "ends count, so nothing of the nonce travels. The pair of key and nonce must never be used twice.",
        "RFC 7905 §2"};
}

std::string nonce(const Run& run, std::size_t index) {
    const ExplainedRecord& record = run.records[index];
    const NonceRule rule = nonce_rule_of(record);
    const std::string iv = fmt::format("{}_write_IV", name_of(record.sender));
    const std::string key = fmt::format("{}_write_key", name_of(record.sender));
    const told::Named* const part = key_part(run, iv);
    std::string rows = fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", link_to(iv, iv),
                                   part == nullptr ? hex({}) : hex(part->bytes));
    rows += row(rule.seen, hex(seen_nonce_of(record)));
    rows += row("nonce", hex(nonce_of(run, record)));
    rows += row("additional data", "sequence number ‖ type ‖ version ‖ length " + hex(additional_data_of(record)));
    rows += row("under", link_to(key, key));
    rows += row("sealed",
                fmt::format("{}, and {} of tag", counted(content_size_of(record), "byte"), counted(tag_size, "byte")));
    return calculation(fmt::format("nonce-{}", index + 1),
                       fmt::format("<b>nonce</b> of record {}, {} = {} {}", index + 1, html_escaped(content_of(record)),
                                   iv, rule.combined),
                       fmt::format("<p class=\"note\">{} {}</p>{}<p class=\"at\">sealed in <a "
                                   "href=\"#record-{}\">record {}</a></p>",
                                   rule.text, rfc_links(rule.rfc), table(rows), index + 1, index + 1));
}

std::string signature(const told::Signature& signature) {
    constexpr std::size_t random_size = 32; // RFC 5246 §7.4.1.2
    const View content = signature.content;
    std::string rows;
    if (signature.what == "ServerKeyExchange" && content.size() > 2 * random_size)
        rows = row("client_random", hex(content.first(random_size))) +
               row("server_random", hex(content.subspan(random_size, random_size))) +
               row("params", hex(content.subspan(2 * random_size)));
    else
        rows = row("what is signed", counted(content.size(), "byte"));
    rows += row("signature", hex(signature.signature));
    return calculation(fmt::format("signature-{}", signature.what),
                       fmt::format("<b>signature of {}</b> by the {}'s key, {}", html_escaped(signature.what),
                                   name_of(signature.signer), name_of(signature.scheme)),
                       table(rows));
}

std::string signatures(const Run& run) {
    std::string html;
    for (const Acts& acts : run.acts)
        for (const told::Signature* made : acts.signatures) html += signature(*made);
    return html.empty() ? "" : "<h3 id=\"signatures\">What was signed</h3>\n" + html;
}

std::string calculations(const Run& run) {
    std::string html;
    for (const Acts& acts : run.acts) {
        for (const told::Agreement* agreement : acts.agreements) html += premaster(run, *agreement);
        for (const told::Derivation* made : acts.derivations) {
            html += derivation(run, *made);
            for (const told::Named& piece : made->parts) html += part(piece);
        }
    }
    for (const std::size_t index : sealed_records(run)) html += nonce(run, index);
    return html;
}

} // namespace

std::string id_of(const told::Derivation& derivation) {
    if (derivation.became != "verify_data") return derivation.became;
    return derivation.label.starts_with("client") ? "verify_data-client" : "verify_data-server";
}

std::vector<std::size_t> sealed_records(const Run& run) {
    std::vector<std::size_t> sealed;
    for (std::size_t i = 0; i < run.records.size(); ++i)
        if (is_sealed(run.records[i])) sealed.push_back(i);
    return sealed;
}

bool is_sealed(const ExplainedRecord& record) { return part_of(record, "Record.tag").size() == tag_size; }

bool has_explicit_nonce(const ExplainedRecord& record) { return !part_of(record, "Record.explicit_nonce").empty(); }

Bytes seen_nonce_of(const ExplainedRecord& record) {
    return has_explicit_nonce(record) ? to_bytes(part_of(record, "Record.explicit_nonce")) : sequence_number_of(record);
}

Bytes nonce_of(const Run& run, const ExplainedRecord& record) {
    const told::Named* const iv = key_part(run, fmt::format("{}_write_IV", name_of(record.sender)));
    if (iv == nullptr || iv->bytes.empty()) return {};
    Bytes nonce = iv->bytes;
    const Bytes seen = seen_nonce_of(record);
    if (has_explicit_nonce(record)) {
        append(nonce, seen);
        return nonce;
    }
    for (std::size_t i = 1; i <= std::min(seen.size(), nonce.size()); ++i)
        nonce[nonce.size() - i] ^= seen[seen.size() - i];
    return nonce;
}

Bytes additional_data_of(const ExplainedRecord& record) {
    Bytes data = sequence_number_of(record);
    append(data, View{record.wire}.first(3)); // type and version
    const std::size_t length = content_size_of(record);
    data.push_back(static_cast<std::uint8_t>(length >> 8));
    data.push_back(static_cast<std::uint8_t>(length));
    return data;
}

const told::Derivation* derivation_of(const Run& run, std::string_view became) {
    for (const Event& event : run.events)
        if (const auto* derivation = as<told::Derivation>(event); derivation != nullptr && derivation->became == became)
            return derivation;
    return nullptr;
}

const told::Named* key_part(const Run& run, std::string_view name) {
    const told::Derivation* const block = derivation_of(run, "key_block");
    if (block == nullptr) return nullptr;
    for (const told::Named& part : block->parts)
        if (part.name == name) return &part;
    return nullptr;
}

std::string derivations(const Run& run) {
    const std::string all = calculations(run);
    if (derivation_of(run, "key_block") == nullptr) return {}; // nothing was derived, or nothing is known of it
    return fmt::format(
        "<section id=\"derivations\" aria-labelledby=\"h-derivations\"><h2 id=\"h-derivations\">How the keys came about"
        "</h2>\n<p>Follow the arrows from the premaster secret to the nonce of one record: with Tab, or with the arrow "
        "keys, which go along the lines. Enter opens the calculation.{}</p>\n<div class=\"keys\">{}<div "
        "class=\"calcs\">\n{}</div></div>\n{}</section>\n",
        run.shows_secrets() ? "" : " The values are secret and not on this page; the formulas are.",
        derivation_graph(run), all, signatures(run));
}

} // namespace vitrine::tls::page
