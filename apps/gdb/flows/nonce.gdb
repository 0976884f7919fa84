# What the AEAD is given for each record: salt and explicit nonce (RFC 5288 §3), or write IV and sequence number (RFC 7905
# §2), and additional data (RFC 5246 §6.2.3.3); and the first block of what comes out. `source apps/gdb/flows/nonce.gdb`;
# what is secret of it is shown after `tls secrets on`.
break tls::Connection::Engine::tell_wire
commands
  silent
  tls record
  continue
end
run
