// Alert (RFC 5246 §7.2).
#pragma once

#include "tls/base/names.h"
#include "tls/wire/wire.h"

namespace vitrine::tls {

struct Alert {
    AlertLevel level = AlertLevel::fatal;
    AlertDescription description{};
};

void describe(Wire& wire, Alert& alert);

} // namespace vitrine::tls
