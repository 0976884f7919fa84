// Explains the records of a connection while they come (tls/trace/explain.h for all at once).
#pragma once

#include "tls/trace/handshake_stream.h"

#include <array>

namespace vitrine::tls {

class Explainer {
public:
    Explainer(Role us, Certificates certificates);

    // Events in the order they were told; those of the other end count, and say nothing.
    void add(const Event& event);
    // Nothing that was added waits for what is still to come: the end of a message, the plaintext of a record.
    bool settled() const;
    // All records since it was asked last, as far as they can be explained. Their events are counted from there.
    std::vector<ExplainedRecord> take();

private:
    struct Direction {
        explicit Direction(Certificates certificates) : stream(certificates) {}

        bool is_protected = false;
        std::uint64_t sequence_number = 0;
        HandshakeStream stream;
        std::optional<std::size_t> waiting_wire; // a record that may yet be opened
        std::optional<told::Record> waiting_record;
    };
    struct Frame { // of a record: sizes behind its header
        std::size_t nonce, content, tag;
    };

    Direction& direction_of(Role sender) { return directions_[sender == Role::client ? 0 : 1]; }
    void add_wire(const told::Wire& wire);
    void add_record(const told::Record& record);
    void give_up_waiting(Direction& direction);
    void explain(std::size_t index, const told::Record* plaintext);
    Frame frame_of(const ExplainedRecord& record, const told::Record* plaintext) const;
    void explain_content(std::size_t index, Frame frame);
    void add_message(const PlacedMessage& message);
    void read_server_hello(const Annotation& hello);
    void finish(Direction& direction);

    Role us_;
    std::size_t events_ = 0;
    std::array<Direction, 2> directions_;
    std::string cipher_suite_; // of the ServerHello, if one was seen
    KeyExchangeAlgorithm exchange_ = KeyExchangeAlgorithm::ecdhe;
    std::vector<ExplainedRecord> records_;
    bool failed_ = false;
};

} // namespace vitrine::tls
