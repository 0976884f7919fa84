// Runs in memory to be stepped, with the laboratory's identities.
#pragma once

#include "apps/step/pair_run.h"
#include "apps/step/session.h"
#include "tls/lab/identities.h"

namespace vitrine::apps {

enum class ClientCertificate : std::uint8_t { none, shown };

inline PairSetting pair_setting(ClientCertificate certificate = ClientCertificate::none,
                                const std::string& server_name = "localhost") {
    tls::ClientConfig client;
    client.server_name = server_name;
    client.verify_host_name = "localhost";
    client.trust_store = tls::lab_trust_store();
    tls::ServerConfig server;
    server.identities.push_back(tls::lab_identity(tls::LabCertificate::leaf));
    if (certificate == ClientCertificate::shown) {
        client.identity = tls::lab_identity(tls::LabCertificate::client);
        server.client_authentication = tls::ClientAuthentication::required;
        server.trust_store = tls::lab_trust_store();
    }
    return {std::make_shared<const tls::ClientConfig>(client), std::make_shared<const tls::ServerConfig>(server), "1",
            std::chrono::sys_days{std::chrono::year{2030} / 6 / 1}};
}

inline std::unique_ptr<PairRun> pair_run(ClientCertificate certificate = ClientCertificate::none) {
    return std::make_unique<PairRun>(pair_setting(certificate));
}

inline Session pair_session(ClientCertificate certificate = ClientCertificate::none) {
    return Session{pair_run(certificate), tls::Secrets::hidden};
}

inline void run_to_its_end(Run& run) {
    while (run.advance(-1) == Progress::moved) {
    }
}

inline std::string text_of(const Lines& lines) {
    std::string text;
    for (const Line& line : lines) text += line.text + '\n';
    return text;
}

} // namespace vitrine::apps
