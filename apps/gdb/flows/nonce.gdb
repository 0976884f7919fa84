# What AES-GCM is given for each record: salt, explicit nonce, additional data; and the first block of what comes out
# (RFC 5288 §3, RFC 5246 §6.2.3.3). `source apps/gdb/flows/nonce.gdb`; the salt is shown after `tls secrets on`.
break tls::Connection::Engine::tell_wire
commands
  silent
  tls record
  continue
end
run
