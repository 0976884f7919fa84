// The four openings of a connection: bytes go in by an Inlet and come out by an Outlet, each in the engine's own
// buffer.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::tls {

class Inlet {
public:
    virtual ~Inlet() = default;
    // Where the next bytes may be put; empty while there is no room: take something out elsewhere first.
    virtual MutableView space() = 0;
    // The first `size` bytes of space() are now filled. Processes nothing: Connection::step() does.
    // commit(0) says that no more will ever come.
    virtual void commit(std::size_t size) = 0;
};

class Outlet {
public:
    virtual ~Outlet() = default;
    virtual View data() const = 0;              // what is ready to be taken
    virtual void consume(std::size_t size) = 0; // the first `size` bytes of data() were taken
};

} // namespace vitrine::tls
