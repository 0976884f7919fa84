"""Files from `vitrine server --root`, fetched by curl, Python and openssl; and what must not be had."""

import hashlib
import http.client
import os
import random
import shutil
import signal
import socket
import ssl

import support
from support import LIMIT, InteropCase, Process, client_context, root

LARGE = 30_000_000  # bytes: far more than all buffers between the two ends


class FilesCase(InteropCase):
    def setUp(self):
        self.folder = support.path("files-of-" + self.id().rpartition(".")[2])
        os.makedirs(os.path.join(self.folder, "below"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.write("small.txt", b"a small file\n")
        self.write("index.html", b"<p>the index</p>\n")
        self.write("empty", b"")
        self.write("below/deep.bin", random.Random(1).randbytes(100_000))

    def write(self, name, data):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(data)

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def file_server(self, *flags):
        server = self.our_server("--root", self.folder, *flags)
        self.url = f"https://localhost:{server.port}/"
        return server

    def stream_to(self, server):
        plain = socket.create_connection(("127.0.0.1", server.port), timeout=support.LIMIT)
        return client_context().wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)


class FilesForCurl(FilesCase):
    def curl(self, *words, code=0):
        ran = Process(self, ["curl", "-sS", "--http1.1", "--cacert", root(), *words])
        self.assert_exit(ran, code)
        return ran.stdout

    def test_a_file_the_index_and_an_empty_one(self):
        self.file_server()
        self.assertEqual(self.curl(self.url + "small.txt"), b"a small file\n")
        self.assertEqual(self.curl(self.url), b"<p>the index</p>\n")
        self.assertEqual(self.curl(self.url + "empty"), b"")
        self.assertEqual(self.curl(self.url + "below/deep.bin"), self.read("below/deep.bin"))

    def test_files_of_the_folder_that_it_was_started_in(self):
        flags = support.identity("rsa").flags()
        server = Process(self, [os.path.abspath(support.PROGRAM), "server", "-accept", "127.0.0.1:0", *flags, "-WWW"],
                         folder=self.folder)
        port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        self.assertEqual(self.curl(f"https://localhost:{port}/small.txt"), b"a small file\n")

    def test_several_over_one_connection(self):
        server = self.file_server()
        names = ["small.txt", "below/deep.bin", "empty", "index.html"]
        words = [word for name in names for word in (self.url + name, "-o", support.path("got-" + name[-4:]))]
        ran = Process(self, ["curl", "-sS", "-v", "--http1.1", "--cacert", root(), *words])
        self.assert_exit(ran, 0)
        self.assertEqual(ran.stderr.count("Re-using existing connection"), 3)
        for name in names:
            with open(support.path("got-" + name[-4:]), "rb") as file:
                self.assertEqual(file.read(), self.read(name))
        server.wait_for(rb'\[1\] \S+: GET "/below/deep\.bin" 200 100000 bytes', "stderr")

    def test_a_part_and_the_rest_of_a_download_that_was_broken_off(self):
        self.file_server()
        deep = self.read("below/deep.bin")
        self.assertEqual(self.curl("--range", "100-199", self.url + "below/deep.bin"), deep[100:200])
        self.assertEqual(self.curl("--range", "-7", self.url + "below/deep.bin"), deep[-7:])
        partial = support.path("partial")
        with open(partial, "wb") as file:
            file.write(deep[:30_000])
        self.curl("-C", "-", "-o", partial, self.url + "below/deep.bin")
        with open(partial, "rb") as file:
            self.assertEqual(file.read(), deep)
        self.curl("--fail", "--range", "100000-", self.url + "below/deep.bin", code=22)

    def test_what_it_has_already_is_not_sent_again(self):
        self.file_server()
        etag = support.path("etag")
        write = ["-w", "%{http_code} %{size_download}", "-o", support.path("got")]
        self.assertEqual(self.curl(*write, "--etag-save", etag, self.url + "small.txt"), b"200 13")
        self.assertEqual(self.curl(*write, "--etag-compare", etag, self.url + "small.txt"), b"304 0")
        self.assertEqual(self.curl(*write, "-z", "1 Jan 2037", self.url + "small.txt"), b"304 0")
        self.assertEqual(self.curl(*write, "-z", "1 Jan 1999", self.url + "small.txt"), b"200 13")

    def test_only_a_head_an_old_version_and_a_folder(self):
        self.file_server()
        self.assertRegex(self.curl("--head", self.url + "small.txt"), rb"(?s)HTTP/1\.1 200 OK.*Content-Length: 13\r\n")
        self.assertEqual(self.curl("--http1.0", self.url + "small.txt"), b"a small file\n")
        self.assertEqual(self.curl("-L", "--fail", self.url + "below", code=22), b"")  # moved, and nothing there

    def test_what_is_not_to_be_had(self):
        server = self.file_server()
        with open(support.path("outside.txt"), "w", encoding="ascii") as file:
            file.write("of others")
        os.symlink(support.path("outside.txt"), os.path.join(self.folder, "link"))
        write = ["-w", "%{http_code}", "-o", support.path("got"), "--path-as-is"]
        for target, status in [("../outside.txt", b"404"), ("%2e%2e/outside.txt", b"404"), ("link", b"404"),
                               ("below/../../outside.txt", b"404"), (".hidden", b"404"), ("%00", b"400"),
                               ("none", b"404")]:
            with self.subTest(target=target):
                self.assertEqual(self.curl(*write, self.url + target), status)
        self.assertEqual(self.curl(*write, "-X", "DELETE", self.url + "small.txt"), b"405")
        self.assertEqual(self.curl(*write, "-d", "data", self.url + "small.txt"), b"405")
        self.assertEqual(self.curl(*write, self.url + "a%1b%5b31mb"), b"404")
        server.wait_for(rb'GET "/a%1b%5b31mb" 404', "stderr")


class FilesForPython(FilesCase):
    def test_a_large_file_is_whole(self):
        data = random.Random(2).randbytes(LARGE)
        self.write("large.bin", data)
        server = self.file_server()
        client = http.client.HTTPSConnection("localhost", server.port, context=client_context(), timeout=support.LIMIT)
        client.request("GET", "/large.bin")
        answer = client.getresponse()
        self.assertEqual(answer.getheader("Content-Length"), str(LARGE))
        digest = hashlib.sha256()
        while part := answer.read(1 << 16):
            digest.update(part)
        self.assertEqual(digest.digest(), hashlib.sha256(data).digest())
        client.request("HEAD", "/large.bin")
        self.assertEqual(client.getresponse().read(), b"")
        client.close()

    def test_requests_that_are_sent_all_at_once_are_answered_in_their_order(self):
        server = self.file_server()
        requests = b"".join(b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % name
                            for name in (b"small.txt", b"none", b"empty", b"index.html"))
        with self.stream_to(server) as stream:
            for at in range(0, len(requests), 7):  # cut anywhere
                stream.sendall(requests[at:at + 7])
            stream.sendall(b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")
            told = b"".join(iter(lambda: stream.recv(1 << 14), b""))
        self.assertRegex(told, rb"(?s)^HTTP/1\.1 200 .*a small file\nHTTP/1\.1 404 .*\n404 Not Found\nHTTP/1\.1 200 .*"
                               rb"Content-Length: 0\r\n.*HTTP/1\.1 200 .*the index</p>\nHTTP/1\.1 200 .*close\r\n\r\n$")

    def test_who_says_close_notify_behind_the_request_still_gets_the_answer(self):
        server = self.file_server()
        client = Process(self, [support.PROGRAM, "client", f"localhost:{server.port}", "-CAfile", root(), "-quiet"],
                         b"GET /below/deep.bin HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assert_exit(client, 0)
        self.assertTrue(client.stdout.endswith(self.read("below/deep.bin")))

    def test_an_answer_under_way_is_said_to_its_end_when_the_server_is_told_to_stop(self):
        self.write("large.bin", bytes(LARGE))
        server = self.file_server("--drain", LIMIT)
        with self.stream_to(server) as stream:
            stream.sendall(b"GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")
            told = stream.recv(1 << 14)
            server.process.send_signal(signal.SIGTERM)
            while part := stream.recv(1 << 16):
                told += part
        self.assertEqual(len(told) - told.index(b"\r\n\r\n") - 4, LARGE)
        self.assert_exit(server, 0)


class FilesInTrouble(FilesCase):
    def test_a_file_that_becomes_shorter_is_no_whole_one(self):
        self.write("large.bin", bytes(LARGE))
        server = self.file_server()
        with self.stream_to(server) as stream:
            stream.sendall(b"GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")
            stream.recv(1 << 14)
            os.truncate(os.path.join(self.folder, "large.bin"), 1000)
            with self.assertRaisesRegex(ssl.SSLError, "INTERNAL_ERROR"):
                while stream.recv(1 << 16):
                    pass
        server.wait_for(rb"the file became shorter while it was sent", "stderr")

    def test_no_request_too_much_of_one_and_the_wrong_version(self):
        server = self.file_server()
        for request, status in [(b"hello\r\n\r\n", b"400"), (b"GET / HTTP/1.1\n\n", b"400"),
                                (b"GET /" + 20_000 * b"x", b"431"), (b"GET / HTTP/3.0\r\n\r\n", b"505"),
                                (b"GET / HTTP/1.1\r\n" + 3000 * b"a: b\r\n" + b"\r\n", b"431")]:
            with self.subTest(request=request[:20]), self.stream_to(server) as stream:
                stream.sendall(request)
                told = b"".join(iter(lambda: stream.recv(1 << 14), b""))
                self.assertRegex(told, rb"^HTTP/1\.1 " + status)

    def test_a_folder_that_is_none_is_wrong_usage(self):
        for folder, why in [("/nowhere/at/all", "No such file"), (support.PROGRAM, "Not a directory")]:
            with self.subTest(folder=folder):
                ran = Process(self, [support.PROGRAM, "server", *support.identity("rsa").flags(), "--root", folder])
                self.assert_exit(ran, 1)
                self.assert_says(ran, f"no files can be given out of {folder}.*{why}")

    def test_services_exclude_each_other(self):
        ran = Process(self, [support.PROGRAM, "server", *support.identity("rsa").flags(), "-www", "-WWW"])
        self.assert_exit(ran, 1)
        self.assert_says(ran, "exclude each other")
