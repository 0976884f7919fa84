"""What is shipped for other debuggers: the files of VS Code name what is there, and lldb meets the same breakpoints."""

import json
import os
import re
import shutil
import subprocess
import unittest

from debugging import ROOT, DebuggerCase, pair
from support import LIMIT

WORKSPACE = "${workspaceFolder}"


def read(name):
    with open(os.path.join(ROOT, ".vscode", name), encoding="utf-8") as file:
        return json.load(file)


class VsCode(unittest.TestCase):
    launch, tasks = read("launch.json"), read("tasks.json")

    def test_each_case_is_there_for_gdb_and_for_lldb(self):
        names = {(configuration["name"], configuration["type"]) for configuration in self.launch["configurations"]}
        for case in ("client against s_server", "server against s_client", "pair", "replay"):
            self.assertIn((f"{case} (gdb)", "cppdbg"), names)
            self.assertIn((f"{case} (lldb)", "lldb"), names)

    def test_each_program_is_a_target_of_ours_in_the_debug_build(self):
        with open(os.path.join(ROOT, "apps/CMakeLists.txt"), encoding="utf-8") as file:
            targets = re.findall(r"add_executable\((\w+)", file.read())
        with open(os.path.join(ROOT, "CMakePresets.json"), encoding="utf-8") as file:
            presets = [preset["name"] for preset in json.load(file)["configurePresets"]]
        for configuration in self.launch["configurations"]:
            build, preset, target = configuration["program"].removeprefix(WORKSPACE + "/").split("/")
            self.assertEqual(build, "build")
            self.assertIn(preset, presets)
            self.assertIn(target, targets)

    def test_each_task_that_is_asked_for_is_there(self):
        labels = [task["label"] for task in self.tasks["tasks"]]
        for asked in (*[configuration["preLaunchTask"] for configuration in self.launch["configurations"]],
                      *[task["dependsOn"] for task in self.tasks["tasks"] if "dependsOn" in task]):
            self.assertIn(asked, labels)

    def test_each_file_of_ours_that_is_named_is_there(self):
        named = re.findall(r"\$\{workspaceFolder\}/(apps/[\w./]+)", json.dumps(self.launch))
        self.assertEqual(set(named), {"apps/gdb/vitrine.gdb", "apps/lldb/vitrine.lldb"})
        for name in named:
            self.assertTrue(os.path.isfile(os.path.join(ROOT, name)), name)

    def test_the_peer_serves_one_connection_and_listens_where_the_client_calls(self):
        commands = {task["label"]: task["command"] for task in self.tasks["tasks"]}
        arguments = {configuration["name"]: configuration["args"] for configuration in self.launch["configurations"]}
        self.assertIn("-naccept 1", commands["s_server"])
        self.assertIn("-accept " + arguments["client against s_server (gdb)"][1], commands["s_server"])
        self.assertIn("-connect " + arguments["server against s_client (gdb)"][2], commands["s_client"])

    def test_a_refusal_is_found_by_the_problem_matcher(self):
        refusal = ["vitrine: handshake failed in state server_certificate (client, record 2, Certificate)",
                   "  check    path to a trust anchor               RFC 5280 §6.1",
                   "  found    CN=test is issued by itself and is not among the trust anchors"]
        for label in ("s_server", "s_client"):
            matcher = next(task["problemMatcher"] for task in self.tasks["tasks"] if task["label"] == label)
            for line, pattern in zip(refusal, matcher["pattern"], strict=True):
                self.assertRegex(line, pattern["regexp"])


@unittest.skipUnless(shutil.which("lldb"), "lldb is not installed")
class Lldb(DebuggerCase):
    build = "debug-O0"

    def test_the_breakpoints_of_the_gdb_kit_are_met_with_their_arguments(self):
        words = ["lldb", "-l", "none", "-b", "-s", os.path.join(ROOT, "apps/lldb/vitrine.lldb"), "-o", "run", "-o",
                 "breakpoint disable 1 2 3", "-o", "continue", "-o", "continue", "-o", "continue", "-o", "continue", "-o",
                 "breakpoint disable 4", "-o", "continue", "-o", "continue", pair(self.build)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT, check=False, cwd=ROOT,
                              stdin=subprocess.DEVNULL)
        told = done.stdout + done.stderr
        self.assertNotIn("no locations", told)
        self.assertNotRegex(told, r"this=0x0000000000000000|error:")
        for function in (r"Handshake::step\(this=0x\w+, received=0x0000000000000000",
                         r"derive_key_block\(hash=sha256",
                         r"seal_record\(protection=0x\w+, type=handshake, record=45 bytes",
                         r"open_record\(protection=0x"):
            self.assertRegex(told, function)
        self.assertRegex(told, r"-> \d+ .*\n")  # and the source
