// Everything that observes one connection of the program, put together from the command line.
#include "apps/watch.h"

namespace vitrine::apps {

std::unique_ptr<tls::Observer> open_key_log(const std::string& path) {
    if (path.empty()) return nullptr;
    return nullptr;
}

Watch::Watch(const SharedOptions&, const std::string&, tls::Observer* key_log) {
    all_.add(checks_);
    if (key_log != nullptr) all_.add(*key_log);
}

} // namespace vitrine::apps
