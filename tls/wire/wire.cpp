// The two kinds of opaque vectors (RFC 5246 §4.3): they differ in how they are shown, not in their bytes.
#include "tls/wire/wire.h"

namespace vitrine::tls {

void Wire::opaque(std::string_view name, Bytes& bytes, Length length, Bounds bounds) {
    vector(name, bytes, length, bounds, Content::opaque);
}

void Wire::text(std::string_view name, Bytes& bytes, Length length, Bounds bounds) {
    vector(name, bytes, length, bounds, Content::text);
}

} // namespace vitrine::tls
