# What ./dev gdb loads: a debugger that finds our sources, stays in them, and prints names.
set print pretty on
set print static-members off
set pagination off
set breakpoint pending on

# The debug info names each source from the project's root on, so that a build is the same in every folder: the root is
# the folder above the program that holds this script.
python
import os
folder = os.path.dirname(os.path.realpath(gdb.current_progspace().filename or "."))
while folder != "/" and not os.path.exists(os.path.join(folder, "apps/gdb/vitrine.gdb")):
    folder = os.path.dirname(folder)
if folder != "/":
    gdb.execute("directory " + folder, to_string=True)
end

# Otherwise `step` over a std::string_view or std::span argument falls into the standard library.
skip -gfi /usr/include/c++/*/*
skip -gfi /usr/include/c++/*/*/*
skip -gfi /usr/include/x86_64-linux-gnu/c++/*/*/*
skip -gfi /usr/include/fmt/*
skip -gfi /usr/include/cryptopp/*

# Type, or put into a file for -x:
#   break tls::Handshake::step       one message, in or out
#   break tls::describe              one message's bytes: `next` is one field
#   break tls::derive_key_block      the keys
#   break tls::seal_record           one record; and tls::open_record
#   break tls::refuse                any fault of the peer's, with the stack intact
