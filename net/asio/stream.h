// A TLS stream over any stream of standalone asio's, for any of its completion tokens.
#pragma once

#include "net/asio/basic_stream.h"
#include "net/asio/standalone.h"

namespace vitrine::net {

// net::stream<asio::ip::tcp::socket>: where asio::ssl::stream would stand. net/asio/boost_stream.h has another one of
// this name, so that a program's source includes one of the two.
template <class NextLayer> using stream = basic_stream<NextLayer, StandaloneAsio>;

} // namespace vitrine::net
