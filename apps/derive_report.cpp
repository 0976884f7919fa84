// What the key-schedule calculator found, for a person or a program.
#include "apps/derive_report.h"

#include "apps/terminal.h"
#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t bytes_in_line = 32; // 64 digits behind 12 columns

// "  label     0011…", going on below.
std::string hex_lines(std::string_view label, View bytes) {
    std::string text;
    do {
        const View part = bytes.first(std::min(bytes.size(), bytes_in_line));
        text += fmt::format("  {:<10}{}\n", text.empty() ? label : "", to_hex(part));
        bytes = bytes.subspan(part.size());
    } while (!bytes.empty());
    return text;
}

const tls::Calculation::Expanded* expansion_of(const tls::Calculation& calculation, std::string_view value) {
    const auto found = std::ranges::find_if(calculation.expansions,
                                            [&](const auto& expanded) { return expanded.how.became == value; });
    return found == calculation.expansions.end() ? nullptr : &*found;
}

std::string formula_of(const tls::told::Derivation& how) {
    std::string seed;
    for (const tls::told::Named& part : how.seed) seed += (seed.empty() ? "" : " + ") + part.name;
    return fmt::format("PRF({}, \"{}\", {})", how.secret.name, how.label, seed);
}

std::string last_message(const tls::Recipe& recipe, std::size_t end) {
    return name_of(tls::HandshakeType{recipe.messages.at(end - 1)[0]});
}

std::string hash_of(const tls::Recipe& recipe, std::size_t end) {
    if (end == 0) return "as given";
    return fmt::format("{} of {} messages, up to {}", crypto::name_of(recipe.transcript_hash), end,
                       last_message(recipe, end));
}

struct Slice {
    std::string_view value, from;
};

// clang-format off
constexpr std::array slices{
    Slice{"client_write_key", "the first write key of the key block"},
    Slice{"server_write_key", "the second write key"},
    Slice{"client_write_IV",  "behind both keys: the part of each nonce that no record shows"},
    Slice{"server_write_IV",  "the last bytes of the key block"},
};
// clang-format on

// How a value came about, if not by the PRF.
std::string origin_of(const tls::Recipe& recipe, std::string_view value) {
    if (value == "session_hash") return hash_of(recipe, recipe.session_end);
    if (value == "client_handshake_hash") return hash_of(recipe, recipe.client_end);
    if (value == "server_handshake_hash") return hash_of(recipe, recipe.server_end);
    if (value.ends_with("_nonce"))
        return fmt::format("{}_write_IV {}", value.substr(0, 6),
                           recipe.explicit_nonce_size > 0 ? "+ explicit nonce" : "xor sequence number");
    if (value.ends_with("_aad")) return "seq_num + type + version + length";
    const auto* const slice = std::ranges::find(slices, value, &Slice::value);
    return slice == slices.end() ? "as given" : std::string{slice->from};
}

std::string value_text(const tls::Recipe& recipe, const tls::Calculation& calculation, const tls::told::Named& value) {
    const tls::Calculation::Expanded* const expanded = expansion_of(calculation, value.name);
    std::string text = fmt::format("\n{} = {}\n", value.name,
                                   expanded != nullptr ? formula_of(expanded->how) : origin_of(recipe, value.name));
    for (std::size_t i = 0; expanded != nullptr && i < expanded->blocks.size(); ++i)
        text += hex_lines(fmt::format("A({})", i + 1), expanded->how.a.at(i)) +
                hex_lines(fmt::format("block {}", i + 1), expanded->blocks[i]);
    return text + hex_lines(fmt::format("{} bytes", value.bytes.size()), value.bytes);
}

Json value_json(const tls::Recipe& recipe, const tls::Calculation& calculation, const tls::told::Named& value) {
    Json row{{"value", value.name}, {"bytes", to_hex(value.bytes)}};
    const tls::Calculation::Expanded* const expanded = expansion_of(calculation, value.name);
    if (expanded == nullptr) {
        row["from"] = origin_of(recipe, value.name);
        return row;
    }
    row["from"] = formula_of(expanded->how);
    row["hash"] = crypto::name_of(expanded->how.hash);
    row["label"] = expanded->how.label;
    row["secret"] = to_hex(expanded->how.secret.bytes);
    for (const tls::told::Named& part : expanded->how.seed) row["seed"][part.name] = to_hex(part.bytes);
    for (const Bytes& a : expanded->how.a) row["a"].push_back(to_hex(a));
    for (const Bytes& block : expanded->blocks) row["blocks"].push_back(to_hex(block));
    return row;
}

} // namespace

std::string calculation_text(const tls::Recipe& recipe, const tls::Calculation& calculation) {
    std::string text =
        fmt::format("PRF with {}; write keys of {} bytes\n", crypto::name_of(recipe.prf_hash), recipe.key_size);
    if (!recipe.client_random.empty()) text += "\nclient_random\n" + hex_lines("", recipe.client_random);
    if (!recipe.server_random.empty()) text += "\nserver_random\n" + hex_lines("", recipe.server_random);
    for (const tls::told::Named& value : calculation.values) text += value_text(recipe, calculation, value);
    return text;
}

std::string calculation_json(const tls::Recipe& recipe, const tls::Calculation& calculation) {
    std::string text = Json{{"schema", "vitrine.derive/1"}}.dump() + "\n";
    for (const tls::told::Named& value : calculation.values)
        text += value_json(recipe, calculation, value).dump() + "\n";
    return text;
}

std::string diagnosis_text(const std::optional<tls::Diagnosis>& diagnosis, View expected, std::string_view meant) {
    if (!diagnosis)
        return fmt::format("wrong: no known mistake gives these {} bytes{}{}\n", expected.size(),
                           meant.empty() ? "" : " for ", escaped(meant));
    if (!diagnosis->mistaken_for.empty())
        return fmt::format("wrong: this is {}, not {}\n", diagnosis->mistaken_for, diagnosis->value);
    if (diagnosis->mistake == nullptr) return fmt::format("right: this is {}\n", diagnosis->value);
    return fmt::format("wrong: not {}, but what comes of a mistake: {}\n  {}{}\n  {}\n", diagnosis->value,
                       diagnosis->mistake->name, diagnosis->mistake->sentence,
                       diagnosis->detail.empty() ? "" : fmt::format("\n  here: {}", diagnosis->detail),
                       diagnosis->mistake->rfc);
}

std::string mistakes_text() {
    std::string text;
    for (const tls::Mistake& mistake : tls::mistakes())
        text += fmt::format("{:<30} {}\n  {}\n", mistake.name, mistake.rfc, mistake.sentence);
    return text;
}

std::string diagnosis_json(const std::optional<tls::Diagnosis>& diagnosis, View expected) {
    Json row{{"expected", to_hex(expected)},
             {"right", diagnosis && diagnosis->mistake == nullptr && diagnosis->mistaken_for.empty()}};
    row["value"] = diagnosis ? Json(diagnosis->value) : Json();
    const bool mistaken = diagnosis && diagnosis->mistake != nullptr;
    row["mistake"] = mistaken ? Json(diagnosis->mistake->name) : Json();
    row["sentence"] = mistaken ? Json(diagnosis->mistake->sentence) : Json();
    row["detail"] = mistaken ? Json(diagnosis->detail) : Json();
    row["rfc"] = mistaken ? Json(diagnosis->mistake->rfc) : Json();
    row["mistaken_for"] = diagnosis && !diagnosis->mistaken_for.empty() ? Json(diagnosis->mistaken_for) : Json();
    return row.dump() + "\n";
}

} // namespace vitrine::apps
