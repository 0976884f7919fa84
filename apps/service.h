// What one end of a connection does of its own accord with the plaintext.
#pragma once

#include "apps/driver.h"

#include <functional>
#include <utility>

namespace vitrine::apps {

class Service : public Application {
public:
    explicit Service(std::function<void(tls::Connection&)> on_established)
        : on_established_{std::move(on_established)} {}

    void established(tls::Connection& connection) override { on_established_(connection); }
    virtual bool said_all() const { return false; } // and told the peer so, by close_notify

    // No answer is under way that would lack its end: a server that stops says close_notify only then.
    virtual bool at_rest() const { return true; }

private:
    std::function<void(tls::Connection&)> on_established_;
};

} // namespace vitrine::apps
