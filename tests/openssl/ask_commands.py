"""Public key infrastructures made at random, given to `vitrine verify` and to `openssl verify -x509_strict`.

    ask_commands.py PKIS_TEST VITRINE COUNT [SEED]

PKIS_TEST makes them and says what ours and libcrypto, called as libraries, make of each; the commands must say the same.
"""

import concurrent.futures
import os
import subprocess
import sys
import tempfile

NOON = "1906545600"  # 2030-06-01 12:00:00 UTC, the time that all of them are made for
HOST = "www.example.com"


def make(program, count, seed, folder):
    environment = dict(os.environ, VITRINE_PKIS=str(count), VITRINE_PKIS_SEED=str(seed), VITRINE_PKIS_OUT=folder)
    run = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=3600)
    print("\n".join(line for line in run.stdout.splitlines() if not line.startswith("[")))
    if run.returncode != 0:
        sys.exit(f"{program} failed")


def files(folder):
    return [os.path.join(folder, name + ".pem") for name in ("anchors", "untrusted", "leaf")]


def by_vitrine(program, folder):
    anchors, untrusted, leaf = files(folder)
    given = ["-untrusted", untrusted] if os.path.getsize(untrusted) else []
    return [program, "verify", "-CAfile", anchors, *given, "-attime", NOON, "-purpose", "sslserver",
            "-verify_hostname", HOST, leaf]


def by_openssl(folder):
    anchors, untrusted, leaf = files(folder)
    given = ["-untrusted", untrusted] if os.path.getsize(untrusted) else []
    return ["openssl", "verify", "-x509_strict", "-no-CApath", "-no-CAstore", "-CAfile", anchors, *given,
            "-attime", NOON, "-purpose", "sslserver", "-verify_hostname", HOST, leaf]


def disagreements(program, folder):
    with open(os.path.join(folder, "verdicts"), encoding="utf-8") as verdicts:
        ours, openssl = verdicts.read().splitlines()
    for command, expected, refused in ((by_vitrine(program, folder), ours, 5), (by_openssl(folder), openssl, 2)):
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
        wanted = 0 if expected == "trusted" else refused
        if run.returncode != wanted:
            yield (f"{' '.join(command)}\n  ended with {run.returncode}, as a library it says: {expected}\n"
                   f"{run.stdout}{run.stderr}")


def main():
    program, vitrine, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    with tempfile.TemporaryDirectory(prefix="vitrine-pkis-") as folder:
        make(program, count, seed, folder)
        folders = [os.path.join(folder, name) for name in sorted(os.listdir(folder), key=int)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = pool.map(lambda one: list(disagreements(vitrine, one)), folders)
            wrong = [text for texts in answers for text in texts]
        print("\n".join(wrong[:20]))
        print(f"{len(folders)} asked by the commands too, {len(wrong)} answered otherwise there")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
