// The key schedule of TLS 1.2 worked out value by value.
#include "tls/trace/calculation.h"

#include "tls/keys/prf.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

using Seeds = std::vector<told::Named>;
using Order = Recipe::Order;

constexpr std::size_t master_secret_size = 48; // bytes; RFC 5246 §8.1
constexpr std::size_t verify_data_size = 12;   // bytes; RFC 5246 §7.4.9
constexpr std::size_t nonce_size = 12;         // bytes; RFC 5288 §3, RFC 7905 §2
constexpr std::size_t tag_size = 16;           // bytes

Bytes joined(const Seeds& seeds) {
    Bytes bytes;
    for (const told::Named& seed : seeds) append(bytes, seed.bytes);
    return bytes;
}

Bytes first_of(View bytes, std::size_t size) { return to_bytes(bytes.first(std::min(bytes.size(), size))); }

// Works through one recipe, top to bottom.
class Work {
public:
    explicit Work(const Recipe& recipe) : recipe_(recipe) {}

    Calculation done() {
        add("premaster_secret", recipe_.premaster_secret);
        work_out_master_secret();
        if (!master_.empty() && has_randoms()) work_out_key_block();
        if (!master_.empty()) {
            work_out_verify_data("client", recipe_.client_label, recipe_.client_end);
            work_out_verify_data("server", recipe_.server_label, recipe_.server_end);
        }
        for (const RecordPlace& record : recipe_.records) work_out_record(record);
        if (recipe_.order == Recipe::ByteOrder::reversed)
            for (told::Named& value : result_.values) std::ranges::reverse(value.bytes);
        return std::move(result_);
    }

private:
    void add(std::string name, const Bytes& bytes) {
        if (!bytes.empty()) result_.values.push_back({std::move(name), bytes});
    }

    bool has_randoms() const { return !recipe_.client_random.empty() && !recipe_.server_random.empty(); }

    Seeds randoms(Order order) const {
        Seeds seeds{{"client_random", recipe_.client_random}, {"server_random", recipe_.server_random}};
        if (order == Order::server_first) std::ranges::reverse(seeds);
        return seeds;
    }

    Bytes hash_of_messages(std::size_t end) const {
        crypto::Hash hash{recipe_.transcript_hash};
        for (std::size_t i = 0; i < end && i < recipe_.messages.size(); ++i) hash.add(recipe_.messages[i]);
        return to_bytes(hash.digest().view());
    }

    // The PRF, with more output than is wanted, so that the last block is whole too.
    Bytes expand(const std::string& became, const std::string& label, const told::Named& secret, const Seeds& seeds,
                 std::size_t size) {
        const std::size_t block = crypto::digest_size(recipe_.prf_hash);
        Bytes out((size + block - 1) / block * block);
        std::vector<crypto::Digest> steps;
        const bool exchanged = recipe_.expansion == Recipe::Expansion::secret_for_seed;
        const Bytes seed = joined(seeds);
        prf(recipe_.prf_hash, exchanged ? seed : secret.bytes, label, exchanged ? secret.bytes : seed, {}, out, &steps);
        Calculation::Expanded expanded{{became, recipe_.prf_hash, label, secret, seeds, {}, {}, {}}, {}};
        for (const crypto::Digest& step : steps) expanded.how.a.push_back(to_bytes(step.view()));
        for (View rest{out}; !rest.empty(); rest = rest.subspan(block))
            expanded.blocks.push_back(first_of(rest, block));
        if (recipe_.expansion == Recipe::Expansion::only_a) {
            out.clear();
            for (const Bytes& a : expanded.how.a) append(out, a);
        }
        out.resize(size);
        expanded.how.output = out;
        result_.expansions.push_back(std::move(expanded));
        add(became, out);
        return out;
    }

    void work_out_master_secret() {
        const bool extended = recipe_.seed == MasterSeed::session_hash;
        Bytes session_hash = recipe_.session_hash;
        if (recipe_.session_end > 0) session_hash = hash_of_messages(recipe_.session_end);
        if (extended) add("session_hash", session_hash);
        const told::Named premaster{"premaster_secret", recipe_.premaster_secret};
        if (premaster.bytes.empty())
            add("master_secret", master_ = recipe_.master_secret);
        else if (extended && !session_hash.empty())
            master_ = expand("master_secret", recipe_.extended_label, premaster, {{"session_hash", session_hash}},
                             master_secret_size);
        else if (!extended && has_randoms())
            master_ = expand("master_secret", recipe_.master_label, premaster, randoms(recipe_.master_randoms),
                             master_secret_size);
    }

    void work_out_key_block() {
        const std::size_t size = 2 * (recipe_.mac_key_size + recipe_.key_size + recipe_.iv_size);
        const Bytes block =
            expand("key_block", recipe_.key_label, {"master_secret", master_}, randoms(recipe_.key_randoms), size);
        cut(View{block}.subspan(2 * recipe_.mac_key_size));
    }

    void cut(View block) {
        using Slices = Recipe::Slices;
        const std::size_t key = recipe_.key_size;
        const std::size_t iv = recipe_.iv_size;
        Seeds cuts;
        switch (recipe_.slices) { // where each begins, in the order of the names below
        case Slices::keys_then_ivs: cuts = slices(block, {0, key, 2 * key, 2 * key + iv}); break;
        case Slices::server_first: cuts = slices(block, {key, 0, 2 * key + iv, 2 * key}); break;
        case Slices::ivs_then_keys: cuts = slices(block, {2 * iv, 2 * iv + key, 0, iv}); break;
        case Slices::each_side_whole: cuts = slices(block, {0, key + iv, key, 2 * key + iv}); break;
        }
        for (const told::Named& slice : cuts) add(slice.name, slice.bytes);
        client_iv_ = cuts[2].bytes;
        server_iv_ = cuts[3].bytes;
        result_.expansions.back().how.parts = std::move(cuts);
    }

    Seeds slices(View block, const std::array<std::size_t, 4>& begins) const {
        const std::size_t key = recipe_.key_size;
        return {{"client_write_key", first_of(block.subspan(begins[0]), key)},
                {"server_write_key", first_of(block.subspan(begins[1]), key)},
                {"client_write_IV", first_of(block.subspan(begins[2]), recipe_.iv_size)},
                {"server_write_IV", first_of(block.subspan(begins[3]), recipe_.iv_size)}};
    }

    void work_out_verify_data(const std::string& role, const std::string& label, std::size_t end) {
        if (end == 0) return;
        const Bytes hash = hash_of_messages(end);
        add(role + "_handshake_hash", hash);
        expand(role + "_verify_data", label, {"master_secret", master_}, {{"handshake_hash", hash}}, verify_data_size);
    }

    void work_out_record(const RecordPlace& record) {
        const std::string name =
            std::string{name_of(record.sender)} + "_record_" + std::to_string(record.sequence_number);
        const auto number =
            static_cast<std::uint64_t>(static_cast<std::int64_t>(record.sequence_number) + recipe_.sequence_offset);
        Bytes sequence(8);
        for (std::size_t i = 0; i < sequence.size(); ++i)
            sequence[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
        const bool given = !record.explicit_nonce.empty() && recipe_.sequence_offset == 0;
        const Bytes& salt = record.sender == Role::client ? client_iv_ : server_iv_;
        if (!salt.empty()) add(name + "_nonce", nonce_of(salt, given ? record.explicit_nonce : sequence));
        add(name + "_aad", aad_of(record, sequence));
    }

    Bytes nonce_of(const Bytes& salt, const Bytes& explicit_nonce) const {
        Bytes nonce = salt;
        switch (recipe_.nonce) {
        case Recipe::Nonce::salt_first: append(nonce, explicit_nonce); break;
        case Recipe::Nonce::explicit_first:
            nonce = explicit_nonce;
            append(nonce, salt);
            break;
        case Recipe::Nonce::exclusive_or: // RFC 7905 §2, RFC 8446 §5.3
        case Recipe::Nonce::exclusive_or_in_front:
            nonce.resize(nonce_size);
            const std::size_t zeros = recipe_.nonce == Recipe::Nonce::exclusive_or ? 4 : 0; // before the number
            for (std::size_t i = 0; i < explicit_nonce.size(); ++i) nonce[zeros + i] ^= explicit_nonce[i];
            break;
        }
        return nonce;
    }

    Bytes aad_of(const RecordPlace& record, const Bytes& sequence) const {
        std::size_t length = record.plaintext_size;
        if (recipe_.aad == Recipe::Aad::record_length) length += recipe_.explicit_nonce_size + tag_size;
        if (recipe_.aad == Recipe::Aad::ciphertext_length) length += tag_size;
        const Bytes header{static_cast<std::uint8_t>(record.type), 3, 3, static_cast<std::uint8_t>(length >> 8),
                           static_cast<std::uint8_t>(length)};
        const bool header_first = recipe_.aad == Recipe::Aad::header_first;
        Bytes aad = header_first ? header : sequence; // seq_num + type + version + length: RFC 5246 §6.2.3.3
        append(aad, header_first ? sequence : header);
        return aad;
    }

    const Recipe& recipe_;
    Calculation result_;
    Bytes master_, client_iv_, server_iv_;
};

} // namespace

Calculation calculate(const Recipe& recipe) { return Work{recipe}.done(); }

const Bytes* find_value(const Calculation& calculation, std::string_view name) {
    const auto found = std::ranges::find(calculation.values, name, &told::Named::name);
    return found == calculation.values.end() ? nullptr : &found->bytes;
}

} // namespace vitrine::tls
