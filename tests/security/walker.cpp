// A dialogue in which one end says what chance tells it to: a real connection speaks behind it, which keeps the keys.
#include "tests/security/walker.h"

#include "tls/keys/suites.h"
#include "tls/lab/scripted_end.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <algorithm>
#include <random>

namespace vitrine::tests {

using namespace tls;

namespace {

char letter_of(const MessageEvent& event) {
    if (event.type == ContentType::change_cipher_spec) return event.sender == Role::client ? 'y' : 'Y';
    constexpr std::size_t empty_certificate = 7; // bytes
    const bool by_client = event.sender == Role::client;
    switch (HandshakeType{event.bytes[0]}) {
    case HandshakeType::client_hello: return by_client ? 'h' : '?';
    case HandshakeType::server_hello: return by_client ? '?' : 'H';
    case HandshakeType::certificate: return !by_client ? 'C' : event.bytes.size() == empty_certificate ? 'e' : 'c';
    case HandshakeType::certificate_status: return by_client ? '?' : 'S';
    case HandshakeType::server_key_exchange: return by_client ? '?' : 'K';
    case HandshakeType::certificate_request: return by_client ? '?' : 'R';
    case HandshakeType::server_hello_done: return by_client ? '?' : 'D';
    case HandshakeType::client_key_exchange: return by_client ? 'k' : '?';
    case HandshakeType::certificate_verify: return by_client ? 'v' : '?';
    case HandshakeType::new_session_ticket: return by_client ? '?' : 'N';
    case HandshakeType::finished: return by_client ? 'f' : 'F';
    default: return '?';
    }
}

// What the end that keeps the rules tells.
class Witness final : public Observer {
public:
    void message(Role, const MessageEvent& event) override {
        if (done_ && event.sender != last_) return;
        last_.reset();
        const bool ignored =
            event.type == ContentType::handshake && HandshakeType{event.bytes[0]} == HandshakeType::hello_request;
        if (ignored) return; // a client may: RFC 5246 §7.4.1.1; elsewhere it is refused
        letters += letter_of(event);
        if (event.type == ContentType::handshake) append(transcript, event.bytes);
    }
    // What an end says is told behind its move, what it hears before.
    void moved(Role us, const Edge& edge) override {
        done_ = edge.to == State::established;
        if (done_ && edge.sender == us) last_ = us;
    }
    void alert(Role us, const AlertEvent& event) override {
        if (event.sender == us && event.level == AlertLevel::fatal) sent = event.description;
    }

    std::string letters;
    Bytes transcript;
    std::optional<AlertDescription> sent;

private:
    bool done_ = false;
    std::optional<Role> last_; // whose last message of the handshake is still to be told
};

// Both ends' configurations, what an honest connection of them said, and the session that it left.
struct Scene {
    ClientConfig client;
    ServerConfig server;
    std::vector<Content> said;
    std::shared_ptr<const Session> client_session, server_session;
};

void keep_sessions(Scene& scene, bool tickets) {
    scene.client.sessions = std::make_shared<SessionCache>();
    scene.client.use_tickets = tickets;
    if (tickets)
        scene.server.tickets = std::make_shared<TicketKeys>(Bytes(TicketKeys::file_key_size, 9));
    else
        scene.server.sessions = std::make_shared<SessionCache>();
}

void remember(Scene& scene, Pair& pair, const std::chrono::sys_seconds now) {
    scene.client_session = scene.client.sessions->find(key_of_server(scene.client), now);
    if (pair.server.established() && scene.server.sessions != nullptr)
        scene.server_session = scene.server.sessions->find(scene.client_session->session_id, now);
}

Scene scene_of(unsigned kind) {
    Scene scene{client_config(), server_config(), {}, nullptr, nullptr};
    if (kind == 1 || kind == 2) scene.server.client_authentication = ClientAuthentication::optional;
    if (kind == 2) scene.client.identity.emplace(identity("client_rsa"));
    if (kind >= 3 && kind < 6) keep_sessions(scene, kind != 4);
    if (kind == 6) scene.client.request_status = true;
    if (kind == 6) scene.server.identities.front().staple({0x30, 3, 0x0a, 1, 3}); // "try later", RFC 6960 §4.2.1
    Memory memory;
    SeededPair first{scene.client, scene.server, &memory};
    first.pair.run();
    for (const Bytes& message : memory.handshake_messages) scene.said.push_back({ContentType::handshake, message});
    if (kind == 4 || kind == 5)
        remember(scene, first.pair, first.client_end.clock.now()); // 3: a ticket is given, none is used
    if (kind == 3) scene.client.sessions->remove(key_of_server(scene.client));
    return scene;
}

// Full; asked for a certificate, without and with one; with a ticket; resumed by ID, by ticket; with a status.
constexpr unsigned scenes = 7;

const Scene& scene(unsigned kind) {
    static const std::array<Scene, scenes> all{scene_of(0), scene_of(1), scene_of(2), scene_of(3),
                                               scene_of(4), scene_of(5), scene_of(6)};
    return all.at(kind);
}

class Dialogue {
public:
    explicit Dialogue(std::uint64_t seed)
        : chance_(seed), kind_(below(scenes)), plays_(below(2) == 0 ? Role::client : Role::server),
          wildness_(std::array{2U, 8U, 25U, 60U}.at(below(4))), client_end_(std::to_string(seed)),
          server_end_(std::to_string(seed) + "s") {
        set_sessions();
        const auto client = std::make_shared<const ClientConfig>(scene(kind_).client);
        const auto server = std::make_shared<const ServerConfig>(scene(kind_).server);
        const auto script = [this](ScriptedEnd&, const Content& due) { act(due); };
        if (plays_ == Role::client) {
            end_.emplace(client, client_end_.environment(), script);
            victim_.emplace(server, Environment{server_end_.random, server_end_.clock, &witness_});
        } else {
            end_.emplace(server, server_end_.environment(), script);
            victim_.emplace(client, Environment{client_end_.random, client_end_.clock, &witness_});
        }
    }

    Walk run() {
        for (unsigned idle = 0; idle < 3 && victim_->ending() == Ending::open;) {
            if (step()) continue;
            ++idle;
            if (victim_->established()) break;
            if (below(100) < wildness_) say_something(); // where nothing of ours is due
        }
        Walk walk{witness_.letters, victim_->state(), victim_->established(), witness_.sent, "", mischief_};
        if (victim_->failure() != nullptr) walk.sentence = victim_->failure()->failure.sentence;
        return walk;
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(chance_() % bound); }

    // A connection that fails takes its session with it.
    void set_sessions() const {
        const Scene& here = scene(kind_);
        if (here.client_session != nullptr) here.client.sessions->put(key_of_server(here.client), here.client_session);
        if (here.server_session != nullptr)
            here.server.sessions->put(here.client_session->session_id, here.server_session);
    }

    bool carry_to_victim() {
        if (end_->to_peer().empty()) return false;
        const MutableView space = victim_->from_peer().space();
        const std::size_t size = std::min(space.size(), end_->to_peer().size());
        if (size == 0) return false;
        std::copy_n(end_->to_peer().begin(), size, space.begin());
        victim_->from_peer().commit(size);
        end_->consume(size);
        return true;
    }

    bool let_victim_hear() {
        bool moved = false;
        do {
            while (victim_->step()) moved = true;
            victim_->to_app().consume(victim_->to_app().data().size());
        } while (carry_to_victim());
        return moved;
    }

    bool step() {
        if (let_victim_hear() || end_->step()) return true;
        const std::size_t heard = end_->hear(victim_->to_peer().data());
        victim_->to_peer().consume(heard);
        return heard > 0;
    }

    // The Finished that fits what the victim has seen; it has all of that before it is said.
    Content finished() {
        let_victim_hear();
        const std::optional<CipherSuite> suite = end_->speaker().agreed().cipher_suite;
        if (!suite || end_->memory().master_secret.empty())
            return content_of(HandshakeType::finished, Bytes(verify_data_size, 0));
        MasterSecret master;
        std::ranges::copy(end_->memory().master_secret, master.bytes.fill().begin());
        const crypto::HashAlgorithm hash = find_suite(*suite)->hash;
        const VerifyData data = derive_verify_data(hash, master, plays_, crypto::hash(hash, witness_.transcript));
        return content_of(HandshakeType::finished, data);
    }

    Content anything() {
        const std::vector<Content>& said = scene(kind_).said;
        switch (below(10)) {
        case 0: return {ContentType::change_cipher_spec, {1}};
        case 1: return finished();
        case 2: return {ContentType::application_data, {'h', 'i'}};
        case 3: return content_of(AlertLevel::warning, AlertDescription::user_canceled);
        case 4: return content_of(HandshakeType::hello_request, {});
        case 5: return content_of(HandshakeType::new_session_ticket, encode(NewSessionTicket{300, Bytes(100, 3)}));
        case 6: return content_of(HandshakeType::certificate, encode(Certificate{}));
        default: return said[below(static_cast<unsigned>(said.size()))];
        }
    }

    Content mutated(Content content) {
        for (unsigned changes = 1 + below(3); changes > 0 && !content.bytes.empty(); --changes)
            content.bytes[below(static_cast<unsigned>(content.bytes.size()))] ^=
                static_cast<std::uint8_t>(1U << below(8));
        return content;
    }

    void say_in_pieces(const Content& content) {
        const std::size_t cut = below(static_cast<unsigned>(content.bytes.size()) + 1);
        const auto middle = content.bytes.begin() + static_cast<std::ptrdiff_t>(cut);
        end_->say({content.type, {content.bytes.begin(), middle}});
        if (below(4) == 0) end_->say(anything());
        end_->say({content.type, {middle, content.bytes.end()}});
    }

    void say_something() {
        ++mischief_;
        end_->say(below(2) == 0 ? anything() : mutated(anything()));
    }

    void act(Content due) {
        if (due.type == ContentType::handshake && HandshakeType{due.bytes[0]} == HandshakeType::finished)
            due = finished();
        if (below(100) >= wildness_) return end_->say(due);
        ++mischief_;
        switch (below(8)) {
        case 0: return;
        case 1: end_->say(due); return end_->say(due);
        case 2: say_something(); return end_->say(due);
        case 3: return say_something();
        case 4: return end_->say(mutated(due));
        case 5: return end_->say_in_the_clear(due);
        case 6: end_->say({due.type, {}}); return end_->say(due);
        default: return say_in_pieces(due);
        }
    }

    std::mt19937_64 chance_;
    unsigned kind_;
    Role plays_;
    unsigned wildness_; // percent
    Witness witness_;
    SeededEnd client_end_, server_end_;
    std::optional<ScriptedEnd> end_;
    std::optional<Connection> victim_;
    unsigned mischief_ = 0;
};

} // namespace

Walk walk_by(std::uint64_t seed) { return Dialogue{seed}.run(); }

} // namespace vitrine::tests
