"""The certificates of a run, made once: two roots, and an identity of each kind for servers and for clients.

An RSA key's certificate is signed by the root with the ECDSA key and the other way round. So a list of signature
schemes can allow the certificates' own signature without allowing a second scheme to the key in them.
"""

import support

KEYS = {"rsa": support.RSA, "p256": support.EC, "p384": support.P384}


class Identities:
    def __init__(self, abilities):
        self.abilities = abilities
        roots = {"rsa": support.make_root("root-rsa", support.RSA), "ecdsa": support.make_root("root-ecdsa")}
        self.root_files = list(roots.values())
        self.roots = support.path("roots.pem")
        with open(self.roots, "w", encoding="ascii") as out:
            for file in self.root_files:
                with open(file, encoding="ascii") as root:
                    out.write(root.read())
        self._made = {(usage, key): support.issue(f"{usage}_{key}", "root-ecdsa" if key == "rsa" else "root-rsa",
                                                  KEYS[key], extensions)
                      for usage, extensions in (("server", support.SERVER), ("client", support.CLIENT))
                      for key in KEYS}

    def server(self, key):
        return self._made["server", key]

    def client(self, key):
        return self._made["client", key]
