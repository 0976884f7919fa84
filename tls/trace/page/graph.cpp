// The derivations as a drawing: values are boxes, and lines say what was made from what.
#include "markup.h"
#include "sections.h"

#include "tls/base/names.h"

#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

constexpr int box_width = 214, box_height = 56;
constexpr int left = 8, column = 230, row_height = 96;
constexpr int width = left + 3 * column + box_width + 8;

enum class Kind : std::uint8_t { secret, seen }; // seen: whoever listens knows it, too

struct Box {
    std::string id;     // "master_secret"
    std::string target; // the id that its link leads to
    std::string title, value;
    Kind kind;
    double column;
    int row;

    int x() const { return left + static_cast<int>(this->column * page::column); }
    int y() const { return 8 + row * row_height; }
    int middle() const { return x() + box_width / 2; }
};

struct Line {
    std::string from, to;
    bool sideways = false;   // it enters the box from the side
    std::string sender = {}; // only for records of this end
};

class Graph {
public:
    explicit Graph(const Run& run) : run_{run} {
        add_secrets();
        add_keys();
        add_verify_data();
        if (!sealed_records(run).empty() && derivation_of(run, "key_block") != nullptr) add_nonce();
    }

    std::string svg() const {
        std::string drawn;
        for (const Line& line : lines_) drawn += draw(line);
        for (const Box& box : boxes_) drawn += draw(box);
        int rows = 0;
        for (const Box& box : boxes_) rows = std::max(rows, box.row + 1);
        return fmt::format(
            "<svg class=\"graph\" viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"What was made from what\">"
            "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
            "orient=\"auto\"><path d=\"M0,0 8,4 0,8z\"/></marker></defs>\n{}</svg>\n",
            width, rows * row_height - (row_height - box_height) + 16, drawn);
    }

private:
    std::string value(View bytes) const { return bytes.empty() ? "not shown" : short_hex(bytes, 8); }

    const Box* find(std::string_view id) const {
        for (const Box& box : boxes_)
            if (box.id == id) return &box;
        return nullptr;
    }

    // A field of a message: its link leads to the record that carries it.
    void add_seen(const std::string& id, std::string_view path, const std::string& title, double at, int row) {
        const FoundSpan found = find_span(run_, path);
        if (found.record == nullptr) return;
        const auto number = static_cast<std::size_t>(found.record - run_.records.data()) + 1;
        boxes_.push_back({id, fmt::format("record-{}", number), title, value(bytes_of(found)), Kind::seen, at, row});
    }

    void add_secrets() {
        add_seen("client-point", "ClientKeyExchange.ecdh_Yc", "client's public point", 0.4, 0);
        add_seen("server-point", "ServerKeyExchange.public", "server's public point", 1.6, 0);
        for (const Event& event : run_.events)
            if (const auto* agreement = as<told::Agreement>(event))
                boxes_.push_back(
                    {"premaster", "premaster", "premaster_secret", value(agreement->premaster), Kind::secret, 1, 1});
        lines_.push_back({"client-point", "premaster"});
        lines_.push_back({"server-point", "premaster"});
        const told::Derivation* const master = derivation_of(run_, "master_secret");
        if (master == nullptr) return add_known_master();
        add_seed(*master, "master-seed", 2.3, 1);
        boxes_.push_back(
            {"master_secret", "master_secret", "master_secret", value(master->output), Kind::secret, 1, 2});
        lines_.push_back({"premaster", "master_secret"});
        lines_.push_back({"master-seed", "master_secret"});
    }

    // Of a capture the master secret is known, from a key log, and not what it was made from.
    void add_known_master() {
        const told::Derivation* const block = derivation_of(run_, "key_block");
        if (block == nullptr) return;
        const std::string value_known = value(block->secret.bytes);
        boxes_.push_back(
            {"premaster", block->became, "premaster_secret", "known to the ends alone", Kind::secret, 1, 1});
        boxes_.push_back({"master_secret", block->became, "master_secret", value_known, Kind::secret, 1, 2});
        lines_.push_back({"premaster", "master_secret"});
    }

    void add_seed(const told::Derivation& derivation, const std::string& id, double at, int row) {
        const auto& seed = derivation.seed;
        const std::string more = seed.size() > 1 ? "‖ " + seed[1].name : value(seed.front().bytes);
        boxes_.push_back({id, derivation.became, seed.front().name, more, Kind::seen, at, row});
    }

    void add_keys() {
        const told::Derivation* const block = derivation_of(run_, "key_block");
        if (block == nullptr) return;
        add_seed(*block, "key-seed", 0, 2);
        boxes_.push_back({"key_block", "key_block", "key_block", value(block->output), Kind::secret, 1, 3});
        lines_.push_back({"master_secret", "key_block"});
        lines_.push_back({"key-seed", "key_block"});
        constexpr std::array names{"client_write_key", "client_write_IV", "server_write_IV", "server_write_key"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string name = names.at(i);
            const told::Named* const part = key_part(run_, name);
            if (part == nullptr) continue;
            boxes_.push_back({name, name, name, value(part->bytes), Kind::secret, static_cast<double>(i), 4});
            lines_.push_back({"key_block", name});
        }
    }

    void add_verify_data() {
        for (const Event& event : run_.events) {
            const auto* derivation = as<told::Derivation>(event);
            if (derivation == nullptr || derivation->became != "verify_data") continue;
            const std::string id = id_of(*derivation);
            const bool client = id.ends_with("client");
            boxes_.push_back({id, id, client ? "verify_data (client)" : "verify_data (server)",
                              value(derivation->output), Kind::secret, client ? 2.0 : 3.0, 3});
            lines_.push_back({"master_secret", id});
        }
    }

    // Drawn for the first sealed record; the script puts another one in its place.
    void add_nonce() {
        const std::size_t index = sealed_records(run_).front();
        const ExplainedRecord& record = run_.records[index];
        const std::string calculation = fmt::format("nonce-{}", index + 1);
        boxes_.push_back({"nonce", calculation, fmt::format("nonce of record {}", index + 1),
                          value(nonce_of(run_, record)), Kind::secret, 1, 5});
        const bool is_gcm = has_explicit_nonce(record);
        boxes_.push_back({"explicit", calculation, is_gcm ? "explicit nonce" : "sequence number",
                          value(seen_nonce_of(record)), Kind::seen, 2, 5});
        boxes_.push_back({"sealed", fmt::format("record-{}", index + 1), fmt::format("record {}, sealed", index + 1),
                          is_gcm ? "AES-GCM(key, nonce, data)" : "ChaCha20-Poly1305(…)", Kind::seen, 1, 6});
        lines_.push_back({"client_write_IV", "nonce", false, "client"});
        lines_.push_back({"server_write_IV", "nonce", false, "server"});
        lines_.push_back({"explicit", "nonce", true});
        lines_.push_back({"nonce", "sealed"});
        lines_.push_back({"client_write_key", "sealed", true, "client"});
        lines_.push_back({"server_write_key", "sealed", true, "server"});
    }

    std::string draw(const Line& line) const {
        const Box *from = find(line.from), *to = find(line.to);
        if (from == nullptr || to == nullptr) return {};
        const bool from_left = from->x() < to->x();
        const int x1 = line.sideways && from->row == to->row ? from->x() : from->middle();
        const int y1 = from->y() + (from->row == to->row ? box_height / 2 : box_height);
        const int x2 = !line.sideways ? to->middle() : from_left ? to->x() : to->x() + box_width;
        const int y2 = line.sideways ? to->y() + box_height / 2 : to->y();
        const int bend = (y2 - y1) / 2;
        const std::string curve = line.sideways
                                      ? fmt::format("C{0},{1} {0},{1} {2},{1}", x1, y2, x2)
                                      : fmt::format("C{},{} {},{} {},{}", x1, y1 + bend, x2, y2 - bend, x2, y2);
        const std::string sender = line.sender.empty() ? "" : fmt::format(" data-sender=\"{}\"", line.sender);
        const bool off = !line.sender.empty() && line.sender != first_sender();
        return fmt::format("<path class=\"line{}\"{} d=\"M{},{} {}\" marker-end=\"url(#tip)\"/>\n", off ? " off" : "",
                           sender, x1, y1, curve);
    }

    std::string_view first_sender() const { return name_of(run_.records[sealed_records(run_).front()].sender); }

    std::string draw(const Box& box) const {
        std::string next;
        for (const Line& line : lines_)
            if (line.from == box.id && find(line.to) != nullptr) next += (next.empty() ? "" : " ") + line.to;
        const std::string_view kind = box.kind == Kind::secret ? "secret" : "seen";
        return fmt::format(
            "<a class=\"box {0}\" href=\"#{1}\" data-id=\"{2}\" data-next=\"{3}\"><title>{4}{5}</title>"
            "<rect x=\"{6}\" y=\"{7}\" width=\"{8}\" height=\"{9}\" rx=\"8\"/><text class=\"name\" x=\"{10}\" y=\"{11}\">"
            "{4}</text><text class=\"value\" x=\"{10}\" y=\"{12}\">{13}</text></a>\n",
            kind, box.target, box.id, next, html_escaped(box.title),
            box.kind == Kind::secret ? ", secret" : ", seen by all", box.x(), box.y(), box_width, box_height,
            box.x() + 12, box.y() + 23, box.y() + 43, html_escaped(box.value));
    }

    const Run& run_;
    std::vector<Box> boxes_;
    std::vector<Line> lines_;
};

// The records to choose from, with what the drawing then shows.
std::string chooser(const Run& run) {
    std::string options;
    for (const std::size_t index : sealed_records(run)) {
        const ExplainedRecord& record = run.records[index];
        const Bytes nonce = nonce_of(run, record);
        options += fmt::format("<option value=\"{0}\" data-sender=\"{1}\" data-nonce=\"{2}\" data-explicit=\"{3}\">"
                               "{0}: {4} of the {1}</option>",
                               index + 1, name_of(record.sender), nonce.empty() ? "not shown" : short_hex(nonce, 8),
                               short_hex(seen_nonce_of(record), 8), html_escaped(content_of(record)));
    }
    if (options.empty()) return {};
    return fmt::format("<p class=\"tools\" hidden><label>down to the nonce of record <select id=\"which\">{}</select>"
                       "</label></p>",
                       options);
}

} // namespace

std::string derivation_graph(const Run& run) {
    return fmt::format(
        "<div class=\"drawing\">{}<div class=\"scroll\" tabindex=\"-1\">{}</div>"
        "<p class=\"legend\"><span class=\"key secret\">secret</span> <span class=\"key seen\">seen by all"
        " who listen</span></p></div>",
        chooser(run), Graph{run}.svg());
}

} // namespace vitrine::tls::page
