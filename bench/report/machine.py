"""The machine that was measured on, in words."""

import datetime
import os
import pathlib
import platform
import subprocess


def cpu_model():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def revision():
    """The commit that was built, if this is a checkout."""
    folder = pathlib.Path(__file__).parent
    asked = subprocess.run(["git", "-C", folder, "describe", "--always", "--dirty", "--exclude=*"], check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return asked.stdout.strip() or "unknown"


def load():
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def facts():
    """What is known before anything runs."""
    return {
        "Processor": f"{cpu_model()}, {len(os.sched_getaffinity(0))} cores used",
        "Kernel": f"{platform.system()} {platform.release()}",
        "Measured": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "Commit": revision(),
        "Load before": load(),
    }


def after(context):
    """What the programs said of themselves."""
    def said(name):
        return context.get(name, ["unknown"])[0]
    told = {"Compiler": said("compiler"), "vitrine's AES-GCM": said("aes_gcm"), "OpenSSL": said("openssl"),
            "GnuTLS": context.get("gnutls", ["not installed: its rows are left out (Debian: libgnutls28-dev)"])[0],
            "Load after": load()}
    if "chacha20_poly1305" in context:
        told["vitrine's ChaCha20-Poly1305"] = said("chacha20_poly1305")
    clocks = sorted(float(clock) / 1e9 for clock in context.get("clock_hz", []))
    if clocks and clocks[0] > 0:
        told["Clock"] = f"{clocks[0]:.2f} to {clocks[-1]:.2f} GHz, measured"
    if "sockets" in context:
        told["Sockets"] = said("sockets")
    return told
