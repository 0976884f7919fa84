"""The page of the visitor's own connection, as a browser shows it and as a stranger would abuse it."""

import base64
import hashlib
import hmac
import http.client
import ssl
import unittest

from browser import DOWN, ENTER, RIGHT, Browser, is_installed
from support import CLIENT, RSA, InteropCase, Process, issue, made, path, root


def prf(secret, label, seed, size):
    """RFC 5246 §5, with SHA-256."""
    a = seed = label + seed
    out = b""
    while len(out) < size:
        a = hmac.digest(secret, a, hashlib.sha256)
        out += hmac.digest(secret, a + seed, hashlib.sha256)
    return out[:size]


# What stands behind a name on the page: of a field, by its path; in a calculation, by its row.
FIELD = ("return [...document.querySelectorAll('.f')].find(f => f.querySelector('.at')?.textContent.startsWith("
         "arguments[0] + ' ')).querySelector('.hex').textContent")
ROW = ("return [...document.querySelectorAll(arguments[0] + ' tr')].find(r => r.cells[0].textContent === arguments[1])"
       ".querySelector('.hex').textContent")


@unittest.skipUnless(is_installed(), "chromium, chromedriver or certutil is not installed")
class BrowserShowsPage(InteropCase):
    def visit(self):
        self.server = self.our_server("-www", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
        self.origin = f"https://localhost:{self.server.port}/"
        self.browser = Browser(self)
        self.browser.open(self.origin)
        self.assertEqual(self.browser.text("h1"), "Your connection")
        return self.browser

    def test_the_client_random_and_the_master_secret_are_those_of_the_browsers_own_connection(self):
        browser = self.visit()
        client_random = browser.run(FIELD, "ClientHello.random")
        self.assertIn(client_random, browser.key_log())
        self.assertEqual(browser.run(ROW, "#master_secret", "master_secret"), browser.key_log()[client_random])
        self.assertIn("This page holds secrets", browser.text(".banner"))

    def test_nothing_is_asked_of_another_host_and_no_script_is_kept_from_running(self):
        browser = self.visit()
        browser.run("document.querySelector('[data-do=open]').click()")
        urls = browser.requested()
        self.assertIn(self.origin, urls)
        self.assertEqual([url for url in urls if not url.startswith(self.origin)], [])
        self.assertEqual([said for said in browser.complaints() if "favicon" not in said], [])

    def test_the_second_visit_is_resumed_and_the_page_says_so(self):
        """The browser may have looked ahead by a connection of its own; after a visit it has a ticket in any case."""
        browser = self.visit()
        for _ in range(2):
            browser.open(self.origin)
        self.assertIn("yes, by ticket", browser.text("body"))
        self.assertIn("found a session by its ticket", browser.text("#timeline"))
        self.assertEqual(browser.run(FIELD, "ClientHello.random") in browser.key_log(), True)

    def test_a_field_opens_by_keyboard_and_lights_its_bytes(self):
        browser = self.visit()
        browser.tab_to(".f > summary", "random")
        self.assertFalse(browser.run("return document.activeElement.parentElement.open"))
        browser.press(ENTER)
        self.assertTrue(browser.run("return document.activeElement.parentElement.open"))
        note = browser.run("return document.activeElement.parentElement.innerText")
        self.assertIn("32 bytes, new in each handshake", note)
        lit = browser.run("return [...document.querySelectorAll('#record-1 .dump i.lit')].map(i => i.textContent)")
        self.assertEqual("".join(lit).replace(" ", ""), browser.run(FIELD, "ClientHello.random"))

    def test_a_byte_leads_to_its_field(self):
        browser = self.visit()
        browser.run("document.querySelector('#record-1 .dump i[data-s=\"0\"]').click()")
        self.assertIn("handshake", browser.run("return document.activeElement.textContent"))

    def test_the_derivation_can_be_followed_by_keyboard_from_the_premaster_secret_to_a_nonce(self):
        browser = self.visit()
        browser.tab_to("nav a", "How the keys came about")
        browser.press(ENTER)
        browser.tab_to(".box", "premaster_secret")
        for key, box in [(DOWN, "master_secret"), (DOWN, "key_block"), (DOWN, "client_write_key"),
                         (RIGHT, "client_write_IV"), (DOWN, "nonce")]:
            browser.press(key)
            self.assertEqual(browser.run("return document.activeElement.dataset.id"), box)
        browser.press(ENTER)
        self.assertTrue(browser.run("return document.activeElement.closest('details').open"))
        record = browser.run("return document.activeElement.parentElement.querySelector('[data-calc]').id")
        self.assertEqual(browser.run(ROW, "#" + record, "nonce"), self.expected_nonce(browser, record))

    def expected_nonce(self, browser, record):
        """Worked out here from the browser's own key log and the bytes of the record."""
        randoms = {end: browser.run(FIELD, f"{end}Hello.random") for end in ("Client", "Server")}
        key_block = prf(bytes.fromhex(browser.key_log()[randoms["Client"]]), b"key expansion",
                        bytes.fromhex(randoms["Server"] + randoms["Client"]), 40)
        wire = browser.text("#record-" + record.removeprefix("nonce-") + " .wire .dump").replace(" ", "")
        return key_block[32:36].hex() + wire.removeprefix("0000")[10:26]  # behind the 5 bytes of the header

    def test_stepping_lights_the_state_that_each_record_leads_to(self):
        browser = self.visit()
        step = ("document.querySelector('[data-do=forward]').click();"
                "return document.querySelector('.state.now').dataset.state")
        states = [browser.run(step) for _ in range(4)]
        self.assertEqual(states, ["server_hello", "server_certificate", "server_key_exchange",
                                  "certificate_request_or_server_hello_done"])

    def test_without_scripts_everything_still_opens_and_leads_on(self):
        browser = self.visit()
        browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(self.origin + "?again")
        self.assertFalse(browser.run("return document.querySelector('.tools').checkVisibility()"))
        browser.tab_to(".box", "nonce of record")
        browser.press(ENTER)
        self.assertTrue(browser.run("return document.querySelector('[data-calc^=nonce]').checkVisibility()"))

    def test_on_paper_everything_is_open(self):
        browser = self.visit()
        browser.devtools("Emulation.setEmulatedMedia", media="print")
        hidden = browser.run("return [...document.querySelectorAll('.f p.at, .calc table')].filter("
                             "element => !element.checkVisibility()).length")
        self.assertEqual(hidden, 0)

    def test_it_can_be_looked_at(self):
        browser = self.visit()
        picture = base64.b64decode(browser.screenshot())
        with open(path("page.png"), "wb") as out:
            out.write(picture)
        self.assertTrue(picture.startswith(b"\x89PNG"))
        for width in (1280, 390):
            browser.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                             mobile=False)
            widest = browser.run("return document.documentElement.scrollWidth")
            self.assertLessEqual(widest, width)  # nothing sticks out

    def test_what_a_stranger_sent_is_text_and_runs_nothing(self):
        page = stranger_visits(self)
        with open(path("hostile.html"), "w", encoding="utf-8") as out:
            out.write(page)
        browser = Browser(self)
        browser.open("file://" + path("hostile.html"))
        self.assertEqual(browser.run("return document.title"), "Your connection")
        self.assertEqual(browser.run("return document.scripts.length"), 1)
        shown = browser.run("return document.body.textContent")
        for text in (SCRIPT, "\\x1b]0;owned\\x07"):
            self.assertGreaterEqual(shown.count(text), 3)  # server name, protocol, subject
        self.assertEqual(browser.complaints(), [])
        self.assertEqual([url for url in browser.requested() if not url.startswith("file://")], [])


SCRIPT = "<script>document.title='owned'</script>"
ESCAPE = "\x1b]0;owned\x07"


def hostile_client():
    """A client certificate whose subject would like to be more than text."""
    if "hostile" not in made:
        subject = "/O=" + ESCAPE + "/CN=" + SCRIPT.replace("/", "\\/")
        root()
        issue("hostile", "root", RSA, [*CLIENT, "-subj", subject])
        made["hostile"] = True
    return ["-cert", path("hostile.pem"), "-key", path("hostile.key")]


def stranger_visits(case):
    """The page that a client gets whose every name is an attack."""
    server = case.our_server("-www", "-Verify", "1", "-CAfile", root())
    client = Process(case, ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_2", "-quiet",
                            "-CAfile", root(), "-servername", SCRIPT + ESCAPE, "-alpn", f"{SCRIPT},{ESCAPE}",
                            *hostile_client()])
    client.send(f"GET /?{SCRIPT.replace(' ', '')} HTTP/1.1\r\nHost: {SCRIPT}{ESCAPE}\r\n\r\n".encode())
    client.wait_for(rb"</html>")
    head, _, page = client.stdout.decode().partition("\r\n\r\n")
    case.assertIn("200 OK", head)
    return page


class PageOverHttp(InteropCase):
    def ask(self, method, target):
        context = ssl.create_default_context(cafile=root())
        connection = http.client.HTTPSConnection("localhost", self.server.port, context=context, timeout=30)
        self.addCleanup(connection.close)
        connection.request(method, target)
        answer = connection.getresponse()
        return answer, answer.read().decode()

    def test_only_one_address_holds_a_page_and_the_others_lead_there(self):
        self.server = self.our_server("-www")
        for method, target, status in [("GET", "/", 200), ("GET", "/?x=y", 200), ("GET", "/favicon.ico", 404),
                                       ("GET", "/<b>", 404), ("POST", "/", 405), ("HEAD", "/nothing", 404)]:
            with self.subTest(method=method, target=target):
                answer, body = self.ask(method, target)
                self.assertEqual(answer.status, status)
                self.assertEqual(answer.getheader("Connection"), "close")
                self.assertEqual(answer.getheader("Cache-Control"), "no-store")
                if status != 200 and method != "HEAD":
                    self.assertIn('<a href="/">', body)

    def test_head_says_how_long_the_page_is_and_sends_none(self):
        self.server = self.our_server("-www")
        answer, body = self.ask("HEAD", "/")
        self.assertEqual((answer.status, body), (200, ""))
        self.assertGreater(int(answer.getheader("Content-Length")), 50_000)

    def test_the_policy_of_the_header_is_that_of_the_page(self):
        self.server = self.our_server("-www")
        answer, body = self.ask("GET", "/")
        policy = answer.getheader("Content-Security-Policy")
        script = body[body.index("<script>") + len("<script>"):body.index("</script>")]
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.assertIn(f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'", policy)
        self.assertIn(policy.partition("; frame-ancestors")[0].replace("'", "&#39;"), body)

    def test_what_a_stranger_sent_is_nowhere_more_than_text(self):
        page = stranger_visits(self)
        self.assertEqual(page.count("<script"), 1)
        self.assertNotIn("\x1b", page)
        self.assertGreaterEqual(page.count("&#60;script&#62;document.title=&#39;owned&#39;"), 3)

    def test_a_request_that_is_longer_than_what_is_kept_still_gets_its_page(self):
        self.server = self.our_server("-www")
        context = ssl.create_default_context(cafile=root())
        connection = http.client.HTTPSConnection("localhost", self.server.port, context=context, timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", "/", headers={f"X-{i}": "x" * 1000 for i in range(12)})
        answer = connection.getresponse()
        self.assertIn("Your connection", answer.read().decode())


if __name__ == "__main__":
    unittest.main()
