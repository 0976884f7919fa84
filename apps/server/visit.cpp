// One client of a server: step, serve, write, read; and again, whenever the socket has something to say.
#include "apps/server/visit.h"

#include "apps/failure_text.h"
#include "apps/files/file_service.h"
#include "apps/mail/mail_service.h"
#include "apps/summary.h"
#include "apps/terminal.h"
#include "apps/verdict_text.h"

#include <asio/post.hpp>
#include <fmt/format.h>

namespace vitrine::apps {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds goodbye{1}; // how long a last alert may take to leave, and to be read

std::string who(std::size_t number, const std::string& peer) { return fmt::format("vitrine: [{}] {}", number, peer); }

std::string address_of_peer(const Visit::Socket& socket) {
    std::error_code error;
    const auto end = socket.remote_endpoint(error);
    if (error) return "(gone already)";
    const std::string address = end.address().to_string();
    return end.address().is_v6() ? fmt::format("[{}]:{}", address, end.port())
                                 : fmt::format("{}:{}", address, end.port());
}

} // namespace

Visit::Visit(House& house, Deadlines& deadlines, Socket socket)
    : house_{house}, deadlines_{deadlines}, number_{++house.visits}, peer_{address_of_peer(socket)},
      stream_{std::move(socket), make_connection(socket.native_handle())}, begun_{steady_clock::now()}, last_byte_{
                                                                                                            begun_} {
    ++house_.counters.open;
}

Visit::~Visit() { --house_.counters.open; }

std::unique_ptr<tls::Connection> Visit::make_connection(int socket) {
    using Kind = ServiceChoice::Kind;
    const SharedOptions& shared = house_.options.shared;
    const std::shared_ptr<const tls::ServerConfig> config = house_.config.load();
    watch_ = std::make_unique<Watch>(shared, fmt::format("[{}] ", number_), house_.key_log);
    watch_->record(shared, config, number_);
    watch_->capture(house_.pcapng, socket, tls::Role::server);
    const Kind kind = house_.service.kind;
    if (kind == Kind::page) watch_->add(*(story_ = std::make_unique<BoundedStory>()));
    if (kind == Kind::sink || kind == Kind::source)
        meter_ = std::make_unique<Meter>(who(number_, peer_), shown_on_stderr(shared.quiet ? Quiet::yes : Quiet::no));
    service_ = make_service_of_house();
    return std::make_unique<tls::Connection>(config, watch_->environment(tls::Role::server));
}

std::unique_ptr<Service> Visit::make_service_of_house() {
    const auto established = [this](tls::Connection&) { greet(); };
    if (house_.mail) return std::make_unique<MailService>(*house_.mail, established);
    if (!house_.files) return make_service(house_.service, story_.get(), meter_.get(), established);
    const auto log = [this](const std::string& answer) {
        if (!house_.options.shared.quiet) say(fmt::format("{}: {}\n", who(number_, peer_), answer));
    };
    return std::make_unique<FileService>(house_.files, log, established);
}

void Visit::begin() {
    const SharedOptions& shared = house_.options.shared;
    if (shared.messages || shared.states) say(fmt::format("{}: connected\n", who(number_, peer_)));
    place_ = house_.guests.enter(shared_from_this());
    entered_ = true;
    house_.mail ? talk_in_the_clear() : turn();
}

void Visit::talk_in_the_clear() {
    clear_talk_ = std::make_unique<ClearTalk>(stream_.next_layer(), *house_.mail,
                                              [this](ClearTalk::End end) { over_to_tls(end); });
    clear_talk_->begin(shared_from_this());
    deadlines_.set(reminder_, *this, deadline());
}

void Visit::over_to_tls(ClearTalk::End end) {
    asio::post(executor(), [over = std::move(clear_talk_)] {}); // it is still running, and goes when it has returned
    if (stage_ != Stage::open) return;
    if (end == ClearTalk::End::start_tls) return turn();
    if (end == ClearTalk::End::refused && !house_.options.shared.quiet)
        say(fmt::format("{}: sent away: more in the clear behind what begins TLS, or too long a line\n",
                        who(number_, peer_)));
    leave();
}

void Visit::greet() {
    established_ = true;
    house_.guests.established(place_);
    house_.counters.count_handshake(connection());
    if (!house_.options.shared.quiet) say(fmt::format("{}: {}\n", who(number_, peer_), summary_line(connection())));
    if (const std::string exports = exports_text(connection(), house_.options.extensions); !exports.empty())
        say(exports);
}

void Visit::advance() {
    do {
        stream_.step();
        if (!established_ && connection().established()) service_->established(connection());
    } while (service_->exchange(connection()));
}

void Visit::turn() {
    if (stage_ != Stage::open) return;
    if (clear_talk_) return stopping_ ? leave() : void();
    try {
        advance();
        if (stopping_ && !closed_ && (!established_ || service_->at_rest())) {
            closed_ = true;
            connection().close();
            advance();
        }
    } catch (const std::exception& error) { // one client's trouble is not the server's end
        say(fmt::format("{}: the connection ended: {}\n", who(number_, peer_), escaped(error.what())));
        house_.last_failure = ExitCode::internal;
        told_ = true;
        return end(Driver::Outcome::ended);
    }
    if (!flushing_ && finished()) return end(stopping_ ? Driver::Outcome::stopped : Driver::Outcome::ended);
    begin_io(); // what comes of it at once is looked at in the next turn
    deadlines_.set(reminder_, *this, deadline());
}

void Visit::begin_io() {
    if (!flushing_ && !stream_.all_sent()) {
        flushing_ = true;
        stream_.async_flush([self = shared_from_this()](const std::error_code& error) { self->flushed(error); });
    }
    const bool listens = !established_ || service_->listens();
    if (taking_ || !listens || connection().ending() != tls::Ending::open) return;
    if (connection().from_peer().space().empty()) return;
    taking_ = true;
    stream_.async_take_from_peer([self = shared_from_this()](const std::error_code& error) { self->taken(error); });
}

// Nothing more will be exchanged; answers the peer's close_notify on the way (RFC 5246 §7.2.1).
bool Visit::finished() {
    if (connection().ending() == tls::Ending::open) return closed_ && stopping_ && stream_.all_sent();
    if (!connection().to_app().data().empty()) return false;
    if (connection().ending() == tls::Ending::clean && !closed_) {
        closed_ = true;
        connection().close();
        stream_.step();
    }
    return stream_.all_sent();
}

void Visit::note_trouble(const std::error_code& error) {
    if (error && error != asio::error::operation_aborted && !trouble_) trouble_ = error;
}

// A socket that fails brings nothing more; what the peer said last has been read.
void Visit::lose_if(const std::error_code& error) {
    if (error && stage_ == Stage::open && connection().ending() == tls::Ending::open)
        connection().from_peer().commit(0);
}

void Visit::flushed(const std::error_code& error) {
    flushing_ = false;
    last_byte_ = steady_clock::now();
    note_trouble(error);
    lose_if(error);
    turn();
}

void Visit::taken(const std::error_code& error) {
    taking_ = false;
    last_byte_ = steady_clock::now();
    note_trouble(error);
    lose_if(error);
    turn();
}

Deadlines::Time Visit::deadline() {
    const auto after = [](Deadlines::Time begin, std::chrono::seconds limit) {
        return limit == Limits::no_limit ? Deadlines::Time::max() : begin + limit;
    };
    if (stage_ == Stage::lingering) return last_byte_ + goodbye;
    const Limits& limits = house_.limits;
    if (!established_) return after(begun_, limits.handshake);
    const Deadlines::Time idle = after(last_byte_, limits.inactivity);
    const bool we_closed = service_->said_all() && stream_.all_sent();
    if (stopping_ && closed_) return last_byte_ + goodbye;
    return we_closed ? std::min(idle, after(last_byte_, limits.answer_to_close)) : idle;
}

void Visit::on_deadline() {
    const Deadlines::Time due = deadline();
    if (steady_clock::now() < due) return deadlines_.set(reminder_, *this, due);
    deadlines_.clear(reminder_);
    const auto self = shared_from_this();
    if (stage_ == Stage::lingering) return leave();
    end(stopping_ ? Driver::Outcome::stopped : Driver::Outcome::timed_out);
}

void Visit::cut_off() {
    if (stage_ != Stage::open || established_) return;
    cut_off_ = true;
    ++house_.counters.cut_off;
    end(Driver::Outcome::ended);
}

void Visit::stop() {
    stopping_ = true;
    turn();
}

void Visit::give_up() {
    if (stage_ == Stage::over) return;
    if (stage_ == Stage::open) end(Driver::Outcome::stopped);
    leave();
}

// Once we have said close_notify, many a client just goes, or keeps silent: nothing of ours is missing then, and it had
// nothing more to say (RFC 5246 §7.2.1).
bool Visit::left_in_order(Driver::Outcome outcome) {
    if (outcome == Driver::Outcome::timed_out) return true;
    return connection().ending() == tls::Ending::truncated && !trouble_;
}

void Visit::report(Driver::Outcome outcome) {
    const std::string name = who(number_, peer_);
    if (cut_off_) return say(fmt::format("{}: cut off: its handshake took longest, and the server is full\n", name));
    if (outcome == Driver::Outcome::timed_out) {
        say(timeout_text(name, connection(), house_.limits));
    } else if (const tls::FailureReport* const failure = connection().failure()) {
        say(failure_text(name, *failure, watch_->failed_check()) +
            (refused_certificate(connection()) ? verdict_table(*connection().peer_verdict(), terminal_columns()) : ""));
    } else if (connection().ending() == tls::Ending::truncated) {
        say(truncation_text(name, connection(), trouble_ ? trouble_.message() : ""));
    }
    const ExitCode code = exit_code_of(connection(), outcome);
    if (code != ExitCode::ok) house_.last_failure = code;
}

void Visit::end(Driver::Outcome outcome) {
    if (meter_) meter_->finish();
    if (!cut_off_) house_.counters.count_end(connection(), outcome);
    house_.counters.bytes_received += stream_.bytes_received();
    house_.counters.bytes_sent += stream_.bytes_sent();
    const bool in_order = service_->said_all() && left_in_order(outcome);
    if (!told_ && outcome != Driver::Outcome::stopped && !in_order) report(outcome);
    const bool last_words = connection().ending() == tls::Ending::failed || (stopping_ && closed_);
    if (last_words && outcome != Driver::Outcome::timed_out && !cut_off_) return linger();
    leave();
}

// A socket that is closed with unread bytes in it is reset, and the reset overtakes what we sent last: so read on.
void Visit::linger() {
    if (std::exchange(stage_, Stage::lingering) != Stage::lingering) {
        std::error_code ignored;
        stream_.next_layer().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        last_byte_ = steady_clock::now();
        deadlines_.set(reminder_, *this, last_byte_ + goodbye);
    }
    std::array<std::uint8_t, 4096> ignored{};
    for (;;) {
        const auto got = net::receive_now(stream_.next_layer().native_handle(), ignored);
        if (!got) break;
        if (got->size == 0) return leave();
    }
    stream_.next_layer().async_wait(Socket::wait_read, [self = shared_from_this()](const std::error_code& error) {
        if (self->stage_ == Stage::lingering) error ? self->leave() : self->linger();
    });
}

void Visit::leave() {
    if (std::exchange(stage_, Stage::over) == Stage::over) return;
    deadlines_.clear(reminder_);
    std::error_code ignored;
    stream_.next_layer().close(ignored); // ends what is under way
    if (entered_) house_.guests.leave(place_, established_ ? Guests::Stage::established : Guests::Stage::in_handshake);
}

} // namespace vitrine::apps
