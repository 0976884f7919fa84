"""How many instructions a full handshake takes when nobody watches: watching must cost nothing to those who do not.

python3 count_instructions.py PROGRAM: PROGRAM makes as many handshakes as its argument says (handshakes.cpp).
Counted by callgrind, so a busy machine changes nothing; what differs between two numbers of handshakes is theirs.
"""

import re
import shutil
import subprocess
import sys

# Both ends, RSA-2048 and X25519, as g++ 12 and Debian's Crypto++ 8.7 make it: 11 718 000 before connections told
# observers of inputs, derivations and candidates, and 2 % more.
MOST = 11_950_000
FEW, MANY = 2, 6
SKIPPED = 77  # as ctest is told


def count(program, handshakes):
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, str(handshakes)],
                         capture_output=True, text=True, check=True, timeout=300)
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1))


def main():
    if not shutil.which("valgrind"):
        print("skipped: valgrind is not installed")
        return SKIPPED
    each = (count(sys.argv[1], MANY) - count(sys.argv[1], FEW)) // (MANY - FEW)
    print(f"{each} instructions for a handshake; {MOST} are the most")
    return 0 if each <= MOST else 1


sys.exit(main())
