"""Runs the benchmarks of a build and tells what came out: a table, a Markdown page and a page for a browser."""
