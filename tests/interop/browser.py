"""A headless Chromium, driven by ChromeDriver over the W3C WebDriver protocol: HTTP and JSON, nothing more."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import urllib.request

import processes
from support import FOLDER, LIMIT, Process, root

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
         "--no-proxy-server", "--window-size=1280,1000"]
TAB, ENTER, LEFT, UP, RIGHT, DOWN = "\ue004", "\ue007", "\ue012", "\ue013", "\ue014", "\ue015"
PROGRAMS = ["chromium", "chromedriver", "certutil"]


def is_installed():
    return all(shutil.which(program) for program in PROGRAMS)


def make_home(roots):
    """A home folder whose certificate store trusts these roots, and nothing of ours besides."""
    home = tempfile.mkdtemp(prefix="browser-", dir=FOLDER)
    store = os.path.join(home, ".pki/nssdb")
    os.makedirs(store)
    trusting = [["-A", "-n", os.path.basename(root), "-t", "C,,", "-i", root] for root in roots]
    for arguments in (["-N", "--empty-password"], *trusting):
        subprocess.run(["certutil", "-d", "sql:" + store, *arguments], check=True, timeout=LIMIT,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return home


class Browser:
    def __init__(self, case, roots=(), limit=None):
        """Trusts the tests' root if no others are named. `limit`: seconds, if it is to run longer than others."""
        self.home = make_home(roots or [root()])
        temporary = tempfile.mkdtemp(prefix="b")  # not in its home: the address of a socket in it has 107 bytes
        case.addCleanup(shutil.rmtree, temporary, ignore_errors=True)
        case.addCleanup(self._wait_for_end)
        self.key_log_file = os.path.join(self.home, "keys.txt")
        driver = Process(case, ["env", "HOME=" + self.home, "TMPDIR=" + temporary, "SSLKEYLOGFILE=" + self.key_log_file,
                                "chromedriver", "--port=0", "--allowed-ips=127.0.0.1"], limit=limit)
        port = driver.wait_for(rb"started successfully on port (\d+)").group(1).decode()
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"binary": shutil.which("chromium"), "args": FLAGS + ["--user-data-dir=" + self.home + "/profile"]}
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options,
                        "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}
        self.base += "/" + self._call("POST", "", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]
        case.addCleanup(self._call, "DELETE", "")
        self.open("about:blank")  # and not the browser's own page of news
        self.requested()

    def _wait_for_end(self):
        """Of all that the browser has started: it writes to its folder to the last."""
        for pid in processes.naming(self.home):
            processes.wait_for_end(pid, seconds=10)

    def _call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=LIMIT) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, url):
        self._call("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        return self._call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def tab_to(self, selector, text=""):
        """Presses Tab until an element of that kind, with that text, has the focus. How often."""
        for presses in range(1, 200):
            self.press(TAB)
            if self.run("const at = document.activeElement;"
                        "return at.matches(arguments[0]) && at.textContent.includes(arguments[1])", selector, text):
                return presses
        raise AssertionError(f"Tab leads to no {selector} with {text!r}")

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def screenshot(self):
        """PNG, in base64."""
        return self._call("GET", "/screenshot")

    def requested(self):
        """The address of every request that pages made since the last call, whoever was to answer it."""
        events = [json.loads(entry["message"])["message"] for entry in
                  self._call("POST", "/se/log", {"type": "performance"})]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def responses(self):
        """What DevTools tells of the answer from each address since the last call: its security, among others."""
        events = [json.loads(entry["message"])["message"] for entry in
                  self._call("POST", "/se/log", {"type": "performance"})]
        return {event["params"]["response"]["url"]: event["params"]["response"] for event in events
                if event["method"] == "Network.responseReceived"}

    def complaints(self):
        """What the console says, such as of a script that the policy keeps from running."""
        return [entry["message"] for entry in self._call("POST", "/se/log", {"type": "browser"})]

    def key_log(self):
        """What the browser itself says of its connections: master secrets by client random, both in hexadecimal."""
        with open(self.key_log_file, encoding="ascii") as lines:
            return dict(re.findall(r"^CLIENT_RANDOM (\w+) (\w+)$", lines.read(), re.MULTILINE))
