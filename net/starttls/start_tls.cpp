// The client's part of a dialogue in the clear that ends where TLS begins.
#include "net/starttls/start_tls.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace vitrine::net {

namespace {

bool same_letters(std::string_view one, std::string_view other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(one, other, [&](char a, char b) { return lower(a) == lower(b); });
}

bool begins_with(std::string_view line, std::string_view beginning) {
    return same_letters(line.substr(0, beginning.size()), beginning);
}

// As a word of its own: "AUTH=STARTTLSX" offers nothing.
bool has_word(std::string_view line, std::string_view word) {
    while (!line.empty()) {
        const std::size_t end = std::min(line.find_first_of(" -"), line.size());
        if (same_letters(line.substr(0, end), word)) return true;
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return false;
}

bool goes_on(std::string_view line) { return line.size() > 3 && line[3] == '-'; }

} // namespace

StartTls::StartTls(StartTlsProtocol protocol, const std::string& name, Tell tell)
    : protocol_{protocol}, name_{name}, tell_{std::move(tell)}, steps_{steps_of(protocol)} {
    if (name.empty() || !std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f; }))
        throw std::invalid_argument{"a name that one introduces oneself by has neither spaces nor control characters"};
}

std::string StartTls::at() const {
    const std::string_view says = done() ? "" : steps_[step_].says;
    return says.empty() ? "the greeting" : fmt::format("the reply to {}", says.substr(0, says.find(" {}")));
}

void StartTls::refuse(const std::string& why) const {
    throw StartTlsError{fmt::format("no TLS by {}: {}: {}", name_of(protocol_), at(), why)};
}

void StartTls::ended() const { refuse("the connection ended before it was whole"); }

std::string StartTls::take_to_send() { return std::exchange(to_send_, {}); }

void StartTls::receive(std::string_view bytes) {
    waiting_ += bytes;
    std::size_t begin = 0;
    while (!done()) {
        const std::size_t end = waiting_.find('\n', begin);
        if ((end == std::string::npos ? waiting_.size() : end) - begin > max_line)
            refuse(fmt::format("a line of more than {} bytes", max_line));
        if (end == std::string::npos) break;
        std::string_view line = std::string_view{waiting_}.substr(begin, end - begin);
        if (line.ends_with('\r')) line.remove_suffix(1);
        begin = end + 1;
        const std::size_t step = step_;
        take_line(line);
        // IMAP alone may say something that nobody asked for (RFC 9051 §7), and it is sorted out by its tags.
        if (step != step_ && !done() && begin < waiting_.size() && protocol_ != StartTlsProtocol::imap)
            refuse("the server said more than it was asked for");
    }
    waiting_.erase(0, begin);
    if (done() && !waiting_.empty()) {
        --step_;
        refuse("bytes in the clear behind the go-ahead: somebody on the way could have put them there (CVE-2011-0411)");
    }
}

void StartTls::take_line(std::string_view line) {
    if (++lines_ > max_lines) refuse(fmt::format("more than {} lines", max_lines));
    if (tell_) tell_(By::peer, line);
    const StartTlsStep& step = steps_[step_];
    const bool last_dot = in_dots_ && line == ".";
    if (!step.offers.empty() && has_word(line, step.offers)) offered_ = true;
    switch (step.ends) {
    case ReplyEnds::line: return judge(line);
    case ReplyEnds::coded:
        if (!goes_on(line)) judge(line);
        return;
    case ReplyEnds::dotted:
        if (last_dot) return next_step();
        if (in_dots_) return;
        if (begins_with(line, step.good))
            in_dots_ = true;
        else
            judge(line);
        return;
    case ReplyEnds::tagged:
        if (begins_with(line, step.good.substr(0, step.good.find(' ') + 1))) judge(line);
        return;
    }
}

void StartTls::judge(std::string_view line) {
    const StartTlsStep& step = steps_[step_];
    const bool good = begins_with(line, step.good) || (!step.or_good.empty() && begins_with(line, step.or_good));
    if (!good) refuse(fmt::format("wanted was {}, the server said: {}", step.good, line));
    next_step();
}

void StartTls::next_step() {
    const StartTlsStep& over = steps_[step_];
    if (!over.offers.empty() && !offered_)
        refuse(fmt::format("{} is not offered, and what was to be secret is not said in the clear", over.offers));
    offered_ = in_dots_ = false;
    if (++step_ == steps_.size()) return;
    std::string command{steps_[step_].says};
    if (const std::size_t place = command.find("{}"); place != std::string::npos) command.replace(place, 2, name_);
    if (tell_) tell_(By::us, command);
    to_send_ += command + "\r\n";
}

void start_tls(Transport& transport, StartTlsProtocol protocol, const std::string& name, const StartTls::Tell& tell) {
    StartTls dialogue{protocol, name, tell};
    std::array<std::uint8_t, 4096> buffer{};
    while (!dialogue.done()) {
        const std::size_t size = transport.read(buffer);
        if (size == 0) dialogue.ended();
        dialogue.receive(as_text(View{buffer}.first(size)));
        transport.write(as_bytes(dialogue.take_to_send()));
    }
}

} // namespace vitrine::net
