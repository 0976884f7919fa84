// The one door for a peer's faults.
#include "tls/base/error.h"

namespace vitrine::tls {

[[gnu::noinline]] void refuse(AlertDescription alert, std::string_view sentence, std::string_view rfc) {
    throw Failure{alert, std::string{sentence}, std::string{rfc}};
}

void require(bool condition, AlertDescription alert, std::string_view sentence, std::string_view rfc) {
    if (!condition) refuse(alert, sentence, rfc);
}

} // namespace vitrine::tls
