# What ./dev gdb loads: a debugger that finds our sources, stays in them, and prints names.
set print pretty on
set print array on
set print static-members off
set pagination off
set breakpoint pending on
set print entry-values no

# The debug info names each source from the project's root on, so that a build is the same in every folder: the root is
# the folder above the program (or, before one is loaded, the folder where gdb was started) that holds this script. The
# kit lies beside it.
python
import os
program = gdb.current_progspace().filename
folder = os.path.dirname(os.path.realpath(program)) if program else os.getcwd()
while folder != "/" and not os.path.exists(os.path.join(folder, "apps/gdb/vitrine.gdb")):
    folder = os.path.dirname(folder)
if folder != "/":
    gdb.execute("directory " + folder, to_string=True)
    gdb.execute("source " + os.path.join(folder, "apps/gdb/vitrine.py"))
end

# Otherwise `step` over a std::string_view or std::span argument falls into the standard library.
python
for pattern in ["/usr/include/c++/*/*", "/usr/include/c++/*/*/*", "/usr/include/x86_64-linux-gnu/c++/*/*/*",
                "/usr/include/fmt/*", "/usr/include/cryptopp/*", "*/cryptopp/*"]:
    gdb.execute("skip -gfi " + pattern, to_string=True)
end

# `help tls` lists what the kit can do. Type, or put into a file for -x:
#   break tls::Handshake::step       one message, in or out
#   break tls::Handshake::enter      one move of the table
#   break tls::describe              one message's bytes: `next` is one field
#   break tls::derive_key_block      the keys
#   break tls::seal_record           one record; and tls::open_record
#   break tls::refuse                any fault of the peer's, with the stack intact
