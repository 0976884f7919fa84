// The category of a stream's errors, for standalone asio.
#include "net/asio/standalone.h"

namespace vitrine::net {

namespace {

class TlsCategory final : public std::error_category {
public:
    const char* name() const noexcept override { return error::category_name; }
    std::string message(int value) const override { return error::message_of(value); }
};

} // namespace

const std::error_category& tls_category() {
    static const TlsCategory category;
    return category;
}

StandaloneAsio::error_code StandaloneAsio::code_of(int value) {
    if (value == error::end_of_stream) return eof();
    return value == 0 ? error_code{} : error_code{value, tls_category()};
}

} // namespace vitrine::net
