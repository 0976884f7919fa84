"""Servers under load: crowds that stay, crowds that talk, bad company, a fleet that is killed. docs/ops.md."""
