"""The interop matrix: our client and server against other stacks, over all that can be agreed on. docs/interop.md."""
