# A full handshake, told move by move: ./dev gdb pair, then `source apps/gdb/flows/full-handshake.gdb`; or behind -x.
# Each `tls until` is a breakpoint that is there once, where the client has come to this state.

echo \nThe client offers what it can: a random, suites, groups, signature schemes (RFC 5246 §7.4.1.2).\n
tls until server_hello client
tls fields

echo \nThe server chooses one of each (RFC 5246 §7.4.1.3).\n
tls until server_certificate client
tls fields

echo \nIt says who it is; the client validates the path before it reads on (RFC 5246 §7.4.2, RFC 5280 §6.1).\n
tls until server_key_exchange client

echo \nIt signs a fresh point, so that no old exchange can be replayed (RFC 8422 §5.4).\n
tls until certificate_request_or_server_hello_done client
tls fields

echo \nIt has said all it has to say (RFC 5246 §7.4.5).\n
tls until client_key_exchange client
tls checks

echo \nThe client answers with its own point: now both ends have one secret, and keys (RFC 8422 §5.7).\n
tls until client_change_cipher_spec client
tls derive

echo \nFrom here on what the client sends is encrypted (RFC 5246 §7.1).\n
tls until client_finished client

echo \nThe first encrypted message proves that nobody changed a byte so far (RFC 5246 §7.4.9).\n
tls until server_change_cipher_spec client
tls derive verify_data
tls transcript --sha256

echo \nThe server follows with the same two.\n
tls until server_finished client
tls until established client
tls msgs
tls where
