"""vitrine step on a screen: on a terminal of the test's own, and in tmux, which keeps the picture of it."""

import os
import pty
import re
import signal
import termios

from support import PROGRAM, Process, path, root
from test_step import StepCase


class Terminal:
    """The program on a terminal of its own; its output is gathered as it comes."""

    def __init__(self, case, *arguments, environment=()):
        self.case = case
        self.output = b""
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.environ.update({"TERM": "xterm", "LANG": "C.UTF-8", "LINES": "24", "COLUMNS": "80", **dict(environment)})
            os.execv(PROGRAM, [PROGRAM, "step", *arguments])
        self.pid = pid
        self.before = termios.tcgetattr(self.terminal)
        case.addCleanup(self.clean_up)

    def clean_up(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def read(self):
        try:
            part = os.read(self.terminal, 1 << 16)
        except OSError:  # Linux's word for the end
            part = b""
        self.output += part
        return part

    def wait_for(self, text):
        """Until the terminal was sent this text, and nothing before it counts any more."""
        while text not in self.output:
            self.case.assertTrue(self.read(), f"{text!r} was never shown: {self.output[-2000:]!r}")
        self.output = self.output.split(text, 1)[1]

    def press(self, keys):
        os.write(self.terminal, keys)

    def finish(self):
        while self.read():
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = None
        return os.waitstatus_to_exitcode(status)


class StepScreen(StepCase):
    LEFT = b"\x1b[?1049l"  # xterm's word for: back to what was there before the screen

    def test_it_is_left_by_q_with_the_terminal_as_it_was(self):
        terminal = Terminal(self, "pair")
        terminal.wait_for(b"nothing has been said yet")
        self.assertNotEqual(termios.tcgetattr(terminal.terminal)[3], terminal.before[3], "single keys, no echo")
        terminal.press(b"s")
        terminal.wait_for(b"the client writes ClientHello")
        terminal.press(b"q")
        terminal.wait_for(self.LEFT)
        self.assertEqual(terminal.finish(), 0)

    def test_it_is_left_by_every_signal_and_ctrl_c_with_the_terminal_as_it_was(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, None):
            with self.subTest(number=number):
                terminal = Terminal(self, "pair")
                terminal.wait_for(b"nothing has been said yet")
                if number is None:
                    terminal.press(b"\x03")
                else:
                    os.kill(terminal.pid, number)
                terminal.wait_for(self.LEFT)
                self.assertEqual(terminal.finish(), 130)

    def test_it_waits_for_a_peer_only_until_a_key_is_pressed(self):
        server = self.openssl_server()
        os.kill(server.process.pid, signal.SIGSTOP)
        self.addCleanup(server.kill)
        terminal = Terminal(self, "client", f"localhost:{server.port}", "-CAfile", root())
        terminal.wait_for(b"nothing has been said yet")
        terminal.press(b"s")
        terminal.wait_for(b"writes ClientHello")
        terminal.press(b"s")
        terminal.wait_for(b"any key ends that")
        terminal.press(b"q")
        self.assertEqual(terminal.finish(), 0)

    def test_it_has_no_colours_if_none_are_wanted(self):
        for wanted in (True, False):
            terminal = Terminal(self, "pair", environment={"NO_COLOR": "" if wanted else "1"})
            terminal.wait_for(b"nothing has been said yet")
            terminal.press(b"cq")
            self.assertEqual(terminal.finish(), 0)
            self.assertEqual(b"\x1b[32m" in terminal.output, wanted)

    def test_it_says_so_where_there_is_too_little_room(self):
        terminal = Terminal(self, "pair", environment={"COLUMNS": "79"})
        terminal.wait_for(b"80 columns and 24 lines are needed")
        terminal.press(b"q")
        self.assertEqual(terminal.finish(), 0)

    def test_a_terminal_without_a_screen_gets_lines(self):
        terminal = Terminal(self, "pair", environment={"TERM": "unheard-of"})
        terminal.wait_for(b"(step) ")
        terminal.press(b"q\n")
        self.assertEqual(terminal.finish(), 0)


class Tmux:
    """A program in tmux, which keeps the picture of its screen; tmux tells of every change (its control mode)."""

    def __init__(self, case, columns, lines, *arguments):
        command = " ".join([PROGRAM, "step", *arguments])
        self.control = Process(case, ["tmux", "-S", path(f"tmux-{case.id()}"), "-f", "/dev/null", "-u", "-C",
                                      "new-session", "-x", columns, "-y", lines, command])
        self.control.wait_for(rb"%session-changed")
        self.command(f"refresh-client -C {columns}x{lines}")
        case.addCleanup(self.control.send, b"kill-server\n")

    def wait_while(self, holds):
        """Waits for more until `holds` does not hold of what tmux said; what came while it was asked is seen, too."""
        said = self.control.stdout
        while holds(said):
            self.control.wait_for_bytes(len(said) + 1)
            said = self.control.stdout

    def command(self, command):
        blocks = self.control.stdout.count(b"\n%end ") + self.control.stdout.count(b"\n%error ")
        self.control.send(command.encode() + b"\n")
        self.wait_while(lambda said: said.count(b"\n%end ") + said.count(b"\n%error ") == blocks)
        return re.split(rb"%begin .*\n", self.control.stdout)[-1].split(b"%end")[0].decode()

    def screen_with(self, *texts, width=None):
        """The screen, once it shows all of these, and is as wide as it should be."""
        while True:
            changes = self.control.stdout.count(b"%output")
            shown = self.command("capture-pane -p")
            if all(text in shown for text in texts) and width in (None, max(map(len, shown.splitlines()))):
                return shown
            self.wait_while(lambda said, changes=changes: said.count(b"%output") == changes)

    def press(self, *keys):
        self.command("send-keys " + " ".join(f"'{key}'" for key in keys))


class StepInTmux(StepCase):
    def screen_at(self, tmux, key, stop):
        """The screen once all of it has been drawn: behind it, a command line is opened, and closed again."""
        tmux.press(key, ":")
        screen = tmux.screen_with(f"stop {stop}, ", "\n:\n")
        tmux.press("BSpace")
        return screen

    def test_back_and_forward_show_the_same_screens(self):
        tmux = Tmux(self, 80, 24, "pair")
        tmux.screen_with("stop 0, event 0")
        forward = [self.screen_at(tmux, "s", stop) for stop in range(1, 21)]
        for stop in range(19, 0, -1):
            self.assertEqual(self.screen_at(tmux, "u", stop), forward[stop - 1])

    def test_all_panes_are_there_at_any_size(self):
        """A screen that is being laid out anew is waited for; one that never has all panes ends the wait as a failure."""
        panes = ("─ flow ─", "─ fields ─", "─ bytes ─", "─ what was computed from what ─", "─ what may come next, and why ─")
        tmux = Tmux(self, 120, 40, "pair")
        tmux.press("s")
        tmux.screen_with("stop 1, ")
        for columns, lines in ((120, 40), (80, 24), (200, 50)):
            tmux.command(f"refresh-client -C {columns}x{lines}")
            tmux.press(":")
            tmux.screen_with("\n:\n", *panes, width=columns)
            tmux.press("BSpace")

    def test_a_broken_copy_is_shown_as_one(self):
        tmux = Tmux(self, 120, 40, "pair")
        tmux.press("c")
        tmux.screen_with("the run has ended: nothing was refused")
        tmux.press(*":set", "Space", *"ServerKeyExchange.signature[8]=^01", "Enter")
        self.assertIn("A COPY, changed: ", tmux.screen_with("sends    alert fatal decrypt_error(51)"))
        tmux.press("BSpace", "s")
        tmux.screen_with("ServerKeyExcha.. REFUSED", "FAILED  signature of ServerKeyExchange")
        tmux.press("o")
        self.assertNotIn("COPY", tmux.screen_with("back in the run as it was"))
