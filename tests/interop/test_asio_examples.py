"""The examples over asio, by coroutines and under Boost.Beast, against openssl, curl, Python and each other."""

import http.server
import os
import ssl
import threading

from support import PROGRAM, InteropCase, Process, identity, path, root

FOLDER = os.path.dirname(PROGRAM)


class AsioCase(InteropCase):
    def example(self, name, *arguments):
        return Process(self, [os.path.join(FOLDER, f"example_{name}"), *map(str, arguments)])

    def example_server(self, name, kind="rsa"):
        who = identity(kind)
        server = self.example(name, who.cert, who.key)
        server.port = int(server.wait_for(rb"ACCEPT \S+:(\d+)", "stderr").group(1))
        return server


class Coroutines(AsioCase):
    def test_the_client_and_openssl(self):
        client = self.example("coroutine_client", "localhost", self.openssl_server("-rev").port, root())
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"olleh\n")

    def test_the_client_does_not_talk_to_a_stranger(self):
        server = self.openssl_server(kind="unknown_ca")
        client = self.example("coroutine_client", "localhost", server.port, root())
        self.assert_exit(client, 2)
        self.assert_says(client, "unknown_ca")
        self.assertNotIn(b"hello", server.stdout)

    def test_the_server_has_many_clients_at_once_and_strangers_between_them(self):
        server = self.example_server("coroutine_server", "p256")
        clients = [self.openssl_client(server.port) for _ in range(3)]
        self.assert_exit(Process(self, ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_3"],
                                 b""), 1)
        server.wait_for(rb"a client: sent the alert protocol_version", "stderr")
        for number, client in enumerate(clients):
            client.send(b"line %d\n" % number)
        for number, client in enumerate(clients):
            client.wait_for(rb"(?s)Verify return code: 0 \(ok\).*line %d\n" % number)
            client.close_stdin()
            self.assert_exit(client, 0)

    def test_one_with_the_other(self):
        server = self.example_server("coroutine_server")
        client = self.example("coroutine_client", "localhost", server.port, root())
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"hello\n")


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = f"this is {self.path}\n".encode() * 2000
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Beast(AsioCase):
    def python_server(self):
        who = identity("rsa")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(who.cert, who.key)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        return server.server_address[1]

    def test_the_client_and_pythons_server(self):
        client = self.example("beast_client", "localhost", self.python_server(), "/some/thing", root())
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"this is /some/thing\n" * 2000)

    def test_the_client_and_openssls_page(self):
        client = self.example("beast_client", "localhost", self.openssl_server("-WWW", folder=self.folder()).port,
                              "/told.txt", root())
        self.assert_exit(client, 0)
        self.assertIn(b"seen through\n", client.stdout)

    def folder(self):
        folder = path("beast")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "told.txt"), "w", encoding="ascii") as file:
            file.write("seen through\n")
        return folder

    def test_the_client_does_not_talk_to_a_stranger(self):
        server = self.openssl_server(kind="unknown_ca")
        client = self.example("beast_client", "localhost", server.port, "/", root())
        self.assert_exit(client, 2)
        self.assert_says(client, "anchor")
        self.assertNotIn(b"GET", server.stdout)

    def test_the_server_and_curl_which_asks_three_times_over_one_connection(self):
        server = self.example_server("beast_server", "p256")
        url = f"https://localhost:{server.port}/"
        curl = Process(self, ["curl", "-sS", "-v", "--http1.1", "--cacert", root(), url + "[1-3]"], b"")
        self.assert_exit(curl, 0)
        self.assertEqual(curl.stdout, b"".join(b"you asked for /%d\n" % number for number in (1, 2, 3)))
        self.assert_says(curl, "Re-using existing connection")

    def test_one_with_the_other(self):
        server = self.example_server("beast_server")
        client = self.example("beast_client", "localhost", server.port, "/it", root())
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"you asked for /it\n")
