"""The soak: very many connections to one server, good and bad, after which it must be as it was. docs/interop.md."""
