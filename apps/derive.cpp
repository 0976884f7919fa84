// vitrine derive: the key schedule worked out step by step, and what went wrong with somebody else's result.
#include "apps/command_line.h"
#include "apps/commands.h"
#include "apps/derive_report.h"
#include "apps/names.h"
#include "apps/nearest.h"
#include "apps/recording_file.h"
#include "apps/terminal.h"
#include "crypto/equal.h"
#include "net/files/read_file.h"
#include "tls/base/names.h"
#include "tls/handshake/algorithms.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrine::apps {
namespace {

struct DeriveOptions {
    std::string recording;
    std::string premaster, master, private_key, peer_point, group = "x25519";
    std::string client_random, server_random, suite, messages, session_hash;
    bool no_ems = false, json = false, mistakes = false;
    std::optional<std::size_t> record;
    std::string by = "client", record_type = "application_data", explicit_nonce;
    std::size_t record_size = 0;
    std::string expected, expected_of;
};

bool parse_options(const Arguments& arguments, DeriveOptions& options) {
    CommandLine line{"derive",
                     "Works out the key schedule, each A(i), block and slice; or says what is wrong with a result.\n"
                     "Exit code 0: the expected value is right, or none was given; 9: it is wrong.",
                     "[run.tlsrec] [flags]", "vitrine derive run.tlsrec --expect-of verify_data --expect 5b1a…"};
    line.positional(options.recording);
    line.group("The secret; else that of the recording (one made with --record and --secrets)");
    line.text("premaster", options.premaster, "HEX", "the premaster secret, or");
    line.text("master", options.master, "HEX", "the master secret, or");
    line.text("private-key", options.private_key, "HEX", "an ephemeral private key; x25519's little-endian, with");
    line.text("peer-point", options.peer_point, "HEX", "the other side's public point, and");
    line.text("group", options.group, "NAME", "their group; x25519 if left out");
    line.group("The handshake; else that of the recording");
    line.text("messages", options.messages, "FILE|HEX", "its messages, from ClientHello on: tells the next four");
    line.text("client-random", options.client_random, "HEX", "32 bytes");
    line.text("server-random", options.server_random, "HEX", "32 bytes");
    line.text("cipher", options.suite, "SUITE", "gives hash and key size");
    line.flag("no_ems", options.no_ems, "the master secret is made of the randoms");
    line.text("session-hash", options.session_hash, "HEX", "in the place of the messages");
    line.group("A record: its nonce and additional data");
    line.number("record", options.record, "its sequence number under the keys");
    line.text("by", options.by, "ROLE", "who seals it, client or server; in a recording: both");
    line.text("record-type", options.record_type, "TYPE", "application_data, handshake or alert");
    line.number("record-size", options.record_size, "bytes of plaintext");
    line.text("explicit-nonce", options.explicit_nonce, "HEX",
              "8 bytes, AES-GCM alone has one; else the sequence number");
    line.group("What is to be looked at");
    line.text("expect", options.expected, "HEX", "somebody's result: what is it, or which mistake gave it?");
    line.text("expect-of", options.expected_of, "VALUE", "what it is meant to be: master_secret, verify_data, …");
    line.flag("mistakes", options.mistakes, "the mistakes that are known");
    line.flag("json", options.json, "JSON Lines");
    return line.parse(arguments);
}

Bytes hex_of(std::string_view flag, const std::string& text) {
    std::optional<Bytes> bytes = from_hex(text);
    if (!bytes) throw UsageError{fmt::format("-{} wants whole bytes in hexadecimal", flag)};
    return *bytes;
}

// Hexadecimal on the command line, or in a file, or a file of the bytes themselves.
Bytes transcript_in(const std::string& text) {
    if (const auto bytes = from_hex(text)) return *bytes;
    const std::string content = net::read_file(text);
    return from_hex(content).value_or(to_bytes(as_bytes(content)));
}

Bytes agree(const DeriveOptions& options) {
    if (options.private_key.empty() || options.peer_point.empty())
        throw UsageError{"-private-key and -peer-point belong together"};
    const crypto::Curve curve = tls::curve_of(parse_groups(options.group).front()).value();
    const Bytes private_key = hex_of("private-key", options.private_key);
    if (private_key.size() != crypto::shared_secret_size(curve))
        throw UsageError{fmt::format("-private-key has {} bytes where {} are right", private_key.size(),
                                     crypto::shared_secret_size(curve))};
    const auto pair = crypto::EcdhKeyPair::from_private_key(curve, private_key);
    const auto secret = pair.agree(hex_of("peer-point", options.peer_point));
    if (!secret) throw UsageError{"-peer-point is no valid point of the group, or leads to zero"};
    return to_bytes(secret->view());
}

tls::ContentType type_named(const std::string& name) {
    for (const auto type : {tls::ContentType::application_data, tls::ContentType::handshake, tls::ContentType::alert})
        if (name == name_of(type)) return type;
    throw UsageError{fmt::format("-record-type {}: there are application_data, handshake and alert", name)};
}

tls::RecordPlace record_of(const DeriveOptions& options) {
    if (options.by != "client" && options.by != "server") throw UsageError{"-by takes client or server"};
    tls::RecordPlace place;
    place.sender = options.by == "client" ? tls::Role::client : tls::Role::server;
    place.sequence_number = *options.record;
    place.type = type_named(options.record_type);
    place.plaintext_size = options.record_size;
    place.explicit_nonce = hex_of("explicit-nonce", options.explicit_nonce);
    if (!place.explicit_nonce.empty() && place.explicit_nonce.size() != 8)
        throw UsageError{"-explicit-nonce has 8 bytes"};
    return place;
}

tls::KeyMaterial recorded_material(const std::string& path) {
    const tls::Recording recording = read_recording(path);
    if (!recording.secrets) throw UsageError{fmt::format("{} holds no secrets: record with --secrets", path)};
    return tls::material_of(recording);
}

void set_secret(tls::KeyMaterial& material, const DeriveOptions& options) {
    const bool point = !options.private_key.empty() || !options.peer_point.empty();
    const int secrets = (options.premaster.empty() ? 0 : 1) + (options.master.empty() ? 0 : 1) + (point ? 1 : 0);
    if (secrets > 1) throw UsageError{"-premaster, -master and -private-key exclude each other"};
    if (secrets == 0) return;
    material.premaster_secret = point ? agree(options) : hex_of("premaster", options.premaster);
    material.master_secret = hex_of("master", options.master);
}

// Of the recording's records only those that are asked for.
void set_records(tls::KeyMaterial& material, const DeriveOptions& options) {
    if (options.recording.empty()) {
        if (options.record) material.records.push_back(record_of(options));
        return;
    }
    std::erase_if(material.records, [&](const tls::RecordPlace& place) {
        return !options.record || place.sequence_number != *options.record;
    });
    if (options.record && material.records.empty())
        throw UsageError{fmt::format("the recording has no record {} under the keys", *options.record)};
}

tls::KeyMaterial material_of(const DeriveOptions& options) {
    tls::KeyMaterial material;
    if (!options.recording.empty()) material = recorded_material(options.recording);
    set_secret(material, options);
    if (!options.suite.empty()) material.suite = parse_cipher_suites(options.suite).front();
    if (!options.client_random.empty()) material.client_random = hex_of("client-random", options.client_random);
    if (!options.server_random.empty()) material.server_random = hex_of("server-random", options.server_random);
    if (!options.messages.empty()) material.messages = tls::split_messages(transcript_in(options.messages));
    if (!options.session_hash.empty()) material.session_hash = hex_of("session-hash", options.session_hash);
    if (options.no_ems) material.seed = tls::MasterSeed::randoms;
    set_records(material, options);
    tls::complete(material);
    if (material.premaster_secret.empty() && material.master_secret.empty())
        throw UsageError{"which secret? Give a recording with secrets, -premaster, -master, or -private-key"};
    return material;
}

// A recording's own master secret must come out again.
void warn_of_difference(const tls::KeyMaterial& material, const tls::Calculation& calculation) {
    const Bytes* const master = find_value(calculation, "master_secret");
    if (master == nullptr || material.master_secret.empty() || crypto::equal(*master, material.master_secret)) return;
    say("vitrine: WARNING: the recording tells another master secret than comes of its premaster secret\n");
}

// "verify_data" stands for that of either side.
void require_known(const std::string& meant, const tls::Calculation& calculation) {
    std::vector<std::string> known;
    for (const auto& value : calculation.values) known.push_back(value.name);
    if (std::ranges::any_of(known,
                            [&](const std::string& name) { return name == meant || name.ends_with("_" + meant); }))
        return;
    throw UsageError{fmt::format("-expect-of {}: there is no such value here{}\n  there are {}", meant,
                                 did_you_mean(meant, known), fmt::join(known, " "))};
}

Bytes expected_bytes(const DeriveOptions& options, const tls::Calculation& calculation) {
    if (!options.expected_of.empty()) require_known(options.expected_of, calculation);
    Bytes expected = hex_of("expect", options.expected);
    const bool has_size = std::ranges::any_of(calculation.values,
                                              [&](const auto& value) { return value.bytes.size() == expected.size(); });
    if (has_size) return expected;
    std::string sizes;
    for (const auto& value : calculation.values)
        sizes += fmt::format("\n  {:<28} {} bytes", value.name, value.bytes.size());
    throw UsageError{fmt::format("-expect: nothing here has {} bytes; there are{}", expected.size(), sizes)};
}

} // namespace

ExitCode run_derive(const Arguments& arguments) {
    DeriveOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    if (options.mistakes) {
        fmt::print("{}", mistakes_text());
        return ExitCode::ok;
    }
    if (options.expected.empty() && !options.expected_of.empty())
        throw UsageError{"-expect-of says what -expect is meant to be: -expect HEX is missing"};
    try {
        const tls::KeyMaterial material = material_of(options);
        const tls::Recipe recipe = recipe_of(material);
        if (!options.explicit_nonce.empty() && recipe.explicit_nonce_size == 0)
            throw UsageError{
                fmt::format("-explicit-nonce: records of {} have none (RFC 7905 §2)", name_of(material.suite))};
        const tls::Calculation calculation = calculate(recipe);
        warn_of_difference(material, calculation);
        if (options.expected.empty()) {
            fmt::print("{}",
                       options.json ? calculation_json(recipe, calculation) : calculation_text(recipe, calculation));
            return ExitCode::ok;
        }
        const Bytes expected = expected_bytes(options, calculation);
        const auto diagnosis = diagnose(recipe, expected, options.expected_of);
        fmt::print("{}", options.json ? diagnosis_json(diagnosis, expected)
                                      : diagnosis_text(diagnosis, expected, options.expected_of));
        const bool right = diagnosis && diagnosis->mistake == nullptr && diagnosis->mistaken_for.empty();
        return right ? ExitCode::ok : ExitCode::differs;
    } catch (const std::invalid_argument& error) { // of what was given
        throw UsageError{error.what()};
    }
}

} // namespace vitrine::apps
