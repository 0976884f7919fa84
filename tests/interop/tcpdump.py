"""tcpdump on loopback, for as long as a test needs it."""

import os
import shutil
import signal
import socket

from support import Process

LAST_WORD = b"this is the last packet of the capture"
BEFORE_LAST_WORD = 16 + 20 + 8  # bytes in the file: those of pcap, IPv4 and UDP; and those of the link layer
LINK_HEADER = {1: 14, 276: 20}  # bytes: Ethernet, and Linux cooked version 2 for interface "any"


class Tcpdump:
    """Captures the traffic of one TCP port. It writes to a pipe: nothing needs to be readable for its own user."""

    def __init__(self, case, port, interface="lo"):
        self.mark = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.mark.bind(("127.0.0.1", 0))
        case.addCleanup(self.mark.close)
        what = f"tcp port {port} or udp port {self.mark.getsockname()[1]}"
        self.process = Process(case, ["tcpdump", "-i", interface, "--immediate-mode", "-U", "-w", "-", what])
        self.process.wait_for(rb"listening on", "stderr")

    def finish(self):
        """The capture, with everything that was sent before this call."""
        self.mark.sendto(LAST_WORD, self.mark.getsockname())
        found = self.process.wait_for(LAST_WORD)
        self.process.process.send_signal(signal.SIGINT)
        self.process.finish()
        pcap = self.process.stdout
        link_type = int.from_bytes(pcap[20:24], "little")
        return pcap[: found.start() - BEFORE_LAST_WORD - LINK_HEADER[link_type]]


def why_no_capture(case):
    """Why tcpdump cannot capture here; None if it can."""
    if shutil.which("tcpdump") is None:
        return "tcpdump is not installed"
    if os.geteuid() != 0:
        return "only root may capture"
    try:
        Tcpdump(case, 1).finish()
    except AssertionError as error:
        return f"tcpdump cannot capture here: {error}"
    return None
