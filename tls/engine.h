// The inside of a Connection: joins record layer and handshake, which know nothing of each other.
#pragma once

#include "tls/base/held.h"
#include "tls/buffers.h"
#include "tls/connection.h"
#include "tls/handshake/handshake.h"
#include "tls/record/reassembler.h"
#include "tls/record/record_reader.h"
#include "tls/record/record_writer.h"

namespace vitrine::tls {

class Connection::Engine {
public:
    // `record_limit`: how many records one key may protect, if its AEAD allows as many.
    Engine(Handshake handshake, Environment environment, std::size_t max_send_fragment,
           std::uint64_t record_limit = UINT64_MAX);

    Step step();
    void fail(const Failure& failure, bool sent_by_peer);

    // The application's side of the ports.
    MutableView app_space();
    void app_commit(std::size_t size);
    View app_data() const { return to_app_; }
    void app_consume(std::size_t size);

    // The peer's side: input.space() and output are ports as they are.
    void peer_commit(std::size_t size);
    void close();
    void abort(const Failure& failure);
    void release_memory();

    InputBuffer input;
    OutputBuffer output;
    Handshake handshake;
    Ending ending = Ending::open;
    Held<FailureReport> report;
    std::uint64_t records_read = 0, records_written = 0;

private:
    Step step_once();
    Step seal_app_data();
    Step write_handshake();
    Step read_record();
    Step read_content(const OpenedRecord& record);
    Step read_app_data(const OpenedRecord& record);
    Step read_alert(View content);
    Step read_handshake_message(View message);
    Step read_change_cipher_spec(View content);
    Step answer_renegotiation(View message);
    Step ignore_hello_request(View message);
    Step end_of_stream();

    void limit_records();
    void send(ContentType type, View content);
    void send_alert(AlertLevel level, AlertDescription description);
    void send_close_notify();
    void seal(ContentType type, MutableView record);
    void tell_entered(Input port, View bytes, std::size_t size) const;
    void tell_wire(Role sender, View record) const;
    void tell_next_wire();
    void tell_record(ContentType type, MutableView record) const;
    void tell_opened(const OpenedRecord& record) const;
    void tell_message(Role sender, ContentType type, View bytes) const;
    bool established() const { return handshake.state() == State::established; }
    // We closed while the next message was ours: the peer waits for what will not come, and only its alerts matter.
    bool called_off() const { return close_sent_ && handshake.our_turn(); }
    void count_warning();

    Environment environment_;
    RecordReader reader_;
    RecordWriter writer_;
    Reassembler reassembler_;
    std::size_t max_send_fragment_;
    std::uint64_t record_limit_;
    MutableView to_app_;                  // plaintext in `input` that the application has not taken yet
    std::optional<std::size_t> from_app_; // bytes of plaintext in `output`'s room that are not sealed yet
    bool close_wanted_ = false;
    bool close_sent_ = false;
    bool renegotiation_refused_ = false;
    unsigned warnings_ = 0;      // alerts that ended nothing
    unsigned empty_records_ = 0; // in a row
};

} // namespace vitrine::tls
