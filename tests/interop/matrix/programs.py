"""Where the other programs are."""

import os
import shutil


def find(program):
    """Its path, or None. Debian keeps servers where only root's PATH leads to."""
    return shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
