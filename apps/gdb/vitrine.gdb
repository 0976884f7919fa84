# What ./dev gdb loads: a debugger that stays in our own code, and the five breakpoints that tell the story.
set print pretty on
set print static-members off
set pagination off
set breakpoint pending on

# Otherwise `step` over a std::string_view or std::span argument falls into the standard library.
skip -gfi /usr/include/c++/*/*
skip -gfi /usr/include/c++/*/*/*
skip -gfi /usr/include/x86_64-linux-gnu/c++/*/*/*
skip -gfi /usr/include/fmt/*
skip -gfi /usr/include/cryptopp/*

# Uncomment, or type them:
#   break vitrine::tls::Handshake::step       one message, in or out
#   break vitrine::tls::describe              one message's bytes: `next` is one field
#   break vitrine::tls::refuse                any fault of the peer's, with the stack intact
#   break vitrine::tls::derive_key_block      the keys
#   break vitrine::tls::seal_record           one record
