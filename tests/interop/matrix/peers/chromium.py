"""Chromium, driven from outside. It cannot be told what to choose: our server leaves it no choice."""

import contextlib
import re
import shutil
import threading

import browser

from .. import vitrine
from ..cells import ALPN, CERTIFICATE, FULL, LARGE, PROTOCOL
from .openssl import SCHEME_NUMBERS

NAME, PROGRAMS, ROLES, VERSION = "chromium", browser.PROGRAMS, ("server",), ["chromium", "--version"]
GROUPS = {"x25519": "X25519", "secp256r1": "P-256", "secp384r1": "P-384"}
CIPHERS = {"AES128-GCM": "AES_128_GCM", "AES256-GCM": "AES_256_GCM", "CHACHA20-POLY1305": "CHACHA20_POLY1305"}
LIMIT = 1800  # seconds: it outlives its cells
VISITS = 8  # by then every connection that was opened ahead has been used
PAGE = ("const entry = performance.getEntriesByType('navigation')[0];"
        "return {size: entry.decodedBodySize, protocol: entry.nextHopProtocol, text: document.body.textContent}")


def cannot(cell):
    if cell.client == CERTIFICATE:
        return "a headless Chromium shows a client certificate only if a policy of the whole machine names it"
    if cell.size == LARGE:
        return "Chromium takes HTTP only, and the one service of vitrine's that speaks it is a single page"
    if cell.scheme not in SCHEME_NUMBERS or cell.group not in GROUPS:
        return f"the matrix does not know Chromium's name of {cell.group} or {cell.scheme}"
    return None


class Shared:
    """One browser for all cells: its start takes longer than a hundred of them."""

    def __init__(self):
        self.lock, self.browser, self.stack = threading.Lock(), None, contextlib.ExitStack()
        self.addCleanup = self.stack.callback  # what a Browser asks of the case that it runs for

    def get(self, identities):
        if self.browser is None:
            self.browser = browser.Browser(self, roots=identities.root_files, limit=LIMIT)
            self.browser.devtools("Network.enable")
        return self.browser

    def close(self):
        with contextlib.suppress(OSError):  # it may have gone already
            self.stack.close()
        self.browser = None


shared = Shared()


def play(stage):
    with shared.lock:
        visitor = shared.get(stage.identities)
        server = vitrine.server(stage, "-www", accept=1 if stage.cell.resumption == FULL else 0)
        url = f"https://localhost:{server.port}/"
        stage.commands.append(f"{shutil.which('chromium')} {url}   # as often as there are connections")
        visitor.open(url)
        check(stage, visitor, url)
        vitrine.check_server(stage, server, 1)
        if stage.cell.resumption != FULL:
            visit_until_resumed(stage, visitor, url)
            server.process.terminate()
    stage.expect_exit("vitrine", server)
    stage.judge()


def visit_until_resumed(stage, visitor, url):
    """A browser connects more than once from the start, before there is a session. So: until a page tells of one."""
    told = "no"
    for _ in range(VISITS):
        visitor.open(url)
        found = re.search(r"resumed\s*yes, by (ticket|session ID)", visitor.run(PAGE)["text"])
        if found:
            told = found.group(1)
            break
    stage.expect("chromium", "page tells of resumption by", told, vitrine.RESUMED[stage.cell.resumption])


def check(stage, visitor, url):
    """What the browser's network panel tells, and the page about this connection as it arrived."""
    cell, page = stage.cell, visitor.run(PAGE)
    response = visitor.responses()[url]
    stage.expect("chromium", "bytes of the page", page["size"], int(response["headers"]["Content-Length"]))
    stage.expect("chromium", "page tells of the suite", stage.identities.abilities.iana[cell.suite] in page["text"],
                 True)
    told = response["securityDetails"]
    stage.expect("chromium", "protocol", told["protocol"], "TLS 1.2")
    stage.expect("chromium", "cipher", told["cipher"], CIPHERS[cell.suite.split("-", 2)[2].rpartition("-SHA")[0] or
                                                               cell.suite.split("-", 2)[2]])
    stage.expect("chromium", "key exchange", told["keyExchange"], "ECDHE_" + cell.suite.split("-")[1])
    stage.expect("chromium", "group", told["keyExchangeGroup"], GROUPS[cell.group])
    stage.expect("chromium", "scheme", f"{told.get('serverSignatureAlgorithm', 0):04x}", SCHEME_NUMBERS[cell.scheme])
    if cell.alpn == ALPN:
        stage.expect("chromium", "ALPN", page["protocol"], PROTOCOL)
