// A fault played over a socket, against a victim in another process.
#include "apps/lab/duel.h"

#include "tls/base/names.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

class Duel {
public:
    Duel(net::TcpSocket& socket, const tls::Fault& fault, const tls::Arrangement& arrangement,
         tls::ScriptedEnd::Script script)
        : socket_(socket), fault_(fault) {
        const tls::Environment environment{random_, clock_, nullptr};
        if (fault.plays == tls::Role::client)
            end_.emplace(std::make_shared<const tls::ClientConfig>(arrangement.client), environment, std::move(script));
        else
            end_.emplace(std::make_shared<const tls::ServerConfig>(arrangement.server), environment, std::move(script));
    }

    Answer run(std::chrono::seconds patience) {
        try {
            while (!verdict()) {
                speak();
                socket_.set_deadline(std::chrono::steady_clock::now() + patience);
                listen();
            }
        } catch (const net::TimeoutError&) {
            return {Answer::How::silent, std::nullopt};
        }
        return *verdict();
    }

private:
    std::optional<Answer> verdict() {
        for (const tls::AlertEvent& heard : end_->memory().alerts_heard)
            if (heard.level == tls::AlertLevel::fatal) return Answer{Answer::How::alert, heard.description};
        if (end_->speaker().ending() == tls::Ending::clean) return Answer{Answer::How::went_on, std::nullopt};
        if (!stream_ended_) return std::nullopt;
        const bool more_was_said = messages_at_fault_ && end_->memory().handshake_messages.size() > *messages_at_fault_;
        const bool lost = end_->speaker().failure() != nullptr || more_was_said;
        return Answer{lost ? Answer::How::lost : Answer::How::ended, std::nullopt};
    }

    // All that our end has to say: the handshake, the fault, and a goodbye once nothing else is due.
    void speak() {
        step_all();
        if (end_->speaker().established() && !fault_.instead_of && !messages_at_fault_) {
            messages_at_fault_ = end_->memory().handshake_messages.size();
            fault_.play(*end_, {});
        }
        if (end_->speaker().established()) end_->speaker().close();
        step_all();
        try {
            socket_.write(end_->to_peer());
            if (end_->hung_up()) socket_.shutdown_write();
        } catch (const net::TimeoutError&) {
            throw;
        } catch (const net::NetworkError&) {
            // The other side has closed: an alert may still be there to be read.
        }
        end_->consume(end_->to_peer().size());
    }

    void listen() {
        std::array<std::uint8_t, 1 << 14> buffer{};
        std::size_t size = 0;
        try {
            size = socket_.read(buffer);
        } catch (const net::TimeoutError&) {
            throw;
        } catch (const net::NetworkError&) { // reset: no more than an end to us
        }
        stream_ended_ = size == 0;
        for (View heard = View{buffer}.first(size); !heard.empty();) {
            const std::size_t taken = end_->hear(heard);
            heard = heard.subspan(taken);
            step_all();
            if (taken == 0) return; // our end takes no more
        }
    }

    void step_all() {
        while (end_->step()) end_->speaker().to_app().consume(end_->speaker().to_app().data().size());
    }

    net::TcpSocket& socket_;
    const tls::Fault& fault_;
    crypto::SystemRandom random_;
    tls::SystemClock clock_;
    std::optional<tls::ScriptedEnd> end_;
    std::optional<std::size_t>
        messages_at_fault_; // how many there were; nothing before, or if it is part of the handshake
    bool stream_ended_ = false;
};

} // namespace

std::string text_of(const Answer& answer) {
    switch (answer.how) {
    case Answer::How::alert:
        return fmt::format("alert fatal {}({})", name_of(*answer.alert), static_cast<unsigned>(*answer.alert));
    case Answer::How::ended: return "no alert: it ended the stream";
    case Answer::How::went_on: return "no refusal: it went on, up to close_notify";
    case Answer::How::lost: return "no refusal: it went on with what our end does not follow";
    case Answer::How::silent: return "no refusal: it waits for more";
    }
    return "";
}

bool is_as_required(const tls::Fault& fault, const Answer& answer) {
    return fault.alert ? answer.alert == fault.alert : answer.how == Answer::How::ended;
}

std::optional<Answer> play_over(const NextSocket& next, const tls::Fault& fault, std::chrono::seconds patience) {
    tls::Arrangement arrangement = tls::arrangement_of(fault);
    arrangement.client.peer_certificate = arrangement.server.peer_certificate = tls::PeerCertificate::accept_any;
    if (fault.visit == tls::Visit::second) {
        std::optional<net::TcpSocket> first = next();
        if (!first) return std::nullopt;
        Duel{*first, fault, arrangement, tls::honest_script()}.run(patience);
    }
    std::optional<net::TcpSocket> socket = next();
    if (!socket) return std::nullopt;
    return Duel{*socket, fault, arrangement, tls::script_of(fault)}.run(patience);
}

} // namespace vitrine::apps
