// Reads the captures of captures/*.txt: sessions of OpenSSL with itself, with their secrets.
#pragma once

#include "tests/tls/record/support.h"
#include "tls/record/reassembler.h"

#include <fstream>
#include <map>
#include <sstream>

namespace vitrine::tls::test {

struct Capture {
    Bytes premaster, client_random, master, from_client, from_server;
};

inline Capture read_capture(const std::string& name) {
    std::ifstream file{std::string{VITRINE_TEST_DATA "/tls/record/captures/"} + name};
    std::map<std::string, std::vector<Bytes>> lines; // label → values
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream words{line};
        std::string label;
        words >> label;
        for (std::string word; words >> word;) lines[label].push_back(from_hex(word).value());
    }
    return {.premaster = lines.at("premaster").at(0),
            .client_random = lines.at("CLIENT_RANDOM").at(0),
            .master = lines.at("CLIENT_RANDOM").at(1),
            .from_client = lines.at("from_client").at(0),
            .from_server = lines.at("from_server").at(0)};
}

// One direction of a capture, read by our own record layer.
class Direction {
public:
    explicit Direction(Bytes bytes) : bytes_(std::move(bytes)) {}

    RecordReader& reader() { return reader_; }
    bool at_end() const { return at_ == bytes_.size(); }

    OpenedRecord next_record() {
        const auto record = reader_.next(MutableView{bytes_}.subspan(at_));
        if (!record) throw std::runtime_error{"the capture is cut"};
        at_ += record->size;
        return *record;
    }

    Bytes next_message() {
        for (;;) {
            if (const auto message = reassembler_.next()) return to_bytes(*message);
            const OpenedRecord record = next_record();
            if (record.type != ContentType::handshake) throw std::runtime_error{"no handshake record"};
            reassembler_.add(record.plaintext);
        }
    }

private:
    Bytes bytes_;
    std::size_t at_ = 0;
    RecordReader reader_;
    Reassembler reassembler_;
};

} // namespace vitrine::tls::test
