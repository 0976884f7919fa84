// What a handshake forgets, and what it tells its observer about the choices and checks it makes.
#include "tls/handshake/dialogue.h"

namespace vitrine::tls {

void Dialogue::forget_secrets() {
    key_pair.reset();
    premaster.reset();
    master.reset();
    key_block.reset();
}

void Dialogue::tell_choice(std::string_view what, std::string chosen, std::string_view why) const {
    if (environment.observer != nullptr) environment.observer->chose(us, {what, std::move(chosen), why});
}

void Dialogue::check(bool passed, std::string_view what, AlertDescription alert, std::string_view sentence,
                     std::string_view rfc) const {
    if (environment.observer != nullptr)
        environment.observer->checked(us, {what, passed ? "as it must be" : std::string{sentence}, passed, rfc});
    require(passed, alert, sentence, rfc);
}

} // namespace vitrine::tls
